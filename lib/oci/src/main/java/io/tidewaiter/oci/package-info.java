/** OCI image and distribution specs: values, client, layouts. */
@NullMarked
package io.tidewaiter.oci;

import org.jspecify.annotations.NullMarked;
