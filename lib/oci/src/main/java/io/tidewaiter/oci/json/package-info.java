/** JSON of images and registries, token by token. */
@NullMarked
package io.tidewaiter.oci.json;

import org.jspecify.annotations.NullMarked;
