package io.tidewaiter.kql.function.json;

import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Filling the gaps of series. A gap is an element that is null or equal to the placeholder. */
final class Fill {
    private Fill() {}

    private static Optional<List<Json>> series(@Nullable Object series, @Nullable Object missing) {
        Json placeholder = value(missing);
        return series instanceof String s
                ? Arrays.elements(s)
                        .map(all -> all.stream()
                                .map(e -> e.text().equals(placeholder.text()) ? (Json) new Json.Null() : e)
                                .toList())
                : Optional.empty();
    }

    private static Json value(@Nullable Object json) {
        return json instanceof String s ? Json.parse(s).orElse(new Json.Null()) : new Json.Null();
    }

    static @Nullable String constant(@Nullable Object series, @Nullable Object value, @Nullable Object missing) {
        Json fill = value(value);
        return series(series, missing)
                .map(all -> new Json.Array(all.stream()
                                .map(e -> e instanceof Json.Null ? fill : e)
                                .toList())
                        .json())
                .orElse(null);
    }

    static @Nullable String forward(@Nullable Object series, @Nullable Object missing) {
        return series(series, missing)
                .map(all -> new Json.Array(carried(all)).json())
                .orElse(null);
    }

    static @Nullable String backward(@Nullable Object series, @Nullable Object missing) {
        return series(series, missing)
                .map(all -> new Json.Array(carried(all.reversed()).reversed()).json())
                .orElse(null);
    }

    private static List<Json> carried(List<Json> all) {
        List<Json> filled = new ArrayList<>();
        Json last = new Json.Null();
        for (Json e : all) {
            last = e instanceof Json.Null ? last : e;
            filled.add(last);
        }
        return filled;
    }

    static @Nullable String linear(
            @Nullable Object series, @Nullable Object missing, @Nullable Object fillEdges, @Nullable Object value) {
        Optional<List<Json>> all = series(series, missing);
        if (all.isEmpty()) {
            return null;
        }
        if (all.get().stream().allMatch(e -> e instanceof Json.Null)) {
            return constant(series, value, missing);
        }
        List<Json> before = carried(all.get());
        List<Json> after = carried(all.get().reversed()).reversed();
        boolean isWhole = all.get().stream().allMatch(e -> !(e instanceof Json.Num n) || n.isWhole());
        List<Json> filled = new ArrayList<>();
        for (int i = 0; i < all.get().size(); i++) {
            if (before.get(i) instanceof Json.Num low && after.get(i) instanceof Json.Num high) {
                filled.add(between(all.get(), i, low, high, isWhole));
            } else {
                Json edge = before.get(i) instanceof Json.Null ? after.get(i) : before.get(i);
                filled.add(Boolean.TRUE.equals(fillEdges) ? edge : all.get().get(i));
            }
        }
        return new Json.Array(filled).json();
    }

    private static Json between(List<Json> all, int at, Json.Num low, Json.Num high, boolean isWhole) {
        if (all.get(at) instanceof Json.Num own) {
            return own;
        }
        int from = at;
        while (all.get(from) instanceof Json.Null) {
            from--;
        }
        int to = at;
        while (all.get(to) instanceof Json.Null) {
            to++;
        }
        double number = low.real() + (high.real() - low.real()) * (at - from) / (to - from);
        return isWhole ? Json.of((long) number) : Json.of(number);
    }
}
