/** Images on disk: OCI layouts in a folder or a tar archive, and the archives of {@code docker save}. */
@NullMarked
package io.tidewaiter.oci.layout;

import org.jspecify.annotations.NullMarked;
