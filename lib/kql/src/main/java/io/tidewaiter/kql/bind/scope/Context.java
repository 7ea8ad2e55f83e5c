package io.tidewaiter.kql.bind.scope;

import io.tidewaiter.kql.KqlLimits;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.schema.KqlSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a translation is given.
 *
 * @param now in ticks
 * @param probe the values of a column of a plan, for operators whose columns depend on rows
 */
public record Context(
        KqlSchema schema, KqlLimits limits, long now, Optional<BiFunction<Plan, Slot, List<String>>> probe) {}
