package io.tidewaiter.advisory;

import io.tidewaiter.model.FileFault;
import java.io.IOException;
import java.nio.file.Path;

/** The advisory database, or what it is built from, cannot be used. */
public final class AdvisoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of trouble it is. */
    public enum Code {
        /** The file cannot be read or written. */
        UNREADABLE,
        /** The file is not an advisory database, or one of another format version. */
        WRONG_FORMAT,
        /** The file is an advisory database whose bytes contradict themselves. */
        CORRUPT,
        /** The feeds hold nothing that can be compiled. */
        NOTHING_TO_COMPILE,
        /** A limit of the compiled form was reached. */
        LIMIT_REACHED
    }

    private final Code code;

    public AdvisoryException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public AdvisoryException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What kind of trouble it is. */
    public Code code() {
        return code;
    }

    /**
     * A file that cannot be read or written, and why, in words.
     *
     * @param what was tried, on what
     * @param advice what to do
     */
    public static AdvisoryException unreadable(String what, IOException e, String advice) {
        return new AdvisoryException(Code.UNREADABLE, what + ": " + FileFault.told(e) + "; " + advice, e);
    }

    AdvisoryException of(Path file) {
        return new AdvisoryException(code, file + ": " + getMessage(), this);
    }

    static AdvisoryException corrupt(String what) {
        return new AdvisoryException(
                Code.CORRUPT, "read advisory database: " + what + "; build or fetch the database again");
    }
}
