package io.tidewaiter.catalog.cell;

import io.tidewaiter.archive.decode.Decoder;
import io.tidewaiter.catalog.layer.LayerScan;
import io.tidewaiter.catalog.layer.LayerTask;
import io.tidewaiter.sandbox.CellHost;
import io.tidewaiter.sandbox.CellTask;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The main class of the cell: takes the stored bytes of layers, answers their facts. */
public final class CatalogCell {
    private CatalogCell() {}

    /** Serves until the parent closes the pipe. */
    public static void main(String[] arguments) {
        CellHost.serve(new Layers(), arguments);
    }

    /** What the cell does with a stream: one layer. */
    static final class Layers implements CellTask {
        private static final long LARGE_BYTES = 1L << 30;

        /** Native libraries and whatever else lies in files has to be loaded before the doors close. */
        @Override
        public void warmUp() {
            Decoder.warmUp(LARGE_BYTES);
        }

        @Override
        public void run(byte[] header, InputStream in, OutputStream answer) throws IOException {
            LayerTask task = LayerTask.read(header);
            new LayerScan(Catalogers.ALL, task.limits()).run(in, task.expectedBytes(), answer);
        }
    }
}
