package io.tidewaiter.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** OSV documents from a table that can be read at a glance. */
public final class OsvRecords {
    private OsvRecords() {}

    /**
     * Writes a document {@code ID.json} for each line.
     *
     * @param table lines of {@code id | ecosystem | package | events | further members of the document}; events are
     *     {@code introduced 0 fixed 1.2}, further members end with a comma
     */
    public static void write(Path folder, String table) throws IOException {
        for (String line : table.lines().toList()) {
            String[] cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
            Files.writeString(folder.resolve(cells[0] + ".json"), """
                    {"id": "%s", "modified": "2025-01-01T00:00:00Z", %s
                     "affected": [{"package": {"ecosystem": "%s", "name": "%s"},
                                   "ranges": [{"type": "ECOSYSTEM", "events": [%s]}]}]}
                    """.formatted(
                            cells[0], cells[4], cells[1], cells[2], events(cells[3])));
        }
    }

    private static String events(String text) {
        String[] words = text.split(" ");
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < words.length; i += 2) {
            out.append(i == 0 ? "" : ", ").append("{\"%s\": \"%s\"}".formatted(words[i], words[i + 1]));
        }
        return out.toString();
    }
}
