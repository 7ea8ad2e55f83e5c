package io.tidewaiter.catalog.merge;

/** Numbers with their nouns, as sentences have them. */
final class Counted {
    private Counted() {}

    /** {@code 1 file}, {@code 2 files}. */
    static String of(long number, String noun) {
        return number + " " + (number == 1 ? noun : noun + "s");
    }
}
