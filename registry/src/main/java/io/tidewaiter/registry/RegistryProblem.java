package io.tidewaiter.registry;

/** A request that cannot be answered as asked, with its code (distribution-spec 1.1, "Error Codes"). */
final class RegistryProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String sentence;

    RegistryProblem(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.sentence = message;
    }

    int status() {
        return status;
    }

    String sentence() {
        return sentence;
    }

    String code() {
        return code;
    }
}
