/** Images, registries and data for tests: built on the spot, sharing no code with what they test. */
@NullMarked
package io.tidewaiter.testkit;

import org.jspecify.annotations.NullMarked;
