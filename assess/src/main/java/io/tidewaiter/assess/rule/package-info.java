/** What somebody decided not to count: rules, exemptions and VEX statements, and which of them speaks for a finding. */
@NullMarked
package io.tidewaiter.assess.rule;

import org.jspecify.annotations.NullMarked;
