package io.tidewaiter.kql.function.number;

import org.jspecify.annotations.Nullable;

/** Special functions, by their usual series and continued fractions. */
final class Distributions {
    private static final double EPSILON = 1e-15;
    private static final int STEPS_MAX = 500;
    private static final double TINY = 1e-300;
    /** Coefficients of Lanczos for g = 7. */
    private static final double[] LANCZOS = {
        0.9999999999998099,
        676.5203681218851,
        -1259.1392167224028,
        771.3234287776531,
        -176.6150291621406,
        12.507343278686905,
        -0.13857109526572012,
        9.984369578019572e-6,
        1.5056327351493116e-7
    };

    private Distributions() {}

    static double erf(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        if (Math.abs(x) < 2) {
            double sum = x;
            double term = x;
            for (int n = 1; n < STEPS_MAX && Math.abs(term) > EPSILON * Math.abs(sum); n++) {
                term *= -x * x / n;
                sum += term / (2 * n + 1);
            }
            return 2 / Math.sqrt(Math.PI) * sum;
        }
        double fraction = 0;
        for (int n = 60; n > 0; n--) {
            fraction = n / 2.0 / (Math.abs(x) + fraction);
        }
        double complement = Math.exp(-x * x) / Math.sqrt(Math.PI) / (Math.abs(x) + fraction);
        return Math.signum(x) * (1 - complement);
    }

    static double logGamma(double x) {
        if (x < 0.5) {
            return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
        }
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x - 1 + i);
        }
        double t = x + 6.5;
        return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
    }

    private static boolean isShape(double alpha, double beta) {
        return alpha > 0 && beta > 0 && alpha < 1e8 && beta < 1e8;
    }

    /** The regularized incomplete beta function. */
    static Double beta(double x, double alpha, double beta) {
        if (!isShape(alpha, beta) || !(x >= 0 && x <= 1)) {
            return Double.NaN;
        }
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0.0 : 1.0;
        }
        double front = Math.exp(logGamma(alpha + beta)
                - logGamma(alpha)
                - logGamma(beta)
                + alpha * Math.log(x)
                + beta * Math.log1p(-x));
        return x < (alpha + 1) / (alpha + beta + 2)
                ? front * fraction(x, alpha, beta) / alpha
                : 1 - front * fraction(1 - x, beta, alpha) / beta;
    }

    /** Lentz's evaluation of the continued fraction. */
    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double h = d;
        for (int m = 1; m <= STEPS_MAX; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            double step = d * c;
            h *= step;
            if (Math.abs(step - 1) < EPSILON) {
                break;
            }
        }
        return h;
    }

    private static double nonZero(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }

    static @Nullable Double betaInverse(double probability, double alpha, double beta) {
        if (!isShape(alpha, beta)) {
            return Double.NaN;
        }
        if (!(probability >= 0 && probability <= 1)) {
            return null;
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            Double at = beta(middle, alpha, beta);
            if (at < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    static Double betaDensity(double x, double alpha, double beta) {
        if (!isShape(alpha, beta) || x < 0 || x > 1 || Double.isNaN(x)) {
            return Double.NaN;
        }
        double logNorm = logGamma(alpha + beta) - logGamma(alpha) - logGamma(beta);
        return Math.exp(logNorm) * Math.pow(x, alpha - 1) * Math.pow(1 - x, beta - 1);
    }

    /** The two-sided probability of Welch's test; mean, variance and count of one sample, then of the other. */
    static @Nullable Double welch(Object[] a) {
        double mean1 = (Double) a[0];
        double share1 = (Double) a[1] / (Double) a[2];
        double mean2 = (Double) a[3];
        double share2 = (Double) a[4] / (Double) a[5];
        double spread = share1 + share2;
        if (!(spread > 0) || (Double) a[2] <= 1 || (Double) a[5] <= 1) {
            return null;
        }
        double t = (mean1 - mean2) / Math.sqrt(spread);
        double freedom =
                spread * spread / (share1 * share1 / ((Double) a[2] - 1) + share2 * share2 / ((Double) a[5] - 1));
        return beta(freedom / (freedom + t * t), freedom / 2, 0.5);
    }
}
