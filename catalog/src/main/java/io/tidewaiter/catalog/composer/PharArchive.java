package io.tidewaiter.catalog.composer;

import io.tidewaiter.catalog.text.Needle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * An archive of PHP in its own form (PHP manual, "Phar file format"): a program that ends with a call, a manifest of
 * little-endian numbers, and the files, one behind the other.
 *
 * @param entries those that were wanted, in the order of the manifest
 * @param cut whether the manifest goes on beyond its end, or has more entries than are looked at
 */
record PharArchive(List<Entry> entries, boolean cut) {
    private static final Needle END_OF_PROGRAM = Needle.of("__HALT_COMPILER();");

    /** After it the program may close its text, with a line end behind that. */
    private static final List<String> ENDS_OF_TEXT = List.of(" ?>", "\n?>");

    /** What other forms of the archive begin with: zip, gzip and bzip2 of the whole. */
    private static final List<String> OTHER_FORMS = List.of("PK\3\4", "\u001f\u008b", "BZh");

    /** A tar has its mark behind the name and the numbers of its first file. */
    private static final String TAR = "ustar";

    private static final int TAR_AT = 257;

    /** Length, number of entries, version, flags, and the length of the name that programs know it by. */
    private static final int MANIFEST_BYTES = 18;

    /** Sizes, time, checksum, flags, and the length of what else is told of an entry. */
    private static final int ENTRY_BYTES = 24;

    private static final int ENTRIES_MAX = 200_000;
    private static final int NAME_BYTES_MAX = 4096;
    private static final int END_OF_TEXT_BYTES = 3;
    private static final int DEFLATED = 0x1000;
    private static final int BZIPPED = 0x2000;

    PharArchive {
        entries = List.copyOf(entries);
    }

    /**
     * A file.
     *
     * @param bytes expanded
     * @param at where its stored bytes begin
     * @param stored how many they are
     */
    record Entry(String name, long bytes, long at, long stored, int flags) {}

    /** The archive; empty where the file is none. */
    static Optional<PharArchive> of(byte[] file, Predicate<String> wanted) {
        int program = END_OF_PROGRAM.next(file, 0, file.length);
        if (program < 0) {
            return Optional.empty();
        }
        int from = manifest(file, program + END_OF_PROGRAM.length());
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (from + MANIFEST_BYTES > file.length) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        long at = from + 4L + unsigned(bytes, from);
        long count = unsigned(bytes, from + 4);
        long next = skip(bytes, from + MANIFEST_BYTES, unsigned(bytes, from + 14));
        next = next < 0 ? -1 : skip(bytes, next + 4, unsigned(bytes, (int) next));
        for (long i = 0; i < Math.min(count, ENTRIES_MAX) && next >= 0; i++) {
            long length = unsigned(bytes, (int) next);
            long fields = skip(bytes, next + 4, length);
            if (length > NAME_BYTES_MAX || fields < 0 || fields + ENTRY_BYTES > file.length) {
                return Optional.of(new PharArchive(entries, true));
            }
            String name = new String(file, (int) next + 4, (int) length, StandardCharsets.UTF_8);
            int field = (int) fields;
            Entry entry =
                    new Entry(name, unsigned(bytes, field), at, unsigned(bytes, field + 8), bytes.getInt(field + 16));
            at += entry.stored();
            if (wanted.test(name)) {
                entries.add(entry);
            }
            boolean isLast = i == count - 1;
            next = isLast ? fields : skip(bytes, fields + ENTRY_BYTES, unsigned(bytes, field + 20));
        }
        return Optional.of(new PharArchive(entries, next < 0 || count > ENTRIES_MAX));
    }

    private static int manifest(byte[] file, int from) {
        if (ENDS_OF_TEXT.stream().noneMatch(end -> isAt(file, from, end))) {
            return from; // a line end is the first byte of a number then
        }
        int at = from + END_OF_TEXT_BYTES;
        return isAt(file, at, "\r\n") ? at + 2 : isAt(file, at, "\n") ? at + 1 : at;
    }

    /** Whether the file is an archive in one of the forms that PHP reads, too, and this class does not. */
    static boolean isOfAnotherForm(byte[] file) {
        return OTHER_FORMS.stream().anyMatch(form -> isAt(file, 0, form)) || isAt(file, TAR_AT, TAR);
    }

    private static boolean isAt(byte[] file, int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        int end = at + wanted.length;
        return end <= file.length && Arrays.equals(file, at, end, wanted, 0, wanted.length);
    }

    private static long unsigned(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    /** What follows so many bytes; -1 where no number can follow them. */
    private static long skip(ByteBuffer bytes, long at, long length) {
        long end = at + length;
        return end + 4 > bytes.capacity() ? -1 : end;
    }

    /** The bytes of an entry; empty where they are not there, are more or fewer than told or cannot be expanded. */
    static Optional<byte[]> expanded(byte[] file, Entry entry, int bytesMax) {
        if (entry.bytes() > bytesMax || entry.at() + entry.stored() > file.length || (entry.flags() & BZIPPED) != 0) {
            return Optional.empty();
        }
        int from = (int) entry.at();
        if ((entry.flags() & DEFLATED) == 0) {
            return entry.bytes() == entry.stored()
                    ? Optional.of(Arrays.copyOfRange(file, from, from + (int) entry.stored()))
                    : Optional.empty();
        }
        byte[] content = new byte[(int) entry.bytes()];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(file, from, (int) entry.stored());
            boolean isWhole = inflater.inflate(content) == content.length && inflater.inflate(new byte[1]) == 0;
            return isWhole ? Optional.of(content) : Optional.empty();
        } catch (DataFormatException e) {
            return Optional.empty();
        }
    }
}
