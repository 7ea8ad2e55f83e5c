/** What we find in real images, beside what a second implementation finds in them: {@code docs/guide/accuracy.md}. */
@NullMarked
package io.tidewaiter.bench.accuracy;

import org.jspecify.annotations.NullMarked;
