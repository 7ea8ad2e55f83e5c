package io.tidewaiter.bench.match;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link MatchBenchmark} in a JVM of its own. */
public final class MatchPackages {
    private static final int WARM_UPS = 20;

    private MatchPackages() {}

    /** Arguments: the database, the release ({@code Debian:12}), how many packages, how many rounds of a second each. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include("\\b" + MatchBenchmark.class.getSimpleName() + "\\b")
                        .mode(Mode.SampleTime)
                        .timeUnit(TimeUnit.MILLISECONDS)
                        .param("database", arguments[0])
                        .param("release", arguments[1])
                        .param("packages", arguments[2])
                        .warmupIterations(WARM_UPS)
                        .measurementIterations(Integer.parseInt(arguments[3]))
                        .warmupTime(TimeValue.seconds(1))
                        .measurementTime(TimeValue.seconds(1))
                        .forks(1)
                        .build())
                .run();
    }
}
