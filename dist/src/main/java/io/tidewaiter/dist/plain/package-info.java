/** Made while the distribution is built: our jars with plain code where the compiler leaves linking for the first call. */
@NullMarked
package io.tidewaiter.dist.plain;

import org.jspecify.annotations.NullMarked;
