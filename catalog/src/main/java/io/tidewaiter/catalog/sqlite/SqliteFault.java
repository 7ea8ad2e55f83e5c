package io.tidewaiter.catalog.sqlite;

/** Ends the reading of one row, page or table; never leaves this package. */
final class SqliteFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String sentence;

    SqliteFault(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    /** What was wrong. */
    String sentence() {
        return sentence;
    }
}
