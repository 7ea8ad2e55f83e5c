package io.tidewaiter.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Cells for tests, with {@link CellActor} inside. */
final class Cells {
    private Cells() {}

    /** Confined where this machine can; the tests of confinement itself insist. */
    static CellConfig config() {
        return CellConfig.defaults(CellConfig.ownClassPath(), CellActor.class.getName())
                .withUnconfinedAllowed(true);
    }

    /** What the task makes of {@code command} without input: its answer, or the code and message of its failure. */
    static String ask(Cell cell, String command) throws IOException {
        CellStream stream = cell.open(command.getBytes(StandardCharsets.UTF_8));
        try {
            stream.end();
            return text(stream);
        } catch (CellException e) {
            return e.code() + " " + e.getMessage();
        }
    }

    static String text(CellStream stream) throws IOException {
        return new String(stream.answer().readAllBytes(), StandardCharsets.UTF_8);
    }
}
