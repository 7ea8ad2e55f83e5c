package io.tidewaiter.store;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Appends events to a state for as long as it lives and prints the number of each one that was acknowledged. */
final class AppendingProcess {
    private AppendingProcess() {}

    static byte[] body(long count) {
        return ("event " + count + " " + "x".repeat(200)).getBytes(StandardCharsets.UTF_8);
    }

    public static void main(String[] arguments) {
        State state = State.open(Path.of(arguments[0]), Clock.systemUTC());
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (int thread = 0; thread < 4; thread++) {
            long first = thread * 1_000_000_000L;
            Thread.ofPlatform().start(() -> append(state, first, out));
        }
    }

    private static void append(State state, long first, PrintStream out) {
        for (long count = first; ; count++) {
            long id = state.intakeLog().append(Samples.REGISTRY, "test", body(count));
            if (count % 5 == 0) {
                state.intakeLog().done(id, List.of(Samples.request("r" + count, "1", 1)), List.of(), "");
            }
            out.print(id + " " + count + "\n");
            out.flush();
        }
    }
}
