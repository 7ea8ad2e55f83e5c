package io.tidewaiter.testkit;

import java.io.IOException;
import java.nio.file.Path;

/** A pipe that has a name in the file system, which the JDK cannot make. */
public final class NamedPipe {
    private NamedPipe() {}

    /**
     * Makes one.
     *
     * @return the same path
     * @throws IOException where {@code mkfifo} is not here or does not make it
     */
    public static Path make(Path pipe) throws IOException, InterruptedException {
        int status = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        if (status != 0) {
            throw new IOException("mkfifo " + pipe + ": exit status " + status);
        }
        return pipe;
    }
}
