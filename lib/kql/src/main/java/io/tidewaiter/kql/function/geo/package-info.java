/** Places on Earth: points, distances, geohashes, and polygons around points. */
@NullMarked
package io.tidewaiter.kql.function.geo;

import org.jspecify.annotations.NullMarked;
