/** Image builder and independent fakes. */
@NullMarked
package io.tidewaiter.testkit;

import org.jspecify.annotations.NullMarked;
