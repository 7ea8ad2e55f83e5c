/** {@code tidewaiter demo}: the main job on real jars, on one machine, without a network. */
@NullMarked
package io.tidewaiter.dist.demo;

import org.jspecify.annotations.NullMarked;
