/**
 * Made while the distribution is built: our jars with plain code where the compiler leaves linking for the first call, and
 * one jar of a class path.
 */
@NullMarked
package io.tidewaiter.dist.plain;

import org.jspecify.annotations.NullMarked;
