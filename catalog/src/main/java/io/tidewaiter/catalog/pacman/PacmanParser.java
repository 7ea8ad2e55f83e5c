package io.tidewaiter.catalog.pacman;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** alpm-db-desc(5), alpm-db-files(5): {@code %KEY%}, its values a line each, a blank line. */
final class PacmanParser {
    private static final int KEY_BYTES_MAX = 64;
    private static final int VALUE_BYTES_MAX = 4096;
    private static final int PATH_BYTES_MAX = 16 * 1024;

    private PacmanParser() {}

    /** Tells the package of a {@code desc}. */
    static void description(byte[] content, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        Map<String, String> values = new HashMap<>();
        String key = "";
        Lines lines = new Lines(content);
        while (lines.next()) {
            if (isKey(lines)) {
                key = lines.text(0, KEY_BYTES_MAX);
            } else if (!lines.isBlank()) {
                switch (key) {
                    case "%NAME%", "%VERSION%", "%BASE%", "%ARCH%" ->
                        values.putIfAbsent(key, lines.text(0, VALUE_BYTES_MAX));
                    default -> {}
                }
            }
        }
        String name = values.getOrDefault("%NAME%", "");
        String version = values.getOrDefault("%VERSION%", "");
        new SystemPackage(
                        "alpm",
                        name,
                        version,
                        values.getOrDefault("%BASE%", name),
                        version,
                        values.getOrDefault("%ARCH%", ""),
                        new TreeMap<>())
                .tell(troubles, facts);
        facts.accept(new OpenedFact(Opened.DATABASE, 1));
        troubles.finish();
    }

    /** Tells the paths of a {@code files}; what was changed since ({@code %BACKUP%}) is among them. */
    static void files(String root, String owner, byte[] content, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        OwnedPaths owned = new OwnedPaths(root, content.length, troubles, facts);
        boolean inFiles = false;
        Lines lines = new Lines(content);
        while (lines.next()) {
            if (isKey(lines)) {
                inFiles = lines.text(0, KEY_BYTES_MAX).equals("%FILES%");
            } else if (inFiles && !lines.isBlank()) {
                owned.add("", lines.text(0, PATH_BYTES_MAX));
            }
        }
        owned.finish(owner);
        troubles.finish();
    }

    private static boolean isKey(Lines line) {
        int length = line.length();
        return length > 2 && length <= KEY_BYTES_MAX && line.at(0) == '%' && line.at(length - 1) == '%';
    }
}
