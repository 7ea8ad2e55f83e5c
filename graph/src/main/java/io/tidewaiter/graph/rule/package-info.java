/** What rules, exemptions and VEX documents say of findings, for all time. */
@NullMarked
package io.tidewaiter.graph.rule;

import org.jspecify.annotations.NullMarked;
