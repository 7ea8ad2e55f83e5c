package io.tidewaiter.fuzz;

import java.io.IOException;
import java.util.List;

/** Where Jazzer enters; the property {@code tidewaiter.fuzz} names the target. */
public final class Fuzz {
    private static final Target TARGET = Target.of(System.getProperty("tidewaiter.fuzz", "tar"));

    private Fuzz() {}

    /**
     * Runs the seeds once before the fuzzer's clock is started: the first input would else be charged with loading and
     * instrumenting every class of the target, and on a busy machine would be taken for one that hangs.
     */
    public static void fuzzerInitialize() throws IOException {
        int broken = broken(TARGET.check(), Seeds.of(TARGET));
        System.err.println("fuzz: " + TARGET.name() + " is loaded; seeds that break its promise: " + broken);
    }

    /**
     * How many seeds break the promise, in whatever way: what is thrown here would end the fuzzer without an input to
     * show for it. The run over the corpus meets the same seed, and names and keeps it.
     */
    static int broken(Target.Check check, List<byte[]> seeds) {
        int broken = 0;
        for (byte[] seed : seeds) {
            try {
                check.run(seed);
            } catch (Exception | Error e) {
                broken++;
            }
        }
        return broken;
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TARGET.check().run(input);
    }
}
