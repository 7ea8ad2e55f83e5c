package io.tidewaiter.kql.function.json;

import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Arrays of numbers as JSON text. An element that is no number is NaN in here, and null outside. */
final class Series {
    private Series() {}

    static Optional<double[]> numbers(String json) {
        return Arrays.elements(json)
                .map(e -> e.stream()
                        .mapToDouble(j -> j instanceof Json.Num n ? n.real() : Double.NaN)
                        .toArray());
    }

    /** Of an array its numbers, of a number the number for as many elements as asked for. */
    private static Optional<double[]> operand(String json, int size) {
        if (Json.parse(json).orElse(null) instanceof Json.Num n) {
            double[] same = new double[size];
            java.util.Arrays.fill(same, n.real());
            return Optional.of(same);
        }
        return numbers(json);
    }

    private static int size(String one, String other) {
        return Math.max(
                numbers(one).map(n -> n.length).orElse(0),
                numbers(other).map(n -> n.length).orElse(0));
    }

    private static Json json(double number) {
        if (Double.isNaN(number)) {
            return new Json.Null();
        }
        boolean isWhole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return isWhole ? Json.of((long) number) : Json.of(number);
    }

    private static String json(double[] numbers) {
        List<Json> all = new ArrayList<>();
        for (double number : numbers) {
            all.add(json(number));
        }
        return new Json.Array(all).json();
    }

    static @Nullable String pairs(String one, String other, DoubleBinaryOperator operator) {
        int size = size(one, other);
        Optional<double[]> a = operand(one, size);
        Optional<double[]> b = operand(other, size);
        if (a.isEmpty() || b.isEmpty()) {
            return null;
        }
        double[] result = new double[size];
        for (int i = 0; i < size; i++) {
            boolean isBoth = i < a.get().length && i < b.get().length;
            result[i] = isBoth ? operator.applyAsDouble(a.get()[i], b.get()[i]) : Double.NaN;
        }
        return json(result);
    }

