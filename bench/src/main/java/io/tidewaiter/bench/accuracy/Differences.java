package io.tidewaiter.bench.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The differences that somebody has looked into: {@code bench/differences.tsv}. */
final class Differences {
    private final Map<List<String>, Explanation> known = new LinkedHashMap<>();

    /**
     * Who is right, and why the two differ.
     *
     * @param right {@code ours}, {@code theirs}, {@code both} or {@code neither}
     */
    record Explanation(String right, String cause) {}

    /** Reads the list; every line has an image, a kind, what it is about, who is right and the cause. */
    static Differences read(Path file) throws IOException {
        Differences differences = new Differences();
        for (String line : Files.readAllLines(file)) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t", -1);
            if (cells.length != 5
                    || !List.of("ours", "theirs", "both", "neither").contains(cells[3])
                    || cells[4].isBlank()) {
                throw new IOException(file + ": not image, kind, subject, right and cause: " + line);
            }
            differences.known.put(List.of(cells[0], cells[1], cells[2]), new Explanation(cells[3], cells[4]));
        }
        return differences;
    }

    /** The explanation of a difference, which is then no longer {@linkplain #unused() unused}. */
    Optional<Explanation> take(String image, Difference difference) {
        return Optional.ofNullable(
                known.remove(List.of(image, difference.kind().name().toLowerCase(Locale.ROOT), difference.subject())));
    }

    /** Explanations of what is no difference (any more). */
    List<String> unused() {
        return known.keySet().stream().map(key -> String.join(" ", key)).toList();
    }
}
