package io.tidewaiter.kql.function.geo;

import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a grid of degrees, of which each digit to base 32 halves the sides five times, longitude first.
 *
 * @param column from the west, of {@code 2^columnBits}
 * @param row from the south, of {@code 2^rowBits}
 * @param digits from 1 to 18
 */
record Geohash(long column, long row, int digits) {
    private static final String ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz";
    private static final int DIGITS_MAX = 18;

    /** The columns and rows by which neighbours differ, in the order in which the language tells them. */
    private static final int[][] NEIGHBOURS = {{-1, -1}, {-1, 1}, {1, -1}, {0, 1}, {-1, 0}, {1, 1}, {1, 0}, {0, -1}};

    private int columnBits() {
        return (5 * digits + 1) / 2;
    }

    private int rowBits() {
        return 5 * digits / 2;
    }

    /** The cell of a point; of so many digits. Empty where there is no such point or number of digits. */
    static Optional<Geohash> of(double longitude, double latitude, long digits) {
        if (digits < 1 || digits > DIGITS_MAX || Point.of(longitude, latitude).isEmpty()) {
            return Optional.empty();
        }
        Geohash first = new Geohash(0, 0, (int) digits);
        return Optional.of(new Geohash(
                index((longitude + 180) / 360, first.columnBits()), index((latitude + 90) / 180, first.rowBits()), (int)
                        digits));
    }

    private static long index(double share, int bits) {
        return Math.min((long) (share * (1L << bits)), (1L << bits) - 1);
    }

    /** Reads one; empty where the text is none. */
    static Optional<Geohash> parse(String text) {
        if (text.isEmpty() || text.length() > DIGITS_MAX) {
            return Optional.empty();
        }
        long[] sides = new long[2];
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            for (int bit = 4; bit >= 0; bit--) {
                int side = (5 * i + 4 - bit) % 2;
                sides[side] = sides[side] << 1 | (digit >> bit & 1);
            }
        }
        return Optional.of(new Geohash(sides[0], sides[1], text.length()));
    }

    /** Its digits. */
    String text() {
        StringBuilder out = new StringBuilder();
        int columnBit = columnBits();
        int rowBit = rowBits();
        for (int i = 0; i < digits; i++) {
            int digit = 0;
            for (int bit = 0; bit < 5; bit++) {
                boolean isColumn = (5 * i + bit) % 2 == 0;
                long side = isColumn ? column >> --columnBit : row >> --rowBit;
                digit = digit << 1 | (int) (side & 1);
            }
            out.append(ALPHABET.charAt(digit));
        }
        return out.toString();
    }

    private double longitude(double column) {
        return column / (1L << columnBits()) * 360 - 180;
    }

    private double latitude(double row) {
        return row / (1L << rowBits()) * 180 - 90;
    }

    private static Json pair(double longitude, double latitude) {
        return new Json.Array(List.of(Json.of(longitude), Json.of(latitude)));
    }

    private static String shape(String type, Json coordinates) {
        Map<String, Json> bag = new LinkedHashMap<>();
        bag.put("type", new Json.Text(type));
        bag.put("coordinates", coordinates);
        return new Json.Bag(bag).json();
    }

    /** The point in the middle of the cell, as GeoJSON. */
    String middle() {
        return shape("Point", pair(longitude(column + 0.5), latitude(row + 0.5)));
    }

    /** The cell as GeoJSON, counterclockwise from its corner in the south-west. */
    String polygon() {
        Json first = pair(longitude((double) column), latitude((double) row));
        Json ring = new Json.Array(List.of(
                first,
                pair(longitude(column + 1.0), latitude((double) row)),
                pair(longitude(column + 1.0), latitude(row + 1.0)),
                pair(longitude((double) column), latitude(row + 1.0)),
                first));
        return shape("Polygon", new Json.Array(List.of(ring)));
    }

    /** The cells around, as a JSON array of texts; beyond the poles there are none. */
    @Nullable
    String neighbours() {
        List<Json> all = new ArrayList<>();
        for (int[] step : NEIGHBOURS) {
            long other = row + step[1];
            if (other >= 0 && other < 1L << rowBits()) {
                long round = Math.floorMod(column + step[0], 1L << columnBits());
                all.add(new Json.Text(new Geohash(round, other, digits).text()));
            }
        }
        return new Json.Array(all).json();
    }
}
