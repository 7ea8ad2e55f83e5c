/** Whether a registry can be scanned, by what its resource says. */
@NullMarked
package io.tidewaiter.intake.support;

import org.jspecify.annotations.NullMarked;
