package io.tidewaiter.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param name what, in a word or two
 * @param saw what was seen
 * @param advice what to do; empty where nothing is to be done
 */
record Finding(String name, State state, String saw, String advice) {
    /** How good it is. */
    enum State {
        OK,
        /** Works, but slower, or with less proof. */
        WARNING,
        /** Scans cannot be done, or not as they must. */
        PROBLEM
    }

    static Finding ok(String name, String saw) {
        return new Finding(name, State.OK, saw, "");
    }

    static Finding warning(String name, String saw, String advice) {
        return new Finding(name, State.WARNING, saw, advice);
    }

    static Finding problem(String name, String saw, String advice) {
        return new Finding(name, State.PROBLEM, saw, advice);
    }

    static Finding of(boolean fine, String name, String saw, String advice) {
        return fine ? ok(name, saw) : problem(name, saw, advice);
    }
}
