package io.tidewaiter.graph.database;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the graph may use.
 *
 * @param folder of its file and of what does not fit into memory; nothing else lies there
 * @param memoryBytes of DuckDB, for all queries together
 * @param threads that one query may use
 * @param spillBytes on disk, for all queries together
 * @param queryTime after which a query is ended
 * @param queriesAtOnce of all callers
 * @param queriesPerCaller of one caller at a time; more wait their turn
 * @param answerBytes of one answer
 */
public record GraphSettings(
        Path folder,
        long memoryBytes,
        int threads,
        long spillBytes,
        Duration queryTime,
        int queriesAtOnce,
        int queriesPerCaller,
        long answerBytes) {
    private static final long MEMORY_BYTES_MAX = 1L << 30;
    private static final long SPILL_BYTES = 4L << 30;
    private static final long ANSWER_BYTES = 16L << 20;

    /** For a service of this machine's size: a quarter of the memory, at most 1 GB, and every core. */
    public static GraphSettings in(Path folder) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new GraphSettings(
                folder, MEMORY_BYTES_MAX, cores, SPILL_BYTES, Duration.ofSeconds(20), 2 * cores, cores, ANSWER_BYTES);
    }

    /** The same with another bound on a query's time. */
    public GraphSettings withQueryTime(Duration time) {
        return new GraphSettings(
                folder, memoryBytes, threads, spillBytes, time, queriesAtOnce, queriesPerCaller, answerBytes);
    }

    /** The same with another bound on memory. */
    public GraphSettings withMemoryBytes(long bytes) {
        return new GraphSettings(
                folder, bytes, threads, spillBytes, queryTime, queriesAtOnce, queriesPerCaller, answerBytes);
    }
}
