package io.tidewaiter.kql.function.json;

import io.tidewaiter.kql.value.Json;
import io.tidewaiter.kql.value.Ticks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Arrays as JSON text, as the functions in Java take and give them. */
final class Arrays {
    private static final int ELEMENTS_MAX = 1 << 20;

    private Arrays() {}

    /** What the ticks of a range mean. */
    enum Unit {
        LONG,
        DATETIME,
        TIMESPAN
    }

    static Optional<List<Json>> elements(String json) {
        return Json.parse(json).flatMap(j -> j instanceof Json.Array(List<Json> e) ? Optional.of(e) : Optional.empty());
    }

    private static String json(List<Json> elements) {
        return new Json.Array(elements).json();
    }

    /** The elements of the arrays in an array; null where one of them is no array. */
    static @Nullable String concat(String arrays) {
        List<Json> all = new ArrayList<>();
        for (Json array : elements(arrays).orElse(List.of())) {
            if (array instanceof Json.Array(List<Json> e)) {
                all.addAll(e);
            } else if (!(array instanceof Json.Null)) {
                return null;
            }
        }
        return json(all);
    }

    static @Nullable String zip(String arrays) {
        List<List<Json>> columns = new ArrayList<>();
        int rows = 0;
        for (Json array : elements(arrays).orElse(List.of())) {
            if (!(array instanceof Json.Array(List<Json> e))) {
                return null;
            }
            columns.add(e);
            rows = Math.max(rows, e.size());
        }
        List<Json> zipped = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            List<Json> row = new ArrayList<>();
            for (List<Json> column : columns) {
                row.add(i < column.size() ? column.get(i) : new Json.Null());
            }
            zipped.add(new Json.Array(row));
        }
        return json(zipped);
    }

    static @Nullable String repeat(String value, long times) {
        if (times < 0 || times * Math.max(1, value.length()) > 16L * ELEMENTS_MAX || times > ELEMENTS_MAX) {
            return null;
        }
        return "[" + String.join(",", Collections.nCopies((int) times, value)) + "]";
    }

    static @Nullable String range(long start, long stop, long step, Unit unit) {
        if (step == 0) {
            return null;
        }
        List<Json> all = new ArrayList<>();
        long at = start;
        while ((step > 0 ? at <= stop : at >= stop) && all.size() < ELEMENTS_MAX) {
            all.add(
                    switch (unit) {
                        case LONG -> Json.of(at);
                        case DATETIME -> new Json.Text(Ticks.isDatetime(at) ? Ticks.datetimeText(at) : "");
                        case TIMESPAN -> new Json.Text(Ticks.timespanText(at));
                    });
            long next = at + step;
            if ((step > 0) != (next > at)) {
                break;
            }
            at = next;
        }
        return json(all);
    }

    static @Nullable String range(double start, double stop, double step) {
        if (step == 0 || Double.isNaN(start + stop + step)) {
            return null;
        }
        List<Json> all = new ArrayList<>();
        for (int i = 0; all.size() < ELEMENTS_MAX; i++) {
            double at = start + i * step;
            if (step > 0 ? at > stop : at < stop) {
                break;
            }
            all.add(Json.of(at));
        }
        return json(all);
    }

    static @Nullable Long indexOf(String array, String value, long start, long length, long occurrence) {
        Optional<List<Json>> all = elements(array);
        if (all.isEmpty() || occurrence <= 0 || length < -1) {
            return null;
        }
        int size = all.get().size();
        long from = start < 0 ? Math.max(0, size + start) : start;
        long to = length < 0 ? size : Math.min(size, from + length);
        String wanted = Bags.canonical(value);
        long seen = 0;
        for (long i = from; i < to; i++) {
            if (Bags.canonical(all.get().get((int) i)).equals(wanted) && ++seen == occurrence) {
                return i;
            }
        }
        return -1L;
    }

    static @Nullable String slice(String array, long start, long end) {
        return elements(array)
                .map(e -> {
                    long from = Math.max(0, start < 0 ? e.size() + start : start);
                    long to = Math.min(e.size(), (end < 0 ? e.size() + end : end) + 1);
                    return json(from >= to ? List.of() : e.subList((int) from, (int) to));
                })
                .orElse(null);
    }

    static @Nullable String split(String array, String places) {
        Optional<List<Json>> all = elements(array);
        Optional<Json> parsed = Json.parse(places);
        if (all.isEmpty() || parsed.isEmpty()) {
            return null;
        }
        List<Json> indices = parsed.get() instanceof Json.Array(List<Json> e) ? e : List.of(parsed.get());
        List<Json> parts = new ArrayList<>();
        int size = all.get().size();
        int from = 0;
        for (Json index : indices) {
            if (!(index instanceof Json.Num n) || !n.isWhole()) {
                return null;
            }
            double place = n.real() < 0 ? size + n.real() : n.real();
            int to = (int) Math.clamp(place, from, size);
            parts.add(new Json.Array(all.get().subList(from, to)));
            from = to;
        }
        parts.add(new Json.Array(all.get().subList(from, size)));
        return json(parts);
    }

    static @Nullable String choose(String conditions, String whenTrue, String whenFalse) {
        Optional<List<Json>> all = elements(conditions);
        if (all.isEmpty()) {
            return null;
        }
        Json yes = Json.parse(whenTrue).orElse(new Json.Null());
        Json no = Json.parse(whenFalse).orElse(new Json.Null());
        List<Json> chosen = new ArrayList<>();
        for (int i = 0; i < all.get().size(); i++) {
            Json condition = all.get().get(i);
            Optional<Boolean> isTrue = switch (condition) {
                case Json.Bool b -> Optional.of(b.value());
                case Json.Num n -> Optional.of(n.real() != 0);
                default -> Optional.empty();
            };
            int index = i;
            chosen.add(isTrue.map(t -> at(t ? yes : no, index)).orElse(new Json.Null()));
        }
        return json(chosen);
    }

    private static Json at(Json arrayOrValue, int index) {
        if (arrayOrValue instanceof Json.Array(List<Json> e)) {
            return index < e.size() ? e.get(index) : new Json.Null();
        }
        return arrayOrValue;
    }

    static @Nullable String reverse(String array) {
        return elements(array).map(e -> json(e.reversed())).orElse(null);
    }

    /** To the left; negative to the right. */
    static @Nullable String rotate(String array, long places) {
        return elements(array)
                .map(e -> {
                    if (e.isEmpty()) {
                        return json(e);
                    }
                    int first = (int) Math.floorMod(places, (long) e.size());
                    return json(Stream.concat(e.subList(first, e.size()).stream(), e.subList(0, first).stream())
                            .toList());
                })
                .orElse(null);
    }

    /** To the left; negative to the right. */
    static @Nullable String shift(@Nullable Object array, long places, @Nullable Object value) {
        if (!(array instanceof String text) || elements(text).isEmpty()) {
            return null;
        }
        List<Json> all = elements(text).get();
        Json fill = value instanceof String s ? Json.parse(s).orElse(new Json.Null()) : new Json.Null();
        if (fill instanceof Json.Null && !all.isEmpty() && all.stream().allMatch(Json.Text.class::isInstance)) {
            fill = new Json.Text(""); // among texts nothing is the empty one
        }
        List<Json> shifted = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            long from = i + places;
            shifted.add(from >= 0 && from < all.size() ? all.get((int) from) : fill);
        }
        return json(shifted);
    }

    /** Numbers before strings before all else, nulls at the end that is asked for. */
    static @Nullable String sort(String array, boolean isUp, boolean isNullsLast) {
        Comparator<Json> order = order(isUp, isNullsLast);
        return elements(array).map(e -> json(e.stream().sorted(order).toList())).orElse(null);
    }

    /** Arrays in the order of the first; null where one has another length. A last true or false tells where nulls go. */
    static @Nullable String sortAll(String arrays, boolean isUp) {
        List<Json> all = new ArrayList<>(elements(arrays).orElse(List.of()));
        boolean isNullsLast = !(all.getLast() instanceof Json.Bool(boolean last)) || last;
        if (all.getLast() instanceof Json.Bool) {
            all.removeLast();
        }
        if (!(all.getFirst() instanceof Json.Array(List<Json> first))) {
            return null;
        }
        Comparator<Json> order = order(isUp, isNullsLast);
        List<Integer> places = IntStream.range(0, first.size())
                .boxed()
                .sorted((a, b) -> order.compare(first.get(a), first.get(b)))
                .toList();
        List<Json> sorted = new ArrayList<>();
        for (Json array : all) {
            sorted.add(
                    array instanceof Json.Array(List<Json> e) && e.size() == first.size()
                            ? new Json.Array(places.stream().map(e::get).toList())
                            : new Json.Null());
        }
        return json(sorted);
    }

    private static Comparator<Json> order(boolean isUp, boolean isNullsLast) {
        Comparator<Json> values = Arrays::compare;
        return Comparator.comparing(
                        (Json j) -> j instanceof Json.Null,
                        isNullsLast ? Comparator.naturalOrder() : Comparator.reverseOrder())
                .thenComparingInt(Arrays::rank) // whichever way the values go
                .thenComparing(isUp ? values : values.reversed());
    }

    private static int rank(Json json) {
        return switch (json) {
            case Json.Num n -> 0;
            case Json.Text t -> 1;
            default -> 2;
        };
    }

    private static int compare(Json a, Json b) {
        return a instanceof Json.Num x && b instanceof Json.Num y
                ? Double.compare(x.real(), y.real())
                : a.text().compareTo(b.text());
    }
}
