package io.tidewaiter.catalog.python;

import io.tidewaiter.archive.EntryPath;
import io.tidewaiter.catalog.digest.RecordedDigests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The files that an installer says it put down.
 *
 * @param paths without a leading slash
 * @param digests what a RECORD has of each path as SHA-256; empty for the others, no list where nothing is recorded
 * @param escaping lines that lead out of the image, and were left out
 * @param cut whether there were more than we keep
 */
record FileList(List<String> paths, List<String> digests, int escaping, boolean cut) {
    private static final int PATHS_MAX = 200_000;
    private static final int PATH_CHARS_MAX = 4096;
    private static final String DIGEST = ",sha256=";

    FileList {
        paths = List.copyOf(paths);
        digests = List.copyOf(digests);
    }

    /**
     * The paths of a RECORD.
     *
     * @param folder what its relative paths start from: the site-packages folder
     */
    static FileList ofRecord(byte[] content, String folder) {
        return read(content, folder, true);
    }

    /**
     * The paths of an installed-files.txt.
     *
     * @param folder what its relative paths start from: its own folder
     */
    static FileList ofInstalledFiles(byte[] content, String folder) {
        return read(content, folder, false);
    }

    private static FileList read(byte[] content, String folder, boolean csv) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<String> paths = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        int escaping = 0;
        int end;
        for (int at = 0; at < text.length(); at = end + 1) {
            int newline = text.indexOf('\n', at);
            end = newline < 0 ? text.length() : newline;
            String line = text.substring(at, Math.min(end, at + PATH_CHARS_MAX));
            String field = field(line, csv);
            if (field.isEmpty()) {
                continue;
            }
            if (paths.size() >= PATHS_MAX) {
                return new FileList(paths, digests, escaping, true);
            }
            EntryPath path = EntryPath.normalise(field.startsWith("/") ? field : folder + "/" + field);
            if (path.escapes()) {
                escaping++;
            } else if (!path.value().isEmpty()) {
                paths.add(path.value());
                digests.add(csv && RecordedDigests.isWorthKeeping(path.value()) ? digest(line) : "");
            }
        }
        return new FileList(paths, digests.stream().allMatch(String::isEmpty) ? List.of() : digests, escaping, false);
    }

    /** The second of three columns: {@code sha256=} and URL-safe base64. */
    private static String digest(String line) {
        int mark = line.lastIndexOf(DIGEST);
        int comma = mark < 0 ? -1 : line.indexOf(',', mark + DIGEST.length());
        return comma < 0
                ? ""
                : RecordedDigests.ofBase64(line.substring(mark + DIGEST.length(), comma), Base64.getUrlDecoder());
    }

    /** The first column of a line; quoted where it holds a comma or a quote (RFC 4180). */
    private static String field(String line, boolean csv) {
        if (csv && line.startsWith("\"")) {
            StringBuilder field = new StringBuilder();
            for (int i = 1; i < line.length(); i++) {
                if (line.charAt(i) != '"') {
                    field.append(line.charAt(i));
                } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    break;
                }
            }
            return field.toString();
        }
        int comma = csv ? line.indexOf(',') : -1;
        return (comma < 0 ? line : line.substring(0, comma)).strip();
    }
}
