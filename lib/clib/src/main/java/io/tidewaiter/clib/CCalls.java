package io.tidewaiter.clib;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Functions of C libraries, called with words: integers of at most 64 bits and addresses. Thread-safe.
 *
 * <p>There is one form for all of them, six words and one back. A C function does not read the registers of arguments that
 * it does not take (System V ABI for x86-64, AAPCS64), and of the word that comes back the caller reads as much as the function
 * gives. Nothing is checked: whoever calls knows the function.
 */
public interface CCalls {
    /**
     * System property: a folder with {@link #LIBRARY}, unpacked. It is jffi's own property; jffi would unpack its library to a
     * temporary file at every start.
     */
    String LIBRARY_FOLDER = "jffi.boot.library.path";

    /** The name of jffi's library on Linux. */
    String LIBRARY = "libjffi-1.2.so";

    /** Words that a call can have. */
    int WORDS_MAX = 6;

    /**
     * For this process, linked on first use: by jffi where {@link #LIBRARY_FOLDER} says where its library is, which the
     * launcher does, by the JDK's linker otherwise. Empty where the JDK does not let us or there is neither.
     */
    static Optional<CCalls> here() {
        return Here.CALLS;
    }

    /** The address of a function of the C library; empty where it has none of that name. */
    OptionalLong find(String function);

    /**
     * The address of a function of another library, which stays loaded.
     *
     * @param library as {@code dlopen(3)} looks for it
     * @return empty where there is no such library or it has no such function
     */
    OptionalLong find(String library, String function);

    /**
     * Calls it.
     *
     * @param words at most {@value #WORDS_MAX}; zeros follow
     */
    long call(long function, long... words);

    /**
     * As {@link #call}; where the result is −1, the negated {@code errno} that the call left. For functions that give a word
     * ({@code long}, {@code ssize_t}): of an {@code int} only half of it is set.
     */
    long callOrErrno(long function, long... words);
}
