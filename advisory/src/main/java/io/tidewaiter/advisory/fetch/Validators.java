package io.tidewaiter.advisory.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What the server said of the file that is there (RFC 9110 section 8.8).
 *
 * @param url where it came from; another address starts anew
 * @param etag as written; may be empty
 * @param lastModified as written; may be empty
 */
record Validators(String url, String etag, String lastModified) {
    private static final int BYTES_MAX = 16 << 10;

    static final Validators NONE = new Validators("", "", "");

    static Validators read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String[] lines = new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8).split("\n", -1);
            return lines.length < 3 ? NONE : new Validators(lines[0], lines[1], lines[2]);
        } catch (NoSuchFileException e) {
            return NONE;
        }
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, url + "\n" + etag + "\n" + lastModified + "\n");
    }
}
