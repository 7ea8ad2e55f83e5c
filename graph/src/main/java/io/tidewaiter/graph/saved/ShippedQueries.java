package io.tidewaiter.graph.saved;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The queries that come with the service: the questions of the field, under names (docs/guide/query.md). */
public final class ShippedQueries {
    private static final List<String> NAMES = List.of(
            "ageing-by-severity",
            "base-images-to-move",
            "coverage-gaps",
            "drift-since",
            "exploitable-and-fixable",
            "findings-by-vulnerability",
            "registries",
            "scan-times",
            "unverified-images",
            "usage-by-month",
            "who-runs-log4j",
            "worst-images");

    private ShippedQueries() {}

    /**
     * A query under a name.
     *
     * @param title one sentence: what it answers
     */
    public record Shipped(String name, String title, String text) {}

    /** All of them by name. */
    public static List<Shipped> all() {
        List<Shipped> all = new ArrayList<>();
        for (String name : NAMES) {
            all.add(read(name));
        }
        return all;
    }

    /** The query of a name. */
    public static Optional<Shipped> of(String name) {
        return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
    }

    private static Shipped read(String name) {
        try (InputStream file =
                ShippedQueries.class.getResourceAsStream("/io/tidewaiter/graph/queries/" + name + ".kql")) {
            if (file == null) {
                throw new IllegalStateException("a query that does not ship: " + name);
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            String title = text.substring(2, text.indexOf('\n')).strip();
            return new Shipped(
                    name, title, text.substring(text.indexOf('\n') + 1).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("read the query " + name, e);
        }
    }
}
