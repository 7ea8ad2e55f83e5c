package io.tidewaiter.sandbox;

import java.io.IOException;
import java.util.Objects;

/**
 * Why a cell, or one of its streams, gave no answer. An {@link IOException}, so that an answer's reader sees it as it
 * is: the house's unchecked exceptions cannot pass an {@link java.io.InputStream}'s callers unnoticed.
 */
public final class CellException extends IOException {
    private static final int QUOTED_CHARS_MAX = 600;

    /** What kind of end it was. */
    public enum Code {
        /** This system cannot confine a child. */
        UNCONFINABLE,
        /** The child did not come up. */
        START_FAILED,
        /** The child reached its memory limit. */
        OUT_OF_MEMORY,
        /** The cell's wall clock time was over. */
        OUT_OF_TIME,
        /** The child used up its processor time. */
        CPU_EXCEEDED,
        /** The child ended for another reason. */
        DIED,
        /** The child broke the protocol, and was killed for it. */
        PROTOCOL,
        /** The task threw; the cell and its other streams live. */
        TASK_FAILED,
        /** The cell was closed by us. */
        CLOSED;

        /** Whether the whole cell is gone, not one stream alone. */
        public boolean endsTheCell() {
            return this != TASK_FAILED;
        }
    }

    private final Code code;
    private final int stream;

    CellException(Code code, int stream, String message) {
        super(message);
        this.code = Objects.requireNonNull(code);
        this.stream = stream;
    }

    public Code code() {
        return code;
    }

    /** The stream that saw it, from 1; 0 where it is the cell itself. */
    public int stream() {
        return stream;
    }

    /** The same cause, as one stream sees it: an exception belongs to the thread that throws it. */
    CellException in(int seenBy) {
        return new CellException(code, seenBy, "cell stream %d: %s".formatted(seenBy, getMessage()));
    }

    /** Foreign text for a message: in quotes, control characters replaced, cut. */
    static String quote(String foreign) {
        int length = Math.min(foreign.length(), QUOTED_CHARS_MAX);
        StringBuilder quoted = new StringBuilder(length + 3).append('"');
        for (int i = 0; i < length; i++) {
            char c = foreign.charAt(i);
            boolean shown = c >= ' ' && (c < 0x7f || c >= 0xa0) && Character.getType(c) != Character.FORMAT;
            quoted.append(shown ? c : c == '\n' ? ' ' : '?');
        }
        return quoted.append(length < foreign.length() ? "…\"" : "\"").toString();
    }
}
