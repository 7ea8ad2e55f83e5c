package io.tidewaiter.archive.decode;

import io.tidewaiter.archive.ByteTap;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which engine inflates: system property {@value #PROPERTY}, one of {@code auto} (default), {@code isal}, {@code java}.
 *
 * <p>ISA-L saves 1.3 ms per expanded megabyte (727 against 372 MB/s). Where jffi does not link it (ADR 15) the first call of a
 * process costs 50 to 140 ms, a few in a cell, which has called the kernel before. So {@code auto} takes it where {@value
 * #WORTHWHILE_BYTES} compressed bytes or more are to be expected, or nobody knows how many. Rejected: changing engines in
 * mid-stream (the window and a bit offset would have to move).
 */
enum InflateEngine {
    AUTO,
    ISAL,
    JAVA;

    static final String PROPERTY = "tidewaiter.inflate";

    /** Compressed bytes from which linking ISA-L pays. */
    static final long WORTHWHILE_BYTES = 2L << 20;

    /** The configured choice; a word that we do not know is a mistake of the operator and said so. */
    static InflateEngine configured() {
        String word = System.getProperty(PROPERTY, "auto");
        for (InflateEngine engine : values()) {
            if (engine.name().toLowerCase(Locale.ROOT).equals(word)) {
                return engine;
            }
        }
        throw new IllegalArgumentException(
                "system property %s is \"%s\"; use auto, isal or java".formatted(PROPERTY, word));
    }

    /**
     * An engine for one gzip file; {@code ISAL} where the library is absent is an error, {@code AUTO} is not.
     *
     * @param expectedBytes compressed bytes that this process is going to decode in all; negative: unknown
     * @param tap given what is inflated
     */
    Inflate open(long expectedBytes, @Nullable ByteTap tap) {
        boolean small = expectedBytes >= 0 && expectedBytes < WORTHWHILE_BYTES;
        if (this == JAVA || (this == AUTO && small)) {
            return new JavaInflate(tap);
        }
        Optional<IsalLibrary> library = IsalLibrary.get();
        if (this == ISAL && library.isEmpty()) {
            throw new IllegalStateException(
                    PROPERTY + "=isal, but libisal.so.2 is absent or cannot be linked; install libisal2");
        }
        return library.isPresent() ? new IsalInflate(library.get(), tap) : new JavaInflate(tap);
    }
}