    static @Nullable String compare(String one, String other, IntPredicate test) {
        int size = size(one, other);
        Optional<double[]> a = operand(one, size);
        Optional<double[]> b = operand(other, size);
        if (a.isEmpty() || b.isEmpty()) {
            return null;
        }
        List<Json> result = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean isBoth = i < a.get().length && i < b.get().length && !Double.isNaN(a.get()[i] + b.get()[i]);
            result.add(isBoth ? new Json.Bool(test.test(Double.compare(a.get()[i], b.get()[i]))) : new Json.Null());
        }
        return new Json.Array(result).json();
    }

    static @Nullable String each(String series, DoubleUnaryOperator operator) {
        return numbers(series)
                .map(n -> json(java.util.Arrays.stream(n).map(operator).toArray()))
                .orElse(null);
    }

    static @Nullable Double reduce(String series, double start, DoubleBinaryOperator operator) {
        return numbers(series)
                .map(n ->
                        java.util.Arrays.stream(n).filter(x -> !Double.isNaN(x)).reduce(start, operator))
                .orElse(null);
    }

    /** Null where an element is no number. */
    static @Nullable Double arraySum(String array) {
        Double sum = numbers(array).map(n -> java.util.Arrays.stream(n).sum()).orElse(null);
        return sum == null || sum.isNaN() ? null : sum;
    }

    static @Nullable Double magnitude(String series) {
        return numbers(series).map(n -> Math.sqrt(dot(n, n))).orElse(null);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            double product = a[i] * b[i];
            sum += Double.isNaN(product) ? 0 : product;
        }
        return sum;
    }

    static @Nullable Double dot(String one, String other) {
        int size = size(one, other);
        Optional<double[]> a = operand(one, size);
        Optional<double[]> b = operand(other, size);
        return a.isEmpty() || b.isEmpty() ? null : (Double) dot(a.get(), b.get());
    }

    static @Nullable Double cosine(String one, String other) {
        double[] a = numbers(one).orElse(new double[0]);
        double[] b = numbers(other).orElse(new double[0]);
        int size = Math.min(a.length, b.length);
        double[] x = java.util.Arrays.copyOf(a, size);
        double[] y = java.util.Arrays.copyOf(b, size);
        double lengths = Math.sqrt(dot(x, x) * dot(y, y));
        return size == 0 || lengths == 0 ? null : (Double) (dot(x, y) / lengths);
    }

    static @Nullable Double correlation(String one, String other) {
        double[] a = numbers(one).orElse(new double[0]);
        double[] b = numbers(other).orElse(new double[0]);
        if (a.length != b.length || a.length == 0) {
            return null;
        }
        double meanA = java.util.Arrays.stream(a).average().orElse(0);
        double meanB = java.util.Arrays.stream(b).average().orElse(0);
        double both = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - meanA) * (b[i] - meanB);
            squareA += (a[i] - meanA) * (a[i] - meanA);
            squareB += (b[i] - meanB) * (b[i] - meanB);
        }
        double correlation = both / Math.sqrt(squareA * squareB);
        return Double.isNaN(correlation) ? null : (Double) correlation;
    }

    /** Null where there is nothing to count, or something that is no finite number and not passed over. */
    static @Nullable String statistics(String series, boolean ignoresNonfinite) {
        double[] given = numbers(series).orElse(new double[0]);
        double[] all = java.util.Arrays.stream(given).filter(Double::isFinite).toArray();
        if (all.length == 0 || (all.length < given.length && !ignoresNonfinite)) {
            return null;
        }
        double sum = java.util.Arrays.stream(all).sum();
        double least = java.util.Arrays.stream(all).min().orElseThrow();
        double greatest = java.util.Arrays.stream(all).max().orElseThrow();
        double mean = sum / all.length;
        double variance = variance(all, mean, Math.max(1, all.length - 1));
        Map<String, Json> bag = new LinkedHashMap<>();
        bag.put("min", Json.of(least));
        bag.put("min_idx", Json.of(position(given, least)));
        bag.put("max", Json.of(greatest));
        bag.put("max_idx", Json.of(position(given, greatest)));
        bag.put("avg", Json.of(mean));
        bag.put("stdev", Json.of(Math.sqrt(variance)));
        bag.put("variance", Json.of(variance));
        bag.put("sum", Json.of(sum));
        bag.put("len", Json.of((long) all.length));
        return new Json.Bag(bag).json();
    }

    private static long position(double[] all, double value) {
        int at = 0;
        while (all[at] != value) {
            at++;
        }
        return at;
    }

    private static double variance(double[] all, double mean, int divisor) {
        double squares = 0;
        for (double x : all) {
            squares += (x - mean) * (x - mean);
        }
        return squares / divisor;
    }

    static @Nullable String line(String series) {
        double[] all = numbers(series).orElse(new double[0]);
        if (all.length == 0) {
            return null;
        }
        int n = all.length;
        double meanX = (n - 1) / 2.0;
        double meanY = java.util.Arrays.stream(all).average().orElse(0);
        double both = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            both += (i - meanX) * (all[i] - meanY);
            squares += (i - meanX) * (i - meanX);
        }
        double slope = squares == 0 ? 0 : both / squares;
        double interception = meanY - slope * meanX;
        double variance = variance(all, meanY, Math.max(n - 1, 1));
        double[] rest = new double[n];
        double[] fit = new double[n];
        for (int i = 0; i < n; i++) {
            fit[i] = interception + slope * i;
            rest[i] = all[i] - fit[i];
        }
        double restVariance = variance(rest, 0, Math.max(n - 1, 1));
        Map<String, Json> bag = new LinkedHashMap<>();
        bag.put("rsquare", Json.of(variance == 0 ? 1 : 1 - restVariance / variance));
        bag.put("slope", Json.of(slope));
        bag.put("variance", Json.of(variance));
        bag.put("rvariance", Json.of(restVariance));
        bag.put("interception", Json.of(interception - slope));
        bag.put("line_fit", Json.parse(json(fit)).orElse(new Json.Null()));
        return new Json.Bag(bag).json();
    }

    static @Nullable String filter(String series, String weights, boolean isNormal, boolean isCentered) {
        double[] all = numbers(series).orElse(new double[0]);
        double[] filter = numbers(weights).orElse(new double[0]);
        if (filter.length == 0 || (long) filter.length * all.length > 100_000_000L) {
            return null;
        }
        double sum = java.util.Arrays.stream(filter).map(Math::abs).sum();
        int ahead = isCentered ? (filter.length - 1) / 2 : 0;
        double[] result = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            for (int k = 0; k < filter.length; k++) {
                int at = i + ahead - k;
                result[i] += at >= 0 && at < all.length ? all[at] * filter[k] : 0;
            }
            result[i] /= isNormal && sum != 0 ? sum : 1;
        }
        return json(result);
    }

    static @Nullable String recursive(String series, String numerators, String denominators) {
        double[] all = numbers(series).orElse(new double[0]);
        double[] b = numbers(numerators).orElse(new double[0]);
        double[] a = numbers(denominators).orElse(new double[0]);
        if (a.length == 0 || a[0] == 0 || (long) (a.length + b.length) * all.length > 100_000_000L) {
            return null;
        }
        double[] result = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            double sum = 0;
            for (int k = 0; k < b.length && k <= i; k++) {
                sum += b[k] * all[i - k];
            }
            for (int k = 1; k < a.length && k <= i; k++) {
                sum -= a[k] * result[i - k];
            }
            result[i] = sum / a[0];
        }
        return json(result);
    }
}
