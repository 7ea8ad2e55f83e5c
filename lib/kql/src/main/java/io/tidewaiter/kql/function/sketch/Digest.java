package io.tidewaiter.kql.function.sketch;

import io.tidewaiter.kql.value.Json;
import io.tidewaiter.kql.value.Ticks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values with weights: {@code {"tdigest":[[value,weight],…]}}, in no order. */
final class Digest {
    private record Weighed(Json value, long weight) {}

    private final List<Weighed> sorted;
    private final double weight;

    private Digest(List<Weighed> values) {
        sorted = values.stream().sorted(Digest::compare).toList();
        weight = values.stream().mapToDouble(Weighed::weight).sum();
    }

    private static Optional<Digest> read(String json) {
        if (Json.parse(json).orElse(null) instanceof Json.Bag(var properties)
                && properties.get("tdigest") instanceof Json.Array(List<Json> pairs)) {
            List<Weighed> values = new ArrayList<>();
            for (Json pair : pairs) {
                if (pair instanceof Json.Array(List<Json> two)
                        && two.size() == 2
                        && two.get(1) instanceof Json.Num weight) {
                    values.add(new Weighed(two.get(0), (long) weight.real()));
                }
            }
            return Optional.of(new Digest(values));
        }
        return Optional.empty();
    }

    /** Numbers, then timespans, by what they are worth; times and other texts as texts. */
    private static int compare(Weighed one, Weighed other) {
        Comparator<Json> order = Comparator.<Json>comparingDouble(Digest::worth).thenComparing(Json::text);
        return order.compare(one.value, other.value);
    }

    private static double worth(Json value) {
        return switch (value) {
            case Json.Num n -> n.real();
            case Json.Text t
            when Ticks.parseTimespan(t.value()).isPresent() ->
                Ticks.parseTimespan(t.value()).getAsLong();
            case Json.Text _, Json.Bool _, Json.Null _, Json.Array _, Json.Bag _ -> Double.POSITIVE_INFINITY;
        };
    }

    /** The least value that at least so much of all weight does not exceed; null where there is none. */
    private Json at(double percent) {
        double wanted = Math.clamp(percent / 100, 0.0, 1.0) * weight;
        double sum = 0;
        for (Weighed one : sorted) {
            sum += one.weight;
            if (sum >= wanted) {
                return one.value;
            }
        }
        return sorted.isEmpty() ? new Json.Null() : sorted.getLast().value;
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
}
