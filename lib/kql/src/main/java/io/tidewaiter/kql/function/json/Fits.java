package io.tidewaiter.kql.function.json;

import io.tidewaiter.kql.value.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines, polynomials and repeated patterns that lie closest to a series, by least squares or medians. */
final class Fits {
    private static final int DEGREE_MAX = 30;

    /** Elements times coefficients times coefficients: a second, and 80 MB. */
    private static final long WORK_MAX = 100_000_000;

    private Fits() {}

    /**
     * Two lines, one for the elements before an index and one for the rest, of which the squares of what is left are
     * least; each as {@code series_fit_line} fits it to its part alone.
     *
     * @return null where the series is no array of at least two finite numbers
     */
    static @Nullable String twoLines(String series) {
        double[] all = Fourier.finite(series);
        if (all == null || all.length < 2) {
            return null;
        }
        int split = split(all);
        Line left = Line.of(Arrays.copyOfRange(all, 0, split));
        Line right = Line.of(Arrays.copyOfRange(all, split, all.length));
        double[] fit = Arrays.copyOf(left.fit, all.length);
        System.arraycopy(right.fit, 0, fit, split, right.fit.length);
        double variance = variance(all);
        double rest = rest(all, fit);
        Map<String, Json> bag = new LinkedHashMap<>();
        bag.put("rsquare", Json.of(share(rest, variance)));
        bag.put("split_idx", Json.of((long) split));
        bag.put("variance", Json.of(variance));
        bag.put("rvariance", Json.of(rest));
        bag.put("line_fit", Fourier.reals(fit));
        right.addTo(bag, "right_");
        left.addTo(bag, "left_");
        return new Json.Bag(bag).json();
    }

    /** The first index of the second part; a part has an element at least. Sums up to each index make it one pass. */
    private static int split(double[] all) {
        int n = all.length;
        double[] sum = new double[n + 1];
        double[] weighed = new double[n + 1];
        double[] squares = new double[n + 1];
        double mean = Arrays.stream(all).average().orElse(0);
        for (int i = 0; i < n; i++) {
            double y = all[i] - mean;
            sum[i + 1] = sum[i] + y;
            weighed[i + 1] = weighed[i] + i * y;
            squares[i + 1] = squares[i] + y * y;
        }
        double[][] sums = {sum, weighed, squares};
        int best = 1;
        double least = Double.MAX_VALUE;
        for (int i = 1; i < n; i++) {
            double rest = squaresLeft(sums, 0, i) + squaresLeft(sums, i, n);
            if (rest < least - 1e-12 * squares[n]) {
                least = rest;
                best = i;
            }
        }
        return best;
    }

    /** The squares that the best line of elements from one index to another leaves. */
    private static double squaresLeft(double[][] sums, int from, int to) {
        double n = to - from;
        double y = sums[0][to] - sums[0][from];
        double xy = sums[1][to] - sums[1][from] - (from + to - 1) / 2.0 * y;
        double yy = sums[2][to] - sums[2][from] - y * y / n;
        double xx = n * (n * n - 1) / 12;
        return Math.max(0, xx == 0 ? yy : yy - xy * xy / xx);
    }

    /** A line through elements at 1, 2, …. */
    private record Line(double slope, double interception, double variance, double rest, double[] fit) {
        static Line of(double[] all) {
            int n = all.length;
            double meanX = (n + 1) / 2.0;
            double meanY = Arrays.stream(all).average().orElse(0);
            double both = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                both += (i + 1 - meanX) * (all[i] - meanY);
                squares += (i + 1 - meanX) * (i + 1 - meanX);
            }
            double slope = squares == 0 ? 0 : both / squares;
            double[] fit = new double[n];
            for (int i = 0; i < n; i++) {
                fit[i] = meanY + slope * (i + 1 - meanX);
            }
            return new Line(slope, meanY - slope * meanX, Fits.variance(all), Fits.rest(all, fit), fit);
        }

