package io.tidewaiter.fuzz;

/** Where Jazzer enters; the property {@code tidewaiter.fuzz} names the target. */
public final class Fuzz {
    private static final Target TARGET = Target.of(System.getProperty("tidewaiter.fuzz", "tar"));

    private Fuzz() {}

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TARGET.check().run(input);
    }
}
