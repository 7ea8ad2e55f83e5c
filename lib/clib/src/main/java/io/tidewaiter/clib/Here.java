package io.tidewaiter.clib;

import java.util.Arrays;
import java.util.Optional;

/** The calls of this process. */
final class Here {
    static final Optional<CCalls> CALLS = link();

    private Here() {}

    private static Optional<CCalls> link() {
        if (System.getProperty(CCalls.LIBRARY_FOLDER) != null) {
            try {
                return Optional.of(new JffiCalls());
            } catch (RuntimeException | LinkageError e) {
                // Not for this machine or this C library: the JDK's linker does the same, later.
            }
        }
        try {
            return Optional.of(new LinkerCalls());
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** {@code words} and as many zeros as a call needs. */
    static long[] filled(long[] words) {
        if (words.length > CCalls.WORDS_MAX) {
            throw new IllegalArgumentException("a call with %d words".formatted(words.length));
        }
        return Arrays.copyOf(words, CCalls.WORDS_MAX);
    }
}
