package io.tidewaiter.archive.tar;

import io.tidewaiter.archive.ArchiveException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The records of one PAX extended header (POSIX.1-2024 pax, "pax Extended Header"): {@code <length> <key>=<value>\n}.
 *
 * <p>{@code hdrcharset} needs no attention: {@link TarText} keeps bytes that are no UTF-8 either way. The repeated
 * {@code GNU.sparse.offset} and {@code GNU.sparse.numbytes} of GNU's format 0.0 become the {@code GNU.sparse.map} of
 * 0.1.
 */
final class PaxRecords {
    static final PaxRecords NONE = new PaxRecords(new HashMap<>(), 0);
    static final String SPARSE_MAP = "GNU.sparse.map";

    private static final int LENGTH_DIGITS_MAX = 9;
    private static final int SECONDS_DIGITS_MAX = 18;

    private final Map<String, String> records;
    private final long archiveOffset;

    private PaxRecords(Map<String, String> records, long archiveOffset) {
        this.records = records;
        this.archiveOffset = archiveOffset;
    }

    static PaxRecords parse(byte[] bytes, int size, long archiveOffset) {
        PaxRecords parsed = new PaxRecords(new HashMap<>(), archiveOffset);
        StringBuilder sparse = new StringBuilder();
        int at = 0;
        while (at < size) {
            int end = parsed.recordEnd(bytes, at, size);
            parsed.add(bytes, at, end, sparse);
            at = end;
        }
        if (!sparse.isEmpty()) {
            parsed.records.put(SPARSE_MAP, sparse.toString());
        }
        return parsed;
    }

    private int recordEnd(byte[] bytes, int at, int size) {
        int length = 0;
        int digit = at;
        while (digit < size && digit - at < LENGTH_DIGITS_MAX && bytes[digit] >= '0' && bytes[digit] <= '9') {
            length = length * 10 + (bytes[digit] - '0');
            digit++;
        }
        boolean fits = digit > at && digit < size && bytes[digit] == ' ' && length > digit - at && length <= size - at;
        if (!fits || bytes[at + length - 1] != '\n') {
            throw corrupt("a PAX record whose length does not fit");
        }
        return at + length;
    }

    private void add(byte[] bytes, int at, int end, StringBuilder sparse) {
        int keyAt = at;
        while (bytes[keyAt] != ' ') {
            keyAt++;
        }
        keyAt++;
        int equals = keyAt;
        while (equals < end && bytes[equals] != '=') {
            equals++;
        }
        if (equals >= end - 1 || equals == keyAt) {
            throw corrupt("a PAX record without a key");
        }
        String key = TarText.decode(bytes, keyAt, equals - keyAt);
        String value = TarText.decode(bytes, equals + 1, end - 1 - (equals + 1));
        if ((key.equals("path") || key.equals("linkpath")) && value.indexOf('\0') >= 0) {
            throw corrupt("a PAX path with a NUL");
        }
        if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
            sparse.append(sparse.isEmpty() ? "" : ",").append(value);
        } else {
            records.put(key, value);
        }
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** A record's value; an empty one takes the record back, as POSIX has it. */
    Optional<String> text(String key) {
        String value = records.isEmpty() ? null : records.get(key);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** A size, owner or offset; anything but a decimal number from 0 to 2^63-1 is damage. */
    long number(String key, long otherwise) {
        Optional<String> text = text(key);
        return text.isPresent() ? decimal(text.get()) : otherwise;
    }

    long decimal(String text) {
        long value = 0;
        boolean digits = !text.isEmpty() && text.length() <= 19;
        for (int i = 0; i < text.length() && digits; i++) {
            int digit = text.charAt(i) - '0';
            digits = digit >= 0 && digit <= 9;
            value = value * 10 + digit;
        }
        if (!digits || value < 0) {
            throw corrupt("a PAX number that reads " + ArchiveException.quote(text));
        }
        return value;
    }

    /** Whole seconds of a time of any length; what is no number leaves the header's time. */
    long seconds(String key, long otherwise) {
        String text = text(key).orElse("");
        boolean negative = text.startsWith("-");
        int from = negative ? 1 : 0;
        int end = from;
        long value = 0;
        while (end < text.length() && Character.digit(text.charAt(end), 10) >= 0 && text.charAt(end) <= '9') {
            value = end - from >= SECONDS_DIGITS_MAX ? Long.MAX_VALUE : value * 10 + (text.charAt(end) - '0');
            end++;
        }
        boolean number = end > from && (end == text.length() || text.charAt(end) == '.');
        return number ? (negative ? -value : value) : otherwise;
    }

    /** What says more about a file than the fields of a {@link TarEntry}. */
    Map<String, String> kept() {
        if (records.isEmpty()) {
            return Map.of();
        }
        Map<String, String> kept = new HashMap<>();
        records.forEach((key, value) -> {
            if (key.startsWith("SCHILY.xattr.")
                    || key.startsWith("LIBARCHIVE.xattr.")
                    || key.startsWith("MSWINDOWS.")) {
                kept.put(key, value);
            }
        });
        return kept;
    }

    /** Whether entries would look different if a global header were obeyed. */
    boolean wouldChangeEntries() {
        return records.keySet().stream()
                .anyMatch(key -> key.equals("path")
                        || key.equals("linkpath")
                        || key.equals("size")
                        || key.startsWith("GNU.sparse.")
                        || key.startsWith("SCHILY.xattr."));
    }

    private ArchiveException corrupt(String saw) {
        return ArchiveException.corrupt("tar", archiveOffset, saw);
    }
}
