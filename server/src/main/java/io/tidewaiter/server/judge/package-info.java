/** The ARM resources that decide what does not count: rules, exemptions, VEX documents; and what is charged. */
@NullMarked
package io.tidewaiter.server.judge;

import org.jspecify.annotations.NullMarked;
