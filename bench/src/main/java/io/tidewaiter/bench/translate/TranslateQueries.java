package io.tidewaiter.bench.translate;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link TranslateBenchmark} in a JVM of its own. */
public final class TranslateQueries {
    private static final int WARM_UPS = 10;

    private TranslateQueries() {}

    /** Arguments: the file with queries; how many rounds of a second each. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include("\\b" + TranslateBenchmark.class.getSimpleName() + "\\b")
                        .mode(Mode.SampleTime)
                        .timeUnit(TimeUnit.MILLISECONDS)
                        .param("file", arguments[0])
                        .warmupIterations(WARM_UPS)
                        .measurementIterations(Integer.parseInt(arguments[1]))
                        .warmupTime(TimeValue.seconds(1))
                        .measurementTime(TimeValue.seconds(1))
                        .forks(1)
                        .build())
                .run();
    }
}
