package io.tidewaiter.kql.function.sketch;

import io.tidewaiter.kql.value.Json;
import io.tidewaiter.kql.value.Ticks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Values with weights: {@code {"tdigest":[[value,weight],…]}}, in no order. */
final class Digest {
    /** A value, and what it is worth among the others. */
    private record Ranked(double worth, Json value) implements Comparable<Ranked> {
        /** Numbers and timespans by what they are worth; times and other texts after them, as texts. */
        private static final Comparator<Ranked> ORDER =
                Comparator.comparingDouble(Ranked::worth).thenComparing(r -> r.value.text());

        static Ranked of(Json value) {
            double worth = switch (value) {
                case Json.Num n -> n.real();
                case Json.Text(String text) -> {
                    OptionalLong ticks = Ticks.parseTimespan(text);
                    yield ticks.isPresent() ? ticks.getAsLong() : Double.POSITIVE_INFINITY;
                }
                case Json.Bool _, Json.Null _, Json.Array _, Json.Bag _ -> Double.POSITIVE_INFINITY;
            };
            return new Ranked(worth, value);
        }

        /** Numbers of one worth are equal, however they are spelled. */
        boolean isExceededBy(Ranked other) {
            return Double.isFinite(worth) ? other.worth > worth : other.compareTo(this) > 0;
        }

        @Override
        public int compareTo(Ranked other) {
            return ORDER.compare(this, other);
        }
    }

    private record Weighed(Ranked ranked, double weight) {}

    private final List<Weighed> sorted;
    /** The weight of each value and of all before it. */
    private final double[] sums;

    private Digest(List<Weighed> values) {
        sorted = values.stream().sorted(Comparator.comparing(Weighed::ranked)).toList();
        sums = new double[sorted.size()];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += sorted.get(i).weight;
            sums[i] = sum;
        }
    }

    private static Optional<Digest> read(String json) {
        if (Json.parse(json).orElse(null) instanceof Json.Bag(var properties)
                && properties.get("tdigest") instanceof Json.Array(List<Json> pairs)) {
            List<Weighed> values = new ArrayList<>();
            for (Json pair : pairs) {
                if (pair instanceof Json.Array(List<Json> two)
                        && two.size() == 2
                        && two.get(1) instanceof Json.Num weight
                        && weight.real() > 0) {
                    values.add(new Weighed(Ranked.of(two.get(0)), weight.real()));
                }
            }
            return Optional.of(new Digest(values));
        }
        return Optional.empty();
    }

    private double weight() {
        return sums.length == 0 ? 0 : sums[sums.length - 1];
    }

    /** The least value that at least so much of all weight does not exceed; null where there is none. */
    private Json at(double percent) {
        if (sorted.isEmpty() || Double.isNaN(percent)) {
            return new Json.Null();
        }
        int found = Arrays.binarySearch(sums, Math.clamp(percent / 100, 0.0, 1.0) * weight());
        return sorted.get(found < 0 ? -found - 1 : found).ranked.value;
    }

    /** The value at a percentile as JSON; null where the text is no digest or an empty one. */
    static @Nullable String percentile(String digest, double percent) {
        return read(digest)
                .map(d -> d.at(percent))
                .filter(v -> !(v instanceof Json.Null))
                .map(Json::json)
                .orElse(null);
    }

    /** The values at the percentiles of an array; null where the texts are no digest and no array of numbers. */
    static @Nullable String percentiles(String digest, String percents) {
        if (!(Json.parse(percents).orElse(null) instanceof Json.Array(List<Json> all))) {
            return null;
        }
        return read(digest)
                .map(d -> new Json.Array(all.stream()
                                .filter(Json.Num.class::isInstance)
                                .map(p -> d.at(((Json.Num) p).real()))
                                .toList())
                        .json())
                .orElse(null);
    }

    /** The weight of the values that do not exceed a value of JSON; null where the texts are none. */
    static @Nullable Double rank(String digest, String value) {
        return Json.parse(value)
                .flatMap(v -> read(digest).map(d -> d.upTo(Ranked.of(v))))
                .orElse(null);
    }

    /** The same in percent of all weight; null of an empty digest, too. */
    static @Nullable Double percentRank(String digest, String value) {
        return Json.parse(value)
                .flatMap(
                        v -> read(digest).filter(d -> d.weight() > 0).map(d -> d.upTo(Ranked.of(v)) / d.weight() * 100))
                .orElse(null);
    }

    private double upTo(Ranked wanted) {
        int low = 0;
        int high = sums.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (wanted.isExceededBy(sorted.get(middle).ranked)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == 0 ? 0 : sums[low - 1];
    }
}
