package io.tidewaiter.fuzz;

import java.io.IOException;

/** Where Jazzer enters; the property {@code tidewaiter.fuzz} names the target. */
public final class Fuzz {
    private static final Target TARGET = Target.of(System.getProperty("tidewaiter.fuzz", "tar"));

    private Fuzz() {}

    /**
     * Runs the seeds once before the fuzzer's clock is started: the first input would else be charged with loading and
     * instrumenting every class of the target, and on a busy machine would be taken for one that hangs. A seed that
     * breaks the promise is left for the run over the corpus to report, which names and keeps it.
     */
    public static void fuzzerInitialize() throws IOException {
        int broken = 0;
        for (byte[] seed : Seeds.of(TARGET)) {
            try {
                TARGET.check().run(seed);
            } catch (Exception | LinkageError | StackOverflowError e) {
                broken++;
            }
        }
        System.err.println("fuzz: " + TARGET.name() + " is loaded; seeds that break its promise: " + broken);
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TARGET.check().run(input);
    }
}
