package io.tidewaiter.advisory.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;

/** Whether a file can be what its name says: an error page and half a file are not. */
final class Plausible {
    private static final int HEAD_BYTES = 512;

    /** How a packed file begins. */
    private record Magic(String ending, String bytes, String form) {}

    private static final List<Magic> MAGICS = List.of(
            new Magic("gz", "\u001f\u008b", "gzip"),
            new Magic("bz2", "BZh", "bzip2"),
            new Magic("xz", "\u00fd7zXZ", "xz"),
            new Magic("zst", "(\u00b5/\u00fd", "zstd"));

    private Plausible() {}

    /** Why the file cannot be what its name says; empty where it can. */
    static String fault(String name, Path file) throws IOException {
        String head = ends(file, true).stripLeading();
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            return "a web page came instead of the feed";
        }
        if (name.endsWith(".zip")) {
            return zip(file);
        }
        for (Magic magic : MAGICS) {
            if (name.endsWith(magic.ending())) {
                return head.startsWith(magic.bytes()) ? "" : "it is not " + magic.form();
            }
        }
        if (name.endsWith(".json")) {
            return closed(head, ends(file, false), "{[", "}]") ? "" : "it is not one whole JSON document";
        }
        if (name.endsWith(".xml")) {
            return closed(head, ends(file, false), "<", ">") ? "" : "it is not one whole XML document";
        }
        return head.isEmpty() ? "it is empty" : "";
    }

    private static boolean closed(String head, String tail, String opening, String closing) {
        String bare = head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
        String end = tail.stripTrailing();
        return !bare.isEmpty()
                && !end.isEmpty()
                && opening.indexOf(bare.charAt(0)) >= 0
                && closing.indexOf(end.charAt(end.length() - 1)) >= 0;
    }

    /** The directory of a zip stands at its end, so half of one cannot be opened. */
    private static String zip(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() == 0 ? "the zip is empty" : "";
        } catch (IOException | IllegalArgumentException e) {
            return "it is not one whole zip: " + e.getMessage();
        }
    }

    private static String ends(Path file, boolean isHead) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(HEAD_BYTES, channel.size()));
            long at = isHead ? 0 : channel.size() - bytes.capacity();
            while (bytes.hasRemaining()) {
                int read = channel.read(bytes, at + bytes.position());
                if (read < 0) {
                    break;
                }
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        }
    }
}
