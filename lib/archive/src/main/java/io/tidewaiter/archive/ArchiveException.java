package io.tidewaiter.archive;

import java.util.Objects;
import java.util.Optional;

/** Why an archive could not be read to its end: one code for programs, one sentence for people, and the place. */
public final class ArchiveException extends RuntimeException {
    private static final int QUOTED_CHARS_MAX = 120;

    /** What kind of end it was. */
    public enum Code {
        /** A bound of {@link Limits} was reached; the archive may be fine. */
        LIMIT,
        /** The bytes end before the archive does. */
        TRUNCATED,
        /** The bytes contradict the format. */
        CORRUPT,
        /** The format, or a feature of it, is recognised and not read. */
        UNSUPPORTED
    }

    /**
     * The bound that was reached.
     *
     * @param name the component of {@link Limits}
     * @param max its value
     * @param seen what would have been needed, as far as known
     */
    public record Reached(String name, long max, long seen) {
        public Reached {
            Objects.requireNonNull(name);
        }
    }

    private final Code code;
    private final String what;
    private final long offset;
    private final transient Optional<Reached> limit;

    private ArchiveException(Code code, String what, long offset, Optional<Reached> limit, String message) {
        super(message);
        this.code = code;
        this.what = what;
        this.offset = offset;
        this.limit = limit;
    }

    /**
     * A bound was reached.
     *
     * @param what the thing that was being read, such as {@code gzip} or {@code tar entry}
     * @param offset bytes into the stream that {@code what} names
     */
    public static ArchiveException limit(String what, long offset, String name, long max, long seen) {
        String message =
                "read %s: reached the limit %s=%d at byte %d (saw %d); raise the limit if this input is trusted"
                        .formatted(what, name, max, offset, seen);
        return new ArchiveException(Code.LIMIT, what, offset, Optional.of(new Reached(name, max, seen)), message);
    }

    /** The bytes ended too early. */
    public static ArchiveException truncated(String what, long offset, String missing) {
        String message =
                "read %s: the bytes end at %d, in the middle of %s; fetch it again".formatted(what, offset, missing);
        return new ArchiveException(Code.TRUNCATED, what, offset, Optional.empty(), message);
    }

    /** The bytes contradict the format; {@code saw} says how and quotes foreign text only through {@link #quote}. */
    public static ArchiveException corrupt(String what, long offset, String saw) {
        String message = "read %s: %s at byte %d; the archive is damaged".formatted(what, saw, offset);
        return new ArchiveException(Code.CORRUPT, what, offset, Optional.empty(), message);
    }

    /** The format or feature is known and not read. */
    public static ArchiveException unsupported(String what, long offset, String saw) {
        String message = "read %s: %s at byte %d is not supported".formatted(what, saw, offset);
        return new ArchiveException(Code.UNSUPPORTED, what, offset, Optional.empty(), message);
    }

    /** Foreign text for a message: in quotes, control characters replaced, cut at {@value #QUOTED_CHARS_MAX} chars. */
    public static String quote(String foreign) {
        int length = Math.min(foreign.length(), QUOTED_CHARS_MAX);
        StringBuilder quoted = new StringBuilder(length + 3).append('"');
        for (int i = 0; i < length; i++) {
            char c = foreign.charAt(i);
            quoted.append(c < ' ' || (c >= 0x7f && c < 0xa0) || Character.getType(c) == Character.FORMAT ? '?' : c);
        }
        return quoted.append(length < foreign.length() ? "…\"" : "\"").toString();
    }

    public Code code() {
        return code;
    }

    /** The thing that was being read. */
    public String what() {
        return what;
    }

    /** Bytes into the stream that {@link #what} names. */
    public long offset() {
        return offset;
    }

    /** Present exactly where the code is {@link Code#LIMIT}. */
    public Optional<Reached> limit() {
        return limit;
    }
}
