/** A client of the OCI distribution spec: blocking, bounded, careful with credentials and with where it connects. */
@NullMarked
package io.tidewaiter.oci.client;

import org.jspecify.annotations.NullMarked;
