/** Rewrites of plans; each rule draws what it does as before → after. */
@NullMarked
package io.tidewaiter.kql.plan.rule;

import org.jspecify.annotations.NullMarked;
