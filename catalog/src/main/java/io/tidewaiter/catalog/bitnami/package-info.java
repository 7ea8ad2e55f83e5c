/** Components of Bitnami's images. */
@NullMarked
package io.tidewaiter.catalog.bitnami;

import org.jspecify.annotations.NullMarked;
