package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.derive.Brought;
import io.tidewaiter.graph.derive.Contained;
import io.tidewaiter.graph.derive.Interval;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.store.base.ImageChains;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads images from the state's own tables, a range of rows at a time. */
final class StateReader {
    private final Sql state;
    private final Registries registries;

    StateReader(Sql state, Registries registries) {
        this.state = state;
        this.registries = registries;
    }

    /** All images with numbers from one to another, both included, by their number. */
    List<ImageFacts> images(long first, long last) throws SQLException {
        String those = " BETWEEN " + first + " AND " + last + " ";
        return images(those, rows(those));
    }

    /**
     * Where the contents of a range of images are. Mostly their rows follow each other, and to read all rows from the first
     * to the last is a third of the work of looking each one up.
     */
    private String rows(String those) throws SQLException {
        return state.first(
                        "SELECT count(*), min(id), max(id) FROM image_package WHERE image" + those,
                        row -> row.getLong(3) - row.getLong(2) < 2 * row.getLong(1)
                                ? "id BETWEEN " + row.getLong(2) + " AND " + row.getLong(3) + " AND +image" + those
                                : "image" + those)
                .orElseThrow();
    }

    /** The images of these numbers. */
    List<ImageFacts> images(List<Long> numbers) throws SQLException {
        String those = numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", " IN (", ") "));
        return images(those, "image" + those);
    }

    private List<ImageFacts> images(String those, String rows) throws SQLException {
        Map<Long, ImageFacts> images = new TreeMap<>();
        state.list("""
                SELECT id, digest, media_type, platform, size_bytes, operating_system, scanned_at
                FROM image WHERE id
                """ + those, row -> {
            ImageFacts image = new ImageFacts(row.getLong(1));
            image.head = new ImageFacts.Head(
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    Json.read(row.getString(6), OperatingSystem.class),
                    row.getLong(7));
            return images.put(image.id, image);
        });
        presences(images, those);
        verdicts(images, those);
        contents(images, rows);
        List<ImageFacts> found = new ArrayList<>(images.values());
        for (ImageFacts image : found) {
            bases(image);
        }
        return found;
    }

    /** Some millions of rows: each value that is asked of one costs as much as the row. */
    private void contents(Map<Long, ImageFacts> images, String where) throws SQLException {
        ContentRows rows = new ContentRows();
        state.list("""
                SELECT image, id, package_version << 31 | evidence, evidence_layer << 31 | introduced_by, valid_from,
                    coalesce(valid_to, 9223372036854775807)
                FROM image_package WHERE
                """ + where, rows::add);
        rows.byImage.forEach((image, all) -> {
            all.sort(null);
            images.computeIfAbsent(image, ImageFacts::new).brought = Brought.of(all);
        });
    }

    /** Rows of contents, of which those of an image follow each other and mostly hold at the same time. */
    private static final class ContentRows {
        private static final int NUMBER = 31;
        private static final int MASK = Integer.MAX_VALUE;

        private final Map<Long, List<Contained>> byImage = new HashMap<>();
        private long image = -1;
        private List<Contained> contents = new ArrayList<>();
        private Interval valid = new Interval(0, 0);

        boolean add(ResultSet row) throws SQLException {
            long of = row.getLong(1);
            if (of != image) {
                image = of;
                contents = byImage.computeIfAbsent(of, _ -> new ArrayList<>());
            }
            long what = row.getLong(3);
            long where = row.getLong(4);
            long from = row.getLong(5);
            long to = row.getLong(6);
            if (valid.from() != from || valid.to() != to) {
                valid = new Interval(from, to);
            }
            return contents.add(new Contained(
                    row.getLong(2),
                    (int) (what >> NUMBER),
                    (int) what & MASK,
                    (int) (where >> NUMBER),
                    (int) where & MASK,
                    valid));
        }
    }

    private void presences(Map<Long, ImageFacts> images, String those) throws SQLException {
        state.list(
                """
                SELECT image, id, registry, repository, tag, place, valid_from, valid_to
                FROM image_presence WHERE image
                """ + those + "ORDER BY id",
                row -> image(images, row)
                        .presences
                        .add(new ImageFacts.Presence(
                                row.getLong(2),
                                row.getLong(3),
                                row.getString(4),
                                row.getString(5),
                                row.getLong(6),
                                valid(row, 7))));
    }

    private void verdicts(Map<Long, ImageFacts> images, String those) throws SQLException {
        state.list(
                """
                SELECT v.image, v.health, v.cause, v.description, v.catalog_version, coalesce(a.digest, ''),
                    v.coverage, v.layers, v.valid_from, v.valid_to
                FROM image_verdict v LEFT JOIN advisory_snapshot a ON a.id = v.advisory
                WHERE v.image
                """ + those + "ORDER BY v.valid_from",
                row -> image(images, row)
                        .verdicts
                        .add(new ImageFacts.VerdictSpan(
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getLong(7),
                                row.getString(8),
                                valid(row, 9))));
    }

    /** A base may depend on what else lies in the subscription, so it is asked for each place and end of a time. */
    private void bases(ImageFacts image) throws SQLException {
        for (ImageFacts.Presence place : image.places()) {
            String key = registries.of(state, place.registry()).key();
            for (Interval version : PlaceVersions.cuts(image, place)) {
                long at = version.to() == Long.MAX_VALUE ? Long.MAX_VALUE : version.to() - 1;
                ImageFacts.BaseKey asked = new ImageFacts.BaseKey(place.registry(), at);
                if (!image.bases.containsKey(asked)) {
                    image.bases.put(
                            asked,
                            ImageChains.base(state, image.id, new ImageChains.Registry(place.registry(), key), at));
                }
            }
        }
    }

    private static ImageFacts image(Map<Long, ImageFacts> images, ResultSet row) throws SQLException {
        return images.computeIfAbsent(row.getLong(1), ImageFacts::new);
    }

    /** The interval of two columns; one that is still open ends at {@link Long#MAX_VALUE}. */
    static Interval valid(ResultSet row, int column) throws SQLException {
        long from = row.getLong(column);
        long to = row.getLong(column + 1);
        return new Interval(from, row.wasNull() ? Long.MAX_VALUE : to);
    }
}
