package io.tidewaiter.server.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an image costs, from which month on: lines of month, currency and price with tabs between them. Without the file
 * nothing has a price.
 */
record PriceTable(TreeMap<String, PriceTable.Price> from) {
    /** A price for one image and month. */
    record Price(String currency, BigDecimal amount) {}

    static PriceTable read(Path file) {
        TreeMap<String, Price> from = new TreeMap<>();
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] words = line.strip().split("\t");
                if (line.isBlank() || line.charAt(0) == '#') {
                    continue;
                }
                if (words.length != 3
                        || !words[0].matches("\\d{4}-\\d{2}")
                        || !words[1].matches("[A-Z]{3}")
                        || !words[2].matches("\\d{1,9}(?:\\.\\d{1,6})?")) {
                    throw new IllegalArgumentException("read prices " + file + ": write month, currency and price with"
                            + " tabs between them, for example 2026-11<tab>EUR<tab>0.29");
                }
                from.put(words[0], new Price(words[1], new BigDecimal(words[2])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("read prices " + file + ": " + e, e);
        }
        return new PriceTable(from);
    }

    Optional<Price> of(String period) {
        return Optional.ofNullable(from.floorEntry(period)).map(Map.Entry::getValue);
    }
}
