package io.tidewaiter.catalog.golang;

import io.tidewaiter.catalog.golang.ProgramImage.Part;
import org.jspecify.annotations.Nullable;

/**
 * Finds and reads the blob of build information (package debug/buildinfo): 32 bytes of header, aligned to 16, then,
 * since Go 1.18, two strings with their lengths in front; before that the header holds the addresses of two string
 * headers.
 */
final class BuildBlob {
    private static final byte[] MAGIC = {(byte) 0xff, ' ', 'G', 'o', ' ', 'b', 'u', 'i', 'l', 'd', 'i', 'n', 'f', ':'};
    private static final int ALIGNMENT = 16;
    private static final int HEADER_BYTES = 32;
    private static final int BIG_ENDIAN_FLAG = 1;
    private static final int INLINE_FLAG = 2;
    private static final int VERSION_BYTES_MAX = 1024;
    private static final int MODULES_BYTES_MAX = 16 << 20;
    private static final int SENTINEL_BYTES = 16;
    /** Headers that overlap could make us read the same bytes over and over. */
    private static final int SEARCHES_OF_FILE_MAX = 4;

    private final ProgramImage image;
    private final ProgramBytes bytes;

    private BuildBlob(ProgramImage image) {
        this.image = image;
        this.bytes = image.bytes();
    }

    /** What the search came to. */
    sealed interface Outcome {
        /** The two strings; {@code modules} is empty in programs that were built without modules. */
        record Found(String goVersion, String modules) implements Outcome {}

        /** There is something that calls itself build information, and it cannot be read. */
        record Broken(String saw) implements Outcome {}

        /** Not a Go program, or a very old one. */
        record Absent() implements Outcome {}
    }

    static Outcome find(ProgramImage image) {
        return new BuildBlob(image).search();
    }

    private Outcome search() {
        Outcome outcome = new Outcome.Absent();
        long left = (long) SEARCHES_OF_FILE_MAX * bytes.size();
        for (Part part : image.searched()) {
            left -= part.length();
            if (left < 0) {
                return new Outcome.Broken("segments that overlap");
            }
            switch (search(part)) {
                case Outcome.Found found -> {
                    return found;
                }
                case Outcome.Broken broken -> outcome = broken;
                case Outcome.Absent() -> {}
            }
        }
        return outcome;
    }

    private Outcome search(Part part) {
        Outcome outcome = new Outcome.Absent();
        long skewed = Math.floorMod(-part.address(), ALIGNMENT);
        long end = part.offset() + part.length() - HEADER_BYTES;
        for (long at = part.offset() + skewed; at <= end; at += ALIGNMENT) {
            if (isMagic((int) at)) {
                Outcome read = read(at);
                if (read instanceof Outcome.Found) {
                    return read;
                }
                outcome = read;
            }
        }
        return outcome;
    }

    private boolean isMagic(int at) {
        byte[] content = bytes.content();
        for (int i = 0; i < MAGIC.length; i++) {
            if (content[at + i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    private Outcome read(long at) {
        int flags = bytes.u8(at + 15);
        Run version;
        Run modules;
        if ((flags & INLINE_FLAG) != 0) {
            version = inline(at + HEADER_BYTES);
            modules = version == null ? null : inline(version.at + version.length);
        } else {
            int pointerBytes = bytes.u8(at + 14);
            if (pointerBytes != 4 && pointerBytes != 8) {
                return new Outcome.Broken("pointers of " + pointerBytes + " bytes");
            }
            ProgramBytes ordered = new ProgramBytes(bytes.content(), (flags & BIG_ENDIAN_FLAG) != 0);
            version = pointed(ordered, ordered.word(at + 16, pointerBytes == 8), pointerBytes == 8);
            modules = pointed(ordered, ordered.word(at + 16 + pointerBytes, pointerBytes == 8), pointerBytes == 8);
        }
        if (version == null || version.length > VERSION_BYTES_MAX) {
            return new Outcome.Broken("a Go version that is not in the file or too long");
        }
        if (modules == null || modules.length > MODULES_BYTES_MAX) {
            return new Outcome.Broken("a module list that is not in the file or too long");
        }
        String goVersion = bytes.text(version.at, (int) version.length);
        if (!goVersion.startsWith("go") && !goVersion.startsWith("devel")) {
            return new Outcome.Broken("a Go version that is none");
        }
        return new Outcome.Found(goVersion, withoutSentinels(modules));
    }

    /** Bytes of the file. */
    private record Run(long at, long length) {}

    /** A string with its length in front, in base 128 (encoding/binary, "Uvarint"). */
    private @Nullable Run inline(long at) {
        long length = 0;
        for (int i = 0; i < 5; i++) {
            int b = bytes.u8(at + i);
            length |= (long) (b & 0x7f) << (7 * i);
            if ((b & 0x80) == 0) {
                return bytes.has(at + i + 1, length) ? new Run(at + i + 1, length) : null;
            }
        }
        return null;
    }

    /** The string whose header (address, length) is at an address; a null pointer is the empty string. */
    private @Nullable Run pointed(ProgramBytes ordered, long address, boolean wide) {
        int pointerBytes = wide ? 8 : 4;
        long header = image.offsetOf(address, 2L * pointerBytes);
        if (address == 0 || header < 0) {
            return address == 0 ? new Run(0, 0) : null;
        }
        long length = ordered.word(header + pointerBytes, wide);
        if (length == 0) {
            return new Run(0, 0);
        }
        long at = image.offsetOf(ordered.word(header, wide), length);
        return at < 0 ? null : new Run(at, length);
    }

    /** The list lies between two marks of 16 bytes, by which the linker finds it again. */
    private String withoutSentinels(Run modules) {
        boolean marked = modules.length >= 2 * SENTINEL_BYTES + 1
                && bytes.u8(modules.at + modules.length - SENTINEL_BYTES - 1) == '\n';
        return marked ? bytes.text(modules.at + SENTINEL_BYTES, (int) modules.length - 2 * SENTINEL_BYTES) : "";
    }
}
