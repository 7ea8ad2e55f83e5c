package io.tidewaiter.catalog.cell;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.layer.LayerScan;
import io.tidewaiter.catalog.layer.LayerTask;
import io.tidewaiter.sandbox.CellHost;
import io.tidewaiter.sandbox.CellTask;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The main class of the cell: takes the stored bytes of layers, answers their facts. */
public final class CatalogCell {
    private CatalogCell() {}

    /** Serves until the parent closes the pipe. */
    public static void main(String[] arguments) {
        CellHost.serve(new Layers(), arguments);
    }

    /** What the cell does with a stream: one layer. */
    static final class Layers implements CellTask {
        /**
         * What every layer needs is made ready beside the proof of the confinement: both take some 20 ms of a young JVM, and
         * the parent waits. Inflate and zstd engines are linked by the first layer that needs them: they lie in folders that
         * the cell may read, and most images are too small for them to pay.
         */
        @Override
        public void warmUp() {
            Thread.ofPlatform().name("warm-up").daemon(true).start(Layers::readNothing);
        }

        private static void readNothing() {
            byte[] empty = new byte[1024];
            try {
                new LayerScan(Catalogers.ALL, Limits.standard())
                        .run(new ByteArrayInputStream(empty), empty.length, OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e); // memory does not fail
            }
        }

        @Override
        public void run(byte[] header, InputStream in, OutputStream answer) throws IOException {
            LayerTask task = LayerTask.read(header);
            new LayerScan(Catalogers.ALL, task.limits(), task.linked()).run(in, task.expectedBytes(), answer);
        }
    }
}
