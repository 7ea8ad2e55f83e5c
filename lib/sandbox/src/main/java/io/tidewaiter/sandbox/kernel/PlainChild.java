package io.tidewaiter.sandbox.kernel;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A child without confinement, started by the JDK, on any system. */
public record PlainChild(Process process) implements ChildProcess {
    private static final int SIGNAL_OFFSET = 128;

    public PlainChild {
        Objects.requireNonNull(process);
    }

    /** Starts {@code command} with an empty environment in the root folder. */
    public static PlainChild start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.directory(new File(File.separator));
        return new PlainChild(builder.start());
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    @Override
    public InputStream stdout() {
        return process.getInputStream();
    }

    @Override
    public InputStream stderr() {
        return process.getErrorStream();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public Exit await(Duration grace) {
        boolean interrupted = false;
        boolean gone = false;
        while (!gone) {
            try {
                if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
                process.waitFor();
                gone = true;
            } catch (InterruptedException e) {
                interrupted = true; // a child is always awaited; the interrupt is handed on below
                process.destroyForcibly();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        int value = process.exitValue();
        return value > SIGNAL_OFFSET ? new Exit(0, value - SIGNAL_OFFSET) : new Exit(value, 0);
    }
}
