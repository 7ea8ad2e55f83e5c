package io.tidewaiter.catalog;

import io.tidewaiter.catalog.cell.LayerTask;
import io.tidewaiter.catalog.layer.FactsException;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.layer.LayerFactsCodec;
import io.tidewaiter.catalog.merge.InventoryBuilder;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.scan.LayerReadException;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.sandbox.Cell;
import io.tidewaiter.sandbox.CellConfig;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The parent's side of cataloging: starts a cell, streams the stored bytes of the layers to it, believes nothing of what
 * comes back before it is checked, and merges.
 *
 * <p>When a cell dies, every layer that was in it is suspect; each suspect is then read in a cell of its own, and the one
 * whose cell dies again is the culprit: its death is a coverage fact, the other layers are read.
 */
public final class ImageCataloger {
    private static final int CHUNK_BYTES = 128 * 1024;
    private static final long ANSWER_BYTES_MAX = 512L << 20;
    private static final int ANSWER_BUFFER_BYTES = 64 * 1024;
    private static final String MAIN = "io.tidewaiter.catalog.cell.CatalogCell";

    private final CellProgram program;
    private final CatalogLimits limits;

    public ImageCataloger(CellProgram program, CatalogLimits limits) {
        this.program = program;
        this.limits = limits;
    }

    /**
     * Reads an image.
     *
     * @throws CatalogException where no cell can be had; whatever the image holds is in the inventory's coverage
     */
    public Inventory catalog(PulledImage image) throws InterruptedException {
        Map<Integer, LayerOutcome> outcomes = new ConcurrentHashMap<>();
        List<CoverageFact> facts = new ArrayList<>(image.facts());
        List<PulledLayer> suspects = readTogether(image.layers(), outcomes, facts);
        for (PulledLayer suspect : suspects) {
            List<PulledLayer> dead = readTogether(List.of(suspect), outcomes, facts);
            for (PulledLayer layer : dead) {
                outcomes.putIfAbsent(
                        layer.index(),
                        LayerOutcome.failed(layer, CoverageFact.Kind.CELL_FAILED, "the cell died twice over it"));
            }
        }
        return inventory(image, outcomes, facts);
    }

    private static Inventory inventory(
            PulledImage image, Map<Integer, LayerOutcome> outcomes, List<CoverageFact> facts) {
        List<LayerRecord> records = new ArrayList<>();
        List<Optional<LayerFacts>> read = new ArrayList<>();
        for (PulledLayer layer : image.layers()) {
            while (read.size() < layer.index()) {
                read.add(Optional.empty()); // a foreign layer that nobody holds: a fact of the pull says so
            }
            LayerOutcome outcome = outcomes.get(layer.index());
            if (outcome == null) {
                throw new IllegalStateException("every layer has an outcome: " + layer.index());
            }
            records.add(outcome.layer());
            read.add(outcome.usable());
            facts.addAll(outcome.facts());
        }
        return InventoryBuilder.build(CatalogVersion.CURRENT, records, read, facts);
    }

    /**
     * Reads layers in one cell.
     *
     * @return the layers that were in it when it died, to be read again one by one; of a single layer the death is its
     *     outcome
     */
    private List<PulledLayer> readTogether(
            List<PulledLayer> layers, Map<Integer, LayerOutcome> outcomes, List<CoverageFact> facts)
            throws InterruptedException {
        if (layers.isEmpty()) {
            return List.of();
        }
        List<PulledLayer> suspects;
        try (Cell cell = Cell.start(config())) {
            if (!cell.confinement().confined()) {
                CoverageFact unconfined = new CoverageFact(
                        CoverageFact.Kind.UNCONFINED, "", -1, cell.confinement().detail());
                facts.remove(unconfined);
                facts.add(unconfined);
            }
            suspects = new Reading(cell, layers, outcomes, limits).run();
        } catch (CellException e) {
            throw new CatalogException(String.valueOf(e.getMessage()), e);
        }
        return suspects;
    }

    private CellConfig config() {
        CellConfig config = CellConfig.defaults(program.classPath(), MAIN)
                .withMemory(limits.heapBytesMax(), limits.dataBytesMax())
                .withTime(limits.cpuMax(), limits.timeMax())
                .withStreams(limits.streamsMax(), ANSWER_BYTES_MAX)
                .withUnconfinedAllowed(limits.allowUnconfined())
                .withReadable(program.readable(), program.options());
        return program.aotCache().map(config::withAotCache).orElse(config);
    }

    /** Layers on their way through one cell, as many at a time as it takes, the largest first. */
    private static final class Reading {
        private final Cell cell;
        private final List<PulledLayer> layers;
        private final Map<Integer, LayerOutcome> outcomes;
        private final CatalogLimits limits;
        private final Queue<PulledLayer> waiting = new ConcurrentLinkedQueue<>();
        private final Queue<PulledLayer> dead = new ConcurrentLinkedQueue<>();

        Reading(Cell cell, List<PulledLayer> layers, Map<Integer, LayerOutcome> outcomes, CatalogLimits limits) {
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
            return dead.stream()
                    .sorted(Comparator.comparingInt(PulledLayer::index))
                    .toList();
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
                        layer,
                        CoverageFact.Kind.CELL_FAILED,
                        "the cell's answer is not to be believed: " + e.getMessage());
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
                        stored.transferTo(
                                OutputStream.nullOutputStream()); // to the end: the digest is still to be seen
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
}
