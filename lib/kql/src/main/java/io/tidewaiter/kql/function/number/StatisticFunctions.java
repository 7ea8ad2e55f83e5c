package io.tidewaiter.kql.function.number;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;

/** Distributions and tests. */
final class StatisticFunctions {
    private static final String GROUP = "Statistics";

    private StatisticFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                function("erf", GROUP, "The error function.")
                        .named(ResultName.FIRST_ARGUMENT)
                        .takes(parameter("number", Kind.REAL))
                        .gives(KqlType.REAL)
                        .java(a -> Distributions.erf((Double) a[0]))
                        .example("round(erf(0.5), 6)", "0.5205")
                        .done(),
                function("erfc", GROUP, "One less the error function.")
                        .named(ResultName.FIRST_ARGUMENT)
                        .takes(parameter("number", Kind.REAL))
                        .gives(KqlType.REAL)
                        .java(a -> 1 - Distributions.erf((Double) a[0]))
                        .example("round(erfc(0.5), 6)", "0.4795")
                        .done(),
                function("beta_cdf", GROUP, "The cumulative beta distribution.")
                        .takes(parameter("x", Kind.REAL), parameter("alpha", Kind.REAL), parameter("beta", Kind.REAL))
                        .gives(KqlType.REAL)
                        .java(a -> Distributions.beta((Double) a[0], (Double) a[1], (Double) a[2]))
                        .example("round(beta_cdf(0.9, 10.0, 20.0), 6)", "1.0")
                        .example("round(beta_cdf(0.5, 2, 3), 4)", "0.6875")
                        .done(),
                function("beta_inv", GROUP, "Where the cumulative beta distribution has the value.")
                        .takes(
                                parameter("probability", Kind.REAL),
                                parameter("alpha", Kind.REAL),
                                parameter("beta", Kind.REAL))
                        .gives(KqlType.REAL)
                        .java(a -> Distributions.betaInverse((Double) a[0], (Double) a[1], (Double) a[2]))
                        .example("round(beta_inv(0.6875, 2, 3), 4)", "0.5")
                        .done(),
                function("beta_pdf", GROUP, "The density of the beta distribution.")
                        .takes(parameter("x", Kind.REAL), parameter("alpha", Kind.REAL), parameter("beta", Kind.REAL))
                        .gives(KqlType.REAL)
                        .java(a -> Distributions.betaDensity((Double) a[0], (Double) a[1], (Double) a[2]))
                        .example("round(beta_pdf(0.5, 2, 3), 4)", "1.5")
                        .done(),
                function("welch_test", GROUP, "The probability that two samples are of equal means (Welch).")
                        .takes(
                                parameter("mean1", Kind.REAL),
                                parameter("variance1", Kind.REAL),
                                parameter("count1", Kind.REAL),
                                parameter("mean2", Kind.REAL),
                                parameter("variance2", Kind.REAL),
                                parameter("count2", Kind.REAL))
                        .gives(KqlType.REAL)
                        .java(Distributions::welch)
                        .example("welch_test(1, 1, 10, 1, 2, 10)", "1.0")
                        .done());
    }
}
