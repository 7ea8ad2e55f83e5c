package io.tidewaiter.sandbox;

import io.tidewaiter.sandbox.CellException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child does before foreign bytes come: while it records for an AOT cache, or to be fast from the first of them on
 * ({@link StartingCell#rehearse}). Trusted input only: who records is unconfined, and who rehearses serves an image afterwards.
 */
@FunctionalInterface
public interface CellTraining {
    /**
     * What the JVM learned of hot methods stays out of the cache: replaying it compiles in the first tenth of a second
     * what a child that lives for half a second hardly runs (ADR 10).
     */
    List<String> WITHOUT_PROFILES =
            List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

    /** Opens streams as real work would, and reads their answers. */
    void work(Cell cell) throws IOException;

    /**
     * Makes the cache for {@link CellConfig#withAotCache}. Takes seconds.
     *
     * @param cache the file to write; its folder exists
     * @throws CellException also where the JVM wrote none
     */
    static void train(CellConfig config, Path cache, CellTraining training) throws IOException {
        List<String> options = new ArrayList<>(config.properties());
        options.addAll(WITHOUT_PROFILES);
        options.add("-XX:AOTCacheOutput=" + cache.toAbsolutePath());
        Files.deleteIfExists(cache);
        Cell cell = Cell.startTraining(config.withReadable(config.readable(), options));
        try {
            training.work(cell);
            cell.finish();
        } finally {
            cell.close();
        }
        if (!Files.exists(cache)) {
            throw new CellException(Code.DIED, 0, "train an AOT cache: the JVM wrote no " + cache);
        }
    }
}
