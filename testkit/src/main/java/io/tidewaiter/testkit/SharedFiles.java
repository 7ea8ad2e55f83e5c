package io.tidewaiter.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** The real data beside the checkout: {@code ../shared} from the project's root. */
public final class SharedFiles {
    private SharedFiles() {}

    /**
     * A file or folder of the shared data.
     *
     * @throws TestAbortedException where it is not there: the test is reported as skipped, with the reason
     * @throws IllegalStateException where it is not there and {@code CI=true}: in CI a missing file is a failure
     */
    public static Path require(String first, String... more) {
        Path path = Path.of(System.getProperty("tidewaiter.root", "."), "..", "shared")
                .resolve(Path.of(first, more))
                .normalize();
        if (Files.exists(path)) {
            return path;
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("in CI the shared data must be there: " + path);
        }
        throw new TestAbortedException("the shared data is not beside this checkout: " + path);
    }
}
