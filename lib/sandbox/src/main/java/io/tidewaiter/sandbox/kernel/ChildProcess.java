package io.tidewaiter.sandbox.kernel;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** A child process and the three pipes to it. */
public interface ChildProcess {
    long pid();

    OutputStream stdin();

    InputStream stdout();

    InputStream stderr();

    /** Kills it; nothing where it is gone. Any thread, any number of times. */
    void kill();

    /** Waits for its end, kills it after {@code grace}, and leaves no zombie. One thread, which must not be virtual. */
    Exit await(Duration grace);

    /**
     * How a process ended.
     *
     * @param code its exit status, where {@code signal} is 0
     * @param signal what killed it, or 0
     */
    record Exit(int code, int signal) {
        @Override
        public String toString() {
            return signal > 0 ? "killed by signal " + signal : "exit status " + code;
        }
    }
}
