package io.tidewaiter.catalog.rust;

import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What {@code cargo auditable} links into a program: JSON, packed by zlib, with every crate that it was built of.
 *
 * <p>Crates that only ran while it was built are not in the program. Those of the program's own workspace, of a repository
 * or of another registry may be called like one of crates.io, and are none of it.
 */
record AuditedCrates(List<Crate> crates, boolean cut) {
    /** The format's own advice to readers. */
    private static final int JSON_BYTES_MAX = 8 << 20;

    private static final int CRATES_MAX = 100_000;
    private static final int NAME_CHARS_MAX = 256;

    /** A crate of crates.io. */
    record Crate(String name, String version) {}

    /** The JSON; empty where it is none of zlib, or larger than the format allows. */
    static Optional<byte[]> unpack(ByteBuffer packed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed.duplicate());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] chunk = new byte[64 << 10];
            while (!inflater.finished()) {
                int bytes = inflater.inflate(chunk);
                if ((bytes == 0 && !inflater.finished()) || out.size() + bytes > JSON_BYTES_MAX) {
                    return Optional.empty();
                }
                out.write(chunk, 0, bytes);
            }
            return Optional.of(out.toByteArray());
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    /** Throws {@code JsonFault} where it is not JSON within limits. */
    static AuditedCrates parse(JsonReader parser) {
        List<Crate> crates = new ArrayList<>();
        boolean cut = false;
        if (JsonFields.list(parser, "packages")) {
            JsonToken token = parser.nextToken();
            while (token != null && token != JsonToken.END_ARRAY && !cut) {
                if (token == JsonToken.START_OBJECT) {
                    crate(JsonFields.read(parser)).ifPresent(crates::add);
                } else {
                    parser.skipChildren();
                }
                token = parser.nextToken();
                cut = crates.size() == CRATES_MAX && token == JsonToken.START_OBJECT;
            }
        }
        return new AuditedCrates(crates, cut);
    }

    private static Optional<Crate> crate(Map<String, String> fields) {
        String name = fields.getOrDefault("name", "");
        String version = fields.getOrDefault("version", "");
        boolean isLinked = !fields.getOrDefault("kind", "runtime").equals("build");
        boolean isPublic = fields.getOrDefault("source", "").equals("crates.io");
        return isLinked && isPublic && isPlain(name) && isPlain(version)
                ? Optional.of(new Crate(name, version))
                : Optional.empty();
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.length() <= NAME_CHARS_MAX
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
