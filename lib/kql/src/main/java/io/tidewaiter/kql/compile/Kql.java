package io.tidewaiter.kql.compile;

import io.tidewaiter.kql.Diagnostic;
import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.Refusal;
import io.tidewaiter.kql.bind.Binder;
import io.tidewaiter.kql.bind.scope.Context;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.schema.KqlSchema;
import io.tidewaiter.kql.syntax.KqlSyntax;
import io.tidewaiter.kql.value.Ticks;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Translates queries. */
public final class Kql {
    private Kql() {}

    /**
     * What becomes of a text. Never throws for what a text can hold; a mistake of ours becomes a diagnostic.
     */
    public static Compilation compile(String text, KqlSchema schema, KqlOptions options) {
        try {
            Optional<BiFunction<Plan, Slot, List<String>>> probe =
                    options.probe().map(p -> (plan, slot) -> p.values(PlannedTranslation.write(plan, slot)));
            long now = Ticks.of(LocalDateTime.ofInstant(options.now(), ZoneOffset.UTC));
            return new Compilation.Compiled(Depth.of(() -> new PlannedTranslation(Binder.bind(
                    KqlSyntax.parse(text, options.limits()), new Context(schema, options.limits(), now, probe)))));
        } catch (Refusal refusal) {
            return new Compilation.Refused(List.of(refusal.diagnostic()));
        } catch (RuntimeException mistake) {
            return new Compilation.Refused(List.of(Diagnostic.of(
                    Code.InternalTranslationError,
                    "this query could not be translated, which is a mistake of the translator: " + mistake)));
        }
    }
}
