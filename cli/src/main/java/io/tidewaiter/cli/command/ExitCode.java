package io.tidewaiter.cli.command;

/** What the process ends with; scripts rely on the numbers (surface contract). */
public enum ExitCode {
    /** Done. */
    OK(0),
    /** Could not be done; the error says what, where and what to do. */
    FAILED(1),
    /** The gate refused. */
    GATE(2),
    /** Done, but coverage is below what was asked. */
    COVERAGE(3),
    /** Wrong usage. */
    USAGE(64);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The process's exit status. */
    public int number() {
        return number;
    }
}
