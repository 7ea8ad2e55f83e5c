package io.tidewaiter.kql.function.geo;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Parameter;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Functions of places on Earth, which is a sphere to them; longitudes and latitudes in degrees, lengths in metres, angles
 * in radians. What is no place, and no shape of GeoJSON, gives the null.
 */
public final class GeoFunctions {
    private static final String GROUP = "Geography";
    private static final Parameter POLYGON = parameter("polygon", Kind.DYNAMIC);
    private static final String SQUARE = "dynamic({'type':'Polygon','coordinates':[[[0,0],[1,0],[1,1],[0,1],[0,0]]]})";

    private GeoFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        List<ScalarFunction> all = new ArrayList<>();
        points(all);
        geohashes(all);
        shapes(all);
        return all;
    }

    private static Parameter[] coordinates(int points) {
        Parameter[] all = new Parameter[2 * points];
        for (int i = 0; i < points; i++) {
            String suffix = points == 1 ? "" : String.valueOf(i + 1);
            all[2 * i] = parameter("longitude" + suffix, Kind.REAL);
            all[2 * i + 1] = parameter("latitude" + suffix, Kind.REAL);
        }
        return all;
    }

    private static Parameter[] and(Parameter[] first, Parameter last) {
        Parameter[] all = Arrays.copyOf(first, first.length + 1);
        all[first.length] = last;
        return all;
    }

    private static Optional<Point> point(Object[] arguments, int index) {
        return Point.of((Double) arguments[2 * index], (Double) arguments[2 * index + 1]);
    }

    private static Declaration declared(String name, String text, KqlType type) {
        return function(name, GROUP, text).gives(type);
    }

    private static void points(List<ScalarFunction> all) {
        all.add(declared("geo_distance_2points", "The length of the shortest way between two points.", KqlType.REAL)
                .takes(coordinates(2))
                .java(a ->
                        point(a, 0).flatMap(p -> point(a, 1).map(p::distance)).orElse(null))
                .example("round(geo_distance_2points(-122.407628, 47.578557, -118.275287, 34.019056), 2)", "1546754.35")
                .example("geo_distance_2points(300, 1, 1, 1)", "null")
                .done());
        all.add(declared("geo_azimuth", "The angle from north to the way to a second point, clockwise.", KqlType.REAL)
                .takes(coordinates(2))
                .java(a -> azimuth(a, 0, 1).orElse(null))
                .example("round(geo_azimuth(5, 10, 10, -40), 6)", "3.054599")
                .example("geo_azimuth(5, 10, 5, 10)", "null")
                .done());
        all.add(declared(
                        "geo_angle",
                        "The angle at the second of three points, clockwise from the first to the third.",
                        KqlType.REAL)
                .takes(coordinates(3))
                .java(GeoFunctions::angle)
                .example("round(geo_angle(0, 10, 0, 5, 3, -10), 6)", "2.944938")
                .example("geo_angle(0, 10, 0, 10, 3, -10)", "null")
                .done());
        all.add(declared(
                        "geo_point_in_circle",
                        "Whether a point is no further than the radius from another.",
                        KqlType.BOOL)
                .takes(and(coordinates(2), parameter("radius", Kind.REAL)))
                .java(a -> (Double) a[4] > 0
                        ? point(a, 0)
                                .flatMap(p -> point(a, 1).map(c -> p.distance(c) <= (Double) a[4]))
                                .orElse(null)
                        : null)
                .example("geo_point_in_circle(-122.143564, 47.535677, -122.100896, 47.527351, 3500)", "true")
                .example("geo_point_in_circle(-122.137575, 47.630683, -122.100896, 47.527351, 3500)", "false")
                .example("geo_point_in_circle(1, 1, 1, 1, -1)", "null")
                .done());
    }

    private static Optional<Double> azimuth(Object[] arguments, int from, int to) {
        return point(arguments, from).flatMap(p -> point(arguments, to).flatMap(p::azimuth));
    }

    private static @Nullable Object angle(Object[] arguments) {
        return azimuth(arguments, 1, 0)
                .flatMap(first -> azimuth(arguments, 1, 2).map(second -> Point.turn(second - first)))
                .orElse(null);
    }

    private static void geohashes(List<ScalarFunction> all) {
        all.add(declared(
                        "geo_point_to_geohash",
                        "The geohash of a point, of 1 to 18 digits (5); else empty.",
                        KqlType.STRING)
                .takes(and(coordinates(1), parameter("accuracy", Kind.LONG).orElse("CAST(5 AS BIGINT)")))
                .java(a -> Geohash.of((Double) a[0], (Double) a[1], (Long) a[2])
                        .map(Geohash::text)
                        .orElse(""))
                .example("geo_point_to_geohash(-80.195829, 25.802215, 8)", "dhwfz15h")
                .example("geo_point_to_geohash(-80.195829, 25.802215)", "dhwfz")
                .example("geo_point_to_geohash(200, 1, 8)", "")
                .done());
        geohash(
                all,
                "geo_geohash_to_central_point",
                "The point in the middle of a geohash's cell, as GeoJSON.",
                Geohash::middle,
                "{\"type\":\"Point\",\"coordinates\":[42.47314453125,23.70849609375]}");
        geohash(
                all,
                "geo_geohash_to_polygon",
                "The cell of a geohash, as GeoJSON.",
                Geohash::polygon,
                "{\"type\":\"Polygon\",\"coordinates\":[[[42.451171875,23.6865234375],[42.4951171875,23.6865234375],"
                        + "[42.4951171875,23.73046875],[42.451171875,23.73046875],[42.451171875,23.6865234375]]]}");
        geohash(
                all,
                "geo_geohash_neighbors",
                "The geohashes of the cells around.",
                Geohash::neighbours,
                "[\"sunnt\",\"sunpj\",\"sunnx\",\"sunpn\",\"sunnv\",\"sunpp\",\"sunnz\",\"sunnw\"]");
    }

    private static void geohash(
            List<ScalarFunction> all,
            String name,
            String text,
            Function<Geohash, @Nullable String> of,
            String example) {
        all.add(declared(name, text, KqlType.DYNAMIC)
                .takes(parameter("geohash", Kind.STRING))
                .java(a -> Geohash.parse((String) a[0]).map(of).orElse(null))
                .example(name + "('sunny')", example)
                .example(name + "('a')", "null")
                .done());
    }

    private static void shapes(List<ScalarFunction> all) {
        all.add(declared(
                        "geo_point_in_polygon",
                        "Whether a point is in a polygon or multipolygon of GeoJSON, whose edges are geodesics; null of"
                                + " rings that do not lie within half of the Earth.",
                        KqlType.BOOL)
                .takes(and(coordinates(1), POLYGON))
                .java(a -> point(a, 0)
                        .flatMap(p -> GeoJson.polygons((String) a[2])
                                .map(polygons -> polygons.stream().anyMatch(s -> s.contains(p))))
                        .orElse(null))
                .example("geo_point_in_polygon(0.5, 0.5, " + SQUARE + ")", "true")
                .example("geo_point_in_polygon(1.5, 0.5, " + SQUARE + ")", "false")
                .example("geo_point_in_polygon(200, 0.5, " + SQUARE + ")", "null")
                .done());
        all.add(declared("geo_line_length", "The length of a line or of several.", KqlType.REAL)
                .takes(parameter("line", Kind.DYNAMIC))
                .java(a -> GeoJson.lines((String) a[0])
                        .map(lines ->
                                lines.stream().mapToDouble(GeoFunctions::length).sum())
                        .orElse(null))
                .example(
                        "round(geo_line_length(dynamic({'type':'LineString','coordinates':[[0,0],[1,0]]})))",
                        "111195.0")
                .example("geo_line_length(dynamic({'type':'LineString','coordinates':[[1,1]]}))", "null")
                .done());
    }

    private static double length(List<Point> line) {
        double sum = 0;
        for (int i = 1; i < line.size(); i++) {
            sum += line.get(i - 1).distance(line.get(i));
        }
        return sum;
    }
}
