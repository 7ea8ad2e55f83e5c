package io.tidewaiter.catalog;

import io.tidewaiter.catalog.layer.FactsException;
import io.tidewaiter.catalog.layer.LayerFactsCodec;
import io.tidewaiter.catalog.layer.LayerTask;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.scan.LayerReadException;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.sandbox.Cell;
import io.tidewaiter.sandbox.CellException;
import io.tidewaiter.sandbox.CellStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Layers on their way through one cell, as many at a time as it takes, the largest first. */
final class LayerReading {
    private static final int CHUNK_BYTES = 128 * 1024;
    private static final int ANSWER_BUFFER_BYTES = 64 * 1024;

    private final Cell cell;
    private final List<PulledLayer> layers;
    private final Map<Integer, LayerOutcome> outcomes;
    private final CatalogLimits limits;
    private final Queue<PulledLayer> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<PulledLayer> dead = new ConcurrentLinkedQueue<>();

    LayerReading(Cell cell, List<PulledLayer> layers, Map<Integer, LayerOutcome> outcomes, CatalogLimits limits) {
        this.cell = cell;
        this.layers = layers;
        this.outcomes = outcomes;
        this.limits = limits;
        layers.stream()
                .sorted(Comparator.comparingLong(PulledLayer::storedBytes).reversed())
                .forEach(waiting::add);
    }

    List<PulledLayer> run() throws InterruptedException {
        List<Thread> readers = new ArrayList<>();
        for (int i = Math.min(limits.streamsMax(), layers.size()); i > 0; i--) {
            readers.add(Thread.ofVirtual().name("layer-reader-", i).start(this::work));
        }
        try {
            for (Thread reader : readers) {
                reader.join();
            }
        } catch (InterruptedException e) {
            cell.close(); // the readers end with it
            throw e;
        }
        return dead.stream().sorted(Comparator.comparingInt(PulledLayer::index)).toList();
    }

    private void work() {
        for (PulledLayer layer = waiting.poll(); layer != null; layer = waiting.poll()) {
            try {
                outcomes.put(layer.index(), read(layer));
            } catch (CellException e) {
                died(layer, e);
            }
        }
    }

    private void died(PulledLayer layer, CellException e) {
        if (layers.size() > 1) {
            dead.add(layer);
            return;
        }
        boolean limit = switch (e.code()) {
            case OUT_OF_MEMORY, OUT_OF_TIME, CPU_EXCEEDED -> true;
            case UNCONFINABLE, START_FAILED, DIED, PROTOCOL, TASK_FAILED, CLOSED -> false;
        };
        outcomes.put(
                layer.index(),
                LayerOutcome.failed(
                        layer,
                        limit ? CoverageFact.Kind.LIMIT_REACHED : CoverageFact.Kind.CELL_FAILED,
                        String.valueOf(e.getMessage())));
    }

    private LayerOutcome read(PulledLayer layer) throws CellException {
        long stored = layers.stream().mapToLong(PulledLayer::storedBytes).sum();
        CellStream stream = cell.open(new LayerTask(stored, limits.layer()).toBytes());
        Optional<LayerOutcome> broken = send(layer, stream);
        if (broken.isPresent()) {
            return broken.get();
        }
        try (InputStream answer = new BufferedInputStream(stream.answer(), ANSWER_BUFFER_BYTES)) {
            return LayerOutcome.read(layer, LayerFactsCodec.read(answer));
        } catch (FactsException e) {
            return LayerOutcome.failed(
                    layer, CoverageFact.Kind.CELL_FAILED, "the cell's answer is not to be believed: " + e.getMessage());
        } catch (IOException e) {
            if (e instanceof CellException died) {
                throw died;
            }
            return LayerOutcome.failed(
                    layer, CoverageFact.Kind.CELL_FAILED, "the cell's answer could not be read: " + e);
        }
    }

    /** The layer's bytes to the cell; the outcome where the bytes could not be had. */
    private static Optional<LayerOutcome> send(PulledLayer layer, CellStream stream) throws CellException {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream stored = layer.bytes().open()) {
            while (true) {
                int count = stored.read(chunk);
                if (count < 0) {
                    break;
                }
                if (!stream.write(chunk, 0, count)) {
                    stored.transferTo(OutputStream.nullOutputStream()); // to the end: the digest is still to be seen
                    break;
                }
            }
        } catch (CellException e) {
            throw e;
        } catch (LayerReadException e) {
            stream.abort();
            return Optional.of(LayerOutcome.failed(layer, e.kind(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            stream.abort();
            return Optional.of(LayerOutcome.failed(
                    layer, CoverageFact.Kind.LAYER_UNREADABLE, "read layer " + layer.index() + ": " + e));
        }
        stream.end();
        return Optional.empty();
    }
}
