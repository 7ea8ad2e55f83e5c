package io.tidewaiter.catalog.elf;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The note of a program that names the source package it was built from: owner {@code FDO}, type {@code 0xcafe1a7e}, JSON
 * (UAPI group, "Package metadata for executable files"). Found through the segments, which survive {@code strip}.
 */
final class PackageNoteParser {
    private static final int NOTE_SEGMENT = 4;
    private static final int TYPE = 0xcafe1a7e;
    private static final byte[] OWNER = {'F', 'D', 'O', 0};
    private static final int SEGMENTS_MAX = 256;
    private static final int NOTES_MAX = 1_000;
    private static final int JSON_BYTES_MAX = 64 << 10;

    /** Formats of packages that their makers write there, by what they call them. */
    private static final Map<String, String> TYPES =
            Map.of("rpm", "rpm", "deb", "deb", "apk", "apk", "alpm", "alpm", "arch", "alpm", "pacman", "alpm");

    private static final Set<String> KEPT = Set.of("os", "osVersion", "osCpe", "codeName");

    private final ByteBuffer bytes;
    private final boolean wide;

    private PackageNoteParser(byte[] content) {
        this.bytes = ByteBuffer.wrap(content).order(content[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        this.wide = content[4] == 2;
    }

    /** Tells the package of a program, if it names one. */
    static void parse(byte[] content, Consumer<Fact> facts) {
        if (content.length < 64 || !ElfHeader.isProgram(content, content.length)) {
            return;
        }
        new PackageNoteParser(content).json().ifPresent(json -> tell(json, facts));
    }

    private Optional<String> json() {
        long table = word(wide ? 32 : 28);
        int size = u16(wide ? 54 : 42);
        int count = Math.min(u16(wide ? 56 : 44), SEGMENTS_MAX);
        for (int i = 0; i < count && size >= (wide ? 56 : 32); i++) {
            long header = table + (long) i * size;
            if (!has(header, size) || bytes.getInt((int) header) != NOTE_SEGMENT) {
                continue;
            }
            int at = (int) header;
            Optional<String> found =
                    note(word(at + (wide ? 8 : 4)), word(at + (wide ? 32 : 16)), word(at + (wide ? 48 : 28)));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Looks through the notes of one segment; their parts are padded to 8 bytes where the segment is aligned so. */
    private Optional<String> note(long offset, long length, long align) {
        if (!has(offset, length)) {
            return Optional.empty();
        }
        int mask = align == 8 ? 7 : 3;
        long at = offset;
        long end = offset + length;
        for (int i = 0; i < NOTES_MAX && end - at >= 12; i++) {
            long nameBytes = bytes.getInt((int) at) & 0xffff_ffffL;
            long descBytes = bytes.getInt((int) at + 4) & 0xffff_ffffL;
            int type = bytes.getInt((int) at + 8);
            long desc = at + 12 + nameBytes;
            desc = offset + ((desc - offset + mask) & ~(long) mask);
            if (desc + descBytes > end) {
                return Optional.empty();
            }
            if (type == TYPE && nameBytes == OWNER.length && isOwner((int) at + 12) && descBytes <= JSON_BYTES_MAX) {
                return Optional.of(text((int) desc, (int) descBytes));
            }
            at = offset + ((desc + descBytes - offset + mask) & ~(long) mask);
        }
        return Optional.empty();
    }

    private boolean isOwner(int at) {
        for (int i = 0; i < OWNER.length; i++) {
            if (bytes.get(at + i) != OWNER[i]) {
                return false;
            }
        }
        return true;
    }

    private String text(int at, int length) {
        int end = length;
        while (end > 0 && bytes.get(at + end - 1) == 0) {
            end--;
        }
        return new String(bytes.array(), at, end, StandardCharsets.UTF_8);
    }

    private static void tell(String json, Consumer<Fact> facts) {
        Map<String, String> fields;
        try {
            JsonReader parser = JsonFields.open(json);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            fields = JsonFields.read(parser);
        } catch (JsonFault e) {
            return; // whatever else it is, it is no package's
        }
        String type = TYPES.get(fields.getOrDefault("type", ""));
        if (type == null) {
            return;
        }
        TreeMap<String, String> attributes = new TreeMap<>();
        KEPT.forEach(key -> {
            String value = fields.getOrDefault(key, "");
            if (!value.isEmpty() && value.length() <= 256) {
                attributes.put(key, value);
            }
        });
        String name = fields.getOrDefault("name", "");
        String version = fields.getOrDefault("version", "");
        Troubles silent = new Troubles(_ -> {}); // a note that names nothing takes nothing away
        new SystemPackage(
                        type,
                        name,
                        version,
                        name,
                        version,
                        fields.getOrDefault("architecture", ""),
                        new TreeMap<>(),
                        attributes)
                .tell(silent, facts);
    }

    private int u16(int at) {
        return bytes.getShort(at) & 0xffff;
    }

    /** An address-sized number; out of the file's bounds where it is negative. */
    private long word(int at) {
        return wide ? bytes.getLong(at) : bytes.getInt(at) & 0xffff_ffffL;
    }

    private boolean has(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= bytes.limit() && length <= bytes.limit() - offset;
    }
}
