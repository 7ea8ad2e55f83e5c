/** What proves to a registry who we are, and where it is kept. */
@NullMarked
package io.tidewaiter.oci.credential;

import org.jspecify.annotations.NullMarked;
