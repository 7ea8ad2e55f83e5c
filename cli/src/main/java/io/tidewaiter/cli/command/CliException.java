package io.tidewaiter.cli.command;

/** A command cannot go on; the message is for the person who typed it. */
public final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    /**
     * @param code what the process ends with
     * @param message what was tried, on what, what was seen, what to do
     */
    public CliException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    /** What the process ends with. */
    public ExitCode code() {
        return code;
    }
}
