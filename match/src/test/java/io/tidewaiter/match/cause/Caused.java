package io.tidewaiter.match.cause;

import io.tidewaiter.match.world.World;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A world for each test. */
abstract class Caused {
    @TempDir
    private Path folder;

    protected World world = new World(Path.of(System.getProperty("java.io.tmpdir"), "none"));

    @BeforeEach
    void build() {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** The Debian tracker with one issue of one package in bookworm. */
    static String tracker(String name, String cve, String members) {
        return """
                {"%s": {"%s": {"description": "a flaw", "releases": {"bookworm": {"repositories": {"bookworm": "1"}, %s}}}}}
                """.formatted(name, cve, members);
    }
}
