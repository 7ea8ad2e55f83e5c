package io.tidewaiter.catalog.rpm;

/** Ends the reading of one package, page or file; never leaves this package. */
final class RpmFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String sentence;

    RpmFault(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    /** What was wrong. */
    String sentence() {
        return sentence;
    }
}
