package io.tidewaiter.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** Programs of the machine that a test runs for real. */
public final class Programs {
    private Programs() {}

    /**
     * The path of a program.
     *
     * @throws TestAbortedException where it is not installed: the test is reported as skipped, with the reason
     * @throws IllegalStateException where it is not installed and {@code CI=true}
     */
    public static Path require(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            Path program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("in CI the program must be installed: " + name);
        }
        throw new TestAbortedException(name + " is not installed (see .ci/run)");
    }
}
