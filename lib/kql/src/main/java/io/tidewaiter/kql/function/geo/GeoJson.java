package io.tidewaiter.kql.function.geo;

import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Shapes as GeoJSON has them (RFC 7946); empty where a text is none of the wanted kind, or a wrong one. */
final class GeoJson {
    private GeoJson() {}

    /** A shell and its holes. */
    record Polygon(Ring shell, List<Ring> holes) {
        Polygon {
            holes = List.copyOf(holes);
        }

        boolean contains(Point point) {
            return shell.contains(point) && holes.stream().noneMatch(h -> h.contains(point));
        }
    }

    /** Of a {@code Polygon} or {@code MultiPolygon}. */
    static Optional<List<Polygon>> polygons(String json) {
        return shapes(json, "Polygon", GeoJson::polygon);
    }

    /** Of a {@code LineString} or {@code MultiLineString}, each of at least two points. */
    static Optional<List<List<Point>>> lines(String json) {
        return shapes(json, "LineString", value -> all(value, GeoJson::point).filter(points -> points.size() > 1));
    }

    private static <T> Optional<List<T>> shapes(String json, String type, Function<Json, Optional<T>> one) {
        if (Json.parse(json).orElse(null) instanceof Json.Bag(Map<String, Json> bag)
                && bag.get("type") instanceof Json.Text(String name)
                && bag.get("coordinates") instanceof Json.Array coordinates) {
            if (name.equals(type)) {
                return one.apply(coordinates).map(List::of);
            }
            return name.equals("Multi" + type) ? all(coordinates, one) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Polygon> polygon(Json value) {
        return all(value, ring -> all(ring, GeoJson::point).flatMap(Ring::of))
                .filter(rings -> !rings.isEmpty())
                .map(rings -> new Polygon(rings.getFirst(), rings.subList(1, rings.size())));
    }

    private static Optional<Point> point(Json value) {
        if (value instanceof Json.Array(List<Json> pair)
                && pair.size() == 2
                && pair.get(0) instanceof Json.Num longitude
                && pair.get(1) instanceof Json.Num latitude) {
            return Point.of(longitude.real(), latitude.real());
        }
        return Optional.empty();
    }

    private static <T> Optional<List<T>> all(Json value, Function<Json, Optional<T>> one) {
        if (!(value instanceof Json.Array(List<Json> elements))) {
            return Optional.empty();
        }
        List<T> found = new ArrayList<>();
        for (Json element : elements) {
            Optional<T> shape = one.apply(element);
            if (shape.isEmpty()) {
                return Optional.empty();
            }
            found.add(shape.get());
        }
        return Optional.of(found);
    }
}
