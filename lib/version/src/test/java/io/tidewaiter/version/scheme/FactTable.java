package io.tidewaiter.version.scheme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A table of facts beside this class: one fact a line, lines with a hash first are comments. */
final class FactTable {
    private FactTable() {}

    static List<String> lines(String name) {
        try (InputStream in = Objects.requireNonNull(FactTable.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
