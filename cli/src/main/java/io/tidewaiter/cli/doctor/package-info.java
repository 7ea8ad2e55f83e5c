/** {@code tidewaiter doctor}: what this machine allows and lacks. */
@NullMarked
package io.tidewaiter.cli.doctor;

import org.jspecify.annotations.NullMarked;
