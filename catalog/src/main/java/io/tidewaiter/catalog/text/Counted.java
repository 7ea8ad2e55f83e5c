package io.tidewaiter.catalog.text;

/** Numbers with their nouns, as sentences have them. */
public final class Counted {
    private Counted() {}

    /** {@code 1 file}, {@code 2 files}. */
    public static String of(long number, String noun) {
        return number + " " + (number == 1 ? noun : noun + "s");
    }
}