        void addTo(Map<String, Json> bag, String prefix) {
            bag.put(prefix + "rsquare", Json.of(share(rest, variance)));
            bag.put(prefix + "slope", Json.of(slope));
            bag.put(prefix + "interception", Json.of(interception));
            bag.put(prefix + "variance", Json.of(variance));
            bag.put(prefix + "rvariance", Json.of(rest));
        }
    }

    /**
     * The polynomial that fits a series best.
     *
     * @param at where its elements are; JSON null for 1, 2, …
     * @return null where there are not more elements than the degree says, one is no finite number, or there are too many
     */
    static @Nullable String polynomial(String series, String at, long degree) {
        double[] y = Fourier.finite(series);
        if (y == null || degree < 0 || degree > DEGREE_MAX || y.length <= degree) {
            return null;
        }
        if (y.length * (degree + 1) * (degree + 1) > WORK_MAX) {
            return null;
        }
        double[] x = Json.parse(at).orElse(null) instanceof Json.Null ? places(y.length) : Fourier.finite(at);
        if (x == null || x.length != y.length) {
            return null;
        }
        double least = Arrays.stream(x).min().orElse(0);
        double greatest = Arrays.stream(x).max().orElse(0);
        double center = (least + greatest) / 2;
        double half = greatest == least ? 1 : (greatest - least) / 2;
        double[] scaled = Arrays.stream(x).map(one -> (one - center) / half).toArray();
        double[] powers = leastSquares(scaled, y, (int) degree + 1);
        double[] fit = new double[y.length];
        for (int i = 0; i < fit.length; i++) {
            for (int k = powers.length - 1; k >= 0; k--) {
                fit[i] = fit[i] * scaled[i] + powers[k];
            }
        }
        double variance = variance(y);
        double rest = rest(y, fit);
        Map<String, Json> bag = new LinkedHashMap<>();
        bag.put("rsquare", Json.of(share(rest, variance)));
        bag.put("coefficients", Fourier.reals(unscaled(powers, center, half)));
        bag.put("variance", Json.of(variance));
        bag.put("rvariance", Json.of(rest));
        bag.put("poly_fit", Fourier.reals(fit));
        return new Json.Bag(bag).json();
    }

    private static double[] places(int length) {
        double[] places = new double[length];
        Arrays.setAll(places, i -> i + 1);
        return places;
    }

    /** Coefficients by rising powers, found by reflections (Householder), which keep what normal equations would lose. */
    private static double[] leastSquares(double[] x, double[] y, int count) {
        int n = x.length;
        double[][] columns = new double[count][n];
        for (int i = 0; i < n; i++) {
            double power = 1;
            for (int k = 0; k < count; k++, power *= x[i]) {
                columns[k][i] = power;
            }
        }
        double[] right = y.clone();
        double[] diagonal = new double[count];
        for (int k = 0; k < count; k++) {
            double[] mirror = columns[k];
            double length = 0;
            for (int i = k; i < n; i++) {
                length = Math.hypot(length, mirror[i]);
            }
            diagonal[k] = mirror[k] > 0 ? -length : length;
            mirror[k] -= diagonal[k];
            for (int j = k + 1; j < count; j++) {
                reflect(mirror, k, columns[j]);
            }
            reflect(mirror, k, right);
        }
        double[] found = new double[count];
        for (int k = count - 1; k >= 0; k--) {
            double sum = right[k];
            for (int j = k + 1; j < count; j++) {
                sum -= columns[j][k] * found[j];
            }
            // where the places do not tell powers apart, the lower ones do
            found[k] = Math.abs(diagonal[k]) < 1e-13 * n ? 0 : sum / diagonal[k];
        }
        return found;
    }

    private static void reflect(double[] mirror, int from, double[] vector) {
        double both = 0;
        double squares = 0;
        for (int i = from; i < mirror.length; i++) {
            both += mirror[i] * vector[i];
            squares += mirror[i] * mirror[i];
        }
        for (int i = from; i < mirror.length && squares > 0; i++) {
            vector[i] -= 2 * both / squares * mirror[i];
        }
    }

    /** From rising powers of {@code (x - center) / half} to falling powers of {@code x}. */
    private static double[] unscaled(double[] powers, double center, double half) {
        int count = powers.length;
        double[] rising = new double[count];
        for (int k = count - 1; k >= 0; k--) { // Horner's rule over polynomials
            for (int i = count - 1; i > 0; i--) {
                rising[i] = (rising[i - 1] - center * rising[i]) / half;
            }
            rising[0] = -center / half * rising[0] + powers[k];
        }
        double[] falling = new double[count];
        Arrays.setAll(falling, i -> rising[count - 1 - i]);
        return falling;
    }

    /**
     * For each element the median of all that lie a number of periods before or after it.
     *
     * @param period in elements; -1 asks for one that is found in the series, which nothing here does
     * @return zeros where the period is not positive; null where it is -1, or an element is no finite number
     */
    static @Nullable String seasonal(String series, long period) {
        double[] all = Fourier.finite(series);
        if (all == null || period == -1) {
            return null;
        }
        double[] result = new double[all.length];
        for (int i = 0; i < period && i < all.length; i++) {
            int count = (int) ((all.length - 1 - i) / period) + 1;
            double[] same = new double[count];
            for (int k = 0; k < count; k++) {
                same[k] = all[(int) (i + k * period)];
            }
            Arrays.sort(same);
            double median = (same[(count - 1) / 2] + same[count / 2]) / 2;
            for (int k = 0; k < count; k++) {
                result[(int) (i + k * period)] = median;
            }
        }
        return Fourier.reals(result).json();
    }

    private static double variance(double[] all) {
        double mean = Arrays.stream(all).average().orElse(0);
        return Arrays.stream(all).map(y -> (y - mean) * (y - mean)).sum() / Math.max(1, all.length - 1);
    }

    private static double rest(double[] all, double[] fit) {
        double squares = 0;
        for (int i = 0; i < all.length; i++) {
            squares += (all[i] - fit[i]) * (all[i] - fit[i]);
        }
        return squares / Math.max(1, all.length - 1);
    }

    /** How much of the variance is explained. */
    private static double share(double rest, double variance) {
        return variance == 0 ? 1 : 1 - rest / variance;
    }
}
