package io.tidewaiter.catalog;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.layer.LayerFactsCodec;
import io.tidewaiter.catalog.layer.LayerTask;
import io.tidewaiter.sandbox.Cell;
import io.tidewaiter.sandbox.CellStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What a spare cell reads while it waits for an image: a layer that the build made, again and again, until the code that reads
 * layers is compiled. A JVM that has read nothing yet takes a fifth to a tenth more time for an image (ADR 19).
 *
 * @param sample the layer's stored bytes; without it nothing is read
 */
record Rehearsal(Optional<Path> sample) {
    /** Where the sample is, of a process that was started by our launcher. */
    static final String SAMPLE_PROPERTY = "tidewaiter.cell.sample";

    static final Rehearsal NONE = new Rehearsal(Optional.empty());

    private static final int ROUNDS = 20; // the last of them takes a fifth of what the first does
    private static final int PIECE_BYTES = 256 << 10;

    static Rehearsal ofThisProcess() {
        return new Rehearsal(Optional.ofNullable(System.getProperty(SAMPLE_PROPERTY))
                .map(Path::of)
                .filter(Files::isReadable));
    }

    /**
     * Reads the sample, several times.
     *
     * @param over whether an image has come: then no more is sent
     */
    void hold(Cell cell, Limits limits, BooleanSupplier over) throws IOException {
        byte[] layer = sample.isPresent() ? Files.readAllBytes(sample.get()) : new byte[0];
        for (int round = 0; round < ROUNDS && layer.length > 0 && !over.getAsBoolean(); round++) {
            read(cell, layer, limits, over);
        }
    }

    /** Has a cell read a layer of our own; what comes of it is dropped. */
    static void read(Cell cell, byte[] layer, Limits limits, BooleanSupplier over) throws IOException {
        try (CellStream stream = cell.open(new LayerTask(layer.length, limits).toBytes())) {
            for (int at = 0; at < layer.length; at += PIECE_BYTES) {
                if (over.getAsBoolean()) {
                    return;
                }
                stream.write(layer, at, Math.min(PIECE_BYTES, layer.length - at));
            }
            stream.end();
            LayerFactsCodec.read(new BufferedInputStream(stream.answer()));
        }
    }
}
