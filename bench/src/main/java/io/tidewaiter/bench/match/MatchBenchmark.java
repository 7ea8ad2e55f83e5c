package io.tidewaiter.bench.match;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.match.Matcher;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.match.MatchResult;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Opens an advisory database; and matches the packages of an image with one that was opened for it just then, so that
 * nothing is known from the time before.
 *
 * <p>JMH measures by the clock, which is no measure where others use the processor, so the processor's time of the
 * matching thread is printed beside it.
 */
public class MatchBenchmark {
    /** The database, the image, and the processor's time of what was matched in one iteration. */
    @State(Scope.Thread)
    public static class Image {
        private static final int TIMES_MAX = 100_000;

        @Param("osv.db")
        public String database = "";

        @Param("Debian:12")
        public String release = "";

        @Param("400")
        public int packages;

        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final double[] times = new double[TIMES_MAX];
        private int timed;
        private int matches;
        private Inventory inventory = DrawnImage.NONE;

        /** Draws the packages. */
        @Setup(Level.Trial)
        public void draw() {
            inventory = new DrawnImage(Path.of(database), release).inventory(packages);
        }

        private MatchResult match(AdvisoryDb db) {
            long before = threads.getCurrentThreadCpuTime();
            MatchResult result = new Matcher(db).match(inventory);
            times[timed++ % TIMES_MAX] = (threads.getCurrentThreadCpuTime() - before) / 1e6;
            matches = result.matches().size();
            return result;
        }

        /** Says what the processor took. */
        @TearDown(Level.Iteration)
        public void print() {
            if (timed > 0) {
                double[] sorted = Arrays.copyOf(times, Math.min(timed, TIMES_MAX));
                Arrays.sort(sorted);
                System.out.printf(
                        Locale.ROOT,
                        "%d matches, processor min %.2f, p50 %.2f, mean %.2f ms; ",
                        matches,
                        sorted[0],
                        sorted[sorted.length / 2],
                        DoubleStream.of(sorted).average().orElse(0));
            }
            timed = 0;
        }
    }

    /** A database that was opened for one invocation: long ones, as JMH asks for where such a state is used. */
    @State(Scope.Thread)
    public static class Opened {
        private @Nullable AdvisoryDb db;

        /** Opens it. */
        @Setup(Level.Invocation)
        @SuppressWarnings("MustBeClosedChecker")
        public void open(Image image) {
            db = AdvisoryDb.open(Path.of(image.database));
        }

        /** Closes it. */
        @TearDown(Level.Invocation)
        public void close() {
            Objects.requireNonNull(db).close();
        }
    }

    /** What a scan does with the database before it asks it. */
    @Benchmark
    public void opening(Image image, Blackhole hole) {
        try (AdvisoryDb db = AdvisoryDb.open(Path.of(image.database))) {
            hole.consume(db.facts());
        }
    }

    /** What a scan does after it. */
    @Benchmark
    public MatchResult matching(Image image, Opened opened) {
        return image.match(Objects.requireNonNull(opened.db));
    }
}
