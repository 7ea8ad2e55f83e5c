package io.tidewaiter.catalog;

import io.tidewaiter.catalog.cache.LayerFactsCache.Keeping;
import io.tidewaiter.catalog.layer.FactsBudget;
import io.tidewaiter.catalog.layer.FactsException;
import io.tidewaiter.catalog.layer.LayerFactsCodec;
import io.tidewaiter.catalog.layer.LayerTask;
import io.tidewaiter.catalog.read.LinkedPath;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.sandbox.Cell;
import io.tidewaiter.sandbox.CellException;
import io.tidewaiter.sandbox.CellStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Layers on their way through one cell, as many at a time as it takes, the largest first. */
final class LayerReading {
    private static final int CHUNK_BYTES = 128 * 1024;

    private final Cell cell;
    private final List<PulledLayer> layers;
    private final LayerOutcomes outcomes;
    private final CachedLayers known;
    private final List<LinkedPath> linked;
    private final byte[] task;
    private final Queue<Death> deaths = new ConcurrentLinkedQueue<>();
    private final Queue<PulledLayer> untouched = new ConcurrentLinkedQueue<>();

    /** A layer that was in the cell when it died. */
    record Death(PulledLayer layer, CellException cause) {}

    /**
     * What has no outcome because the cell died.
     *
     * @param suspects any of them may have killed it
     * @param untouched were never in it
     */
    record Rest(List<Death> suspects, List<PulledLayer> untouched) {}

    /** @param linked what lies elsewhere and is read under another name: what layers say then is of this image alone */
    LayerReading(
            Cell cell, List<PulledLayer> layers, LayerOutcomes outcomes, CachedLayers known, List<LinkedPath> linked) {
        this.linked = linked;
        this.cell = cell;
        this.layers = layers;
        this.outcomes = outcomes;
        this.known = known;
        long stored = layers.stream().mapToLong(PulledLayer::storedBytes).sum();
        this.task = new LayerTask(stored, known.limits().layer(), linked).toBytes();
    }

    Rest run() throws InterruptedException {
        List<PulledLayer> largestFirst = layers.stream()
                .sorted(Comparator.comparingLong(PulledLayer::storedBytes).reversed())
                .toList();
        try (LayerThreads readers =
                LayerThreads.start("layer-reader-", largestFirst, known.limits().streamsMax(), this::read)) {
            readers.join();
        } catch (InterruptedException e) {
            cell.close(); // who waited for a source was interrupted
            throw e;
        }
        return new Rest(
                deaths.stream()
                        .sorted(Comparator.comparingInt(death -> death.layer().index()))
                        .toList(),
                untouched.stream()
                        .sorted(Comparator.comparingInt(PulledLayer::index))
                        .toList());
    }

    private void read(PulledLayer layer) {
        CellStream stream;
        try {
            stream = cell.open(task);
        } catch (CellException e) {
            untouched.add(layer);
            return;
        }
        try {
            outcomes.put(layer.index(), outcome(layer, stream));
        } catch (CellException e) {
            deaths.add(new Death(layer, e));
        }
    }

    /** The layer's bytes to the cell, and its answer; a source that breaks makes the answer worthless. */
    private LayerOutcome outcome(PulledLayer layer, CellStream stream) throws CellException {
        try (stream;
                InputStream stored = layer.bytes().open();
                Keeping keeping = known.keep(layer)) {
            boolean whole = send(stored, stream);
            LayerOutcome outcome = answer(layer, stream, keeping.out());
            if (!whole) {
                stored.transferTo(OutputStream.nullOutputStream()); // to the end: the digest is still to be seen
            }
            keep(layer, outcome, keeping);
            return outcome;
        } catch (CellException e) {
            throw e;
        } catch (IOException e) {
            return LayerOutcome.unread(layer, e);
        }
    }

    /** Only what a confined cell said of all the bytes is believed in other scans, too. */
    private void keep(PulledLayer layer, LayerOutcome outcome, Keeping keeping) {
        boolean worth = linked.isEmpty()
                && outcome.usable()
                        .filter(facts -> CachedLayers.worthKeeping(layer, facts))
                        .isPresent();
        if (worth && cell.confinement().confined()) {
            keeping.commit();
        }
    }

    /** False where the cell has seen enough before the end. */
    private static boolean send(InputStream stored, CellStream stream) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int count = stored.read(chunk); count >= 0; count = stored.read(chunk)) {
            if (!stream.write(chunk, 0, count)) {
                return false;
            }
        }
        stream.end();
        return true;
    }

    private static LayerOutcome answer(PulledLayer layer, CellStream stream, OutputStream copy) throws CellException {
        FactsBudget budget = new FactsBudget(FactsBudget.LAYER_BYTES_MAX);
        try (InputStream answer = new CopyingStream(stream.answer(), copy)) {
            return LayerOutcome.read(layer, LayerFactsCodec.read(answer, budget), budget.spent());
        } catch (FactsException e) {
            return e.limit()
                    ? LayerOutcome.failed(layer, CoverageFact.Kind.LIMIT_REACHED, String.valueOf(e.getMessage()))
                    : LayerOutcome.failed(
                            layer,
                            CoverageFact.Kind.CELL_FAILED,
                            "the cell's answer is not to be believed: " + e.getMessage());
        } catch (CellException e) {
            throw e;
        } catch (IOException e) {
            return LayerOutcome.failed(
                    layer, CoverageFact.Kind.CELL_FAILED, "the cell's answer could not be read: " + e);
        }
    }

    /** Copies what is read from it. */
    private static final class CopyingStream extends FilterInputStream {
        private final OutputStream copy;

        private CopyingStream(InputStream in, OutputStream copy) {
            super(in);
            this.copy = copy;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) {
                copy.write(b);
            }
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                copy.write(buffer, offset, count);
            }
            return count;
        }
    }
}
