package io.tidewaiter.catalog;

import io.tidewaiter.catalog.cell.Catalogers;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.merge.MergedImage;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.LinkedPath;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.sandbox.Cell;
import io.tidewaiter.sandbox.CellException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One image on its way through as many cells as it takes.
 *
 * <p>When a cell dies, every layer that was in it is suspect; each suspect is then read in a cell of its own, and the one
 * whose cell dies again is the culprit: its death is a coverage fact. The layers that had not been in the dead cell are
 * read together in the next one. All cells of an image share its time.
 */
final class ImageReading {
    private static final long FACT_BYTES_MAX = 512L << 20;
    private static final int FRUITLESS_MAX = 3;

    private final SpareCells cells;
    private final CatalogLimits limits;
    private final CachedLayers known;
    private final PulledImage image;
    private LayerOutcomes outcomes = new LayerOutcomes(FACT_BYTES_MAX);
    private List<LinkedPath> linked = List.of();
    private final List<CoverageFact> facts;
    private final long deadlineNanos;
    private @Nullable Cell killed; // it takes the system milliseconds to take it apart, in which we merge

    ImageReading(SpareCells cells, CachedLayers known, PulledImage image) {
        this.cells = cells;
        this.known = known;
        this.limits = known.limits();
        this.deadlineNanos = System.nanoTime() + limits.timeMax().toNanos();
        this.image = image;
        this.facts = new ArrayList<>(image.facts());
    }

    Inventory inventory() throws InterruptedException {
        Inventory inventory;
        try {
            inventory = readAndMerged();
        } catch (RuntimeException | InterruptedException e) {
            try {
                closeKilled();
            } catch (IllegalStateException undead) {
                e.addSuppressed(undead);
            }
            throw e;
        }
        closeKilled();
        return inventory;
    }

    private static boolean isWanted(String path) {
        FileEntry file = new FileEntry(path, 1, 0644);
        return Catalogers.ALL.stream().anyMatch(one -> one.wants(file));
    }

    private Inventory readAndMerged() throws InterruptedException {
        List<PulledLayer> unknown = known.settle(image.layers(), outcomes);
        List<PulledLayer> settled = image.layers().stream()
                .filter(layer -> !unknown.contains(layer))
                .toList();
        Queue<LayerOutcome> unread = new ConcurrentLinkedQueue<>();
        Inventory inventory;
        // The bytes of layers whose facts are known are digested beside the merge, which takes them for what they are.
        try (LayerThreads verified = known.verify(settled, unread::add)) {
            readAll(unknown);
            inventory = merged();
            verified.join();
        }
        unread.forEach(outcome -> outcomes.put(outcome.layer().index(), outcome));
        return unread.isEmpty() ? inventory : merged();
    }

    private void readAnew(List<LinkedPath> names) throws InterruptedException {
        linked = names;
        outcomes = new LayerOutcomes(FACT_BYTES_MAX);
        readAll(image.layers());
    }

    private Inventory merged() throws InterruptedException {
        MergedImage merged = MergedImage.of(read());
        List<LinkedPath> names = merged.unreadDatabases(ImageReading::isWanted);
        if (!names.isEmpty()) {
            readAnew(names);
            merged = MergedImage.of(read());
        }
        List<LayerRecord> records = new ArrayList<>();
        List<CoverageFact> told = new ArrayList<>(facts);
        for (PulledLayer layer : image.layers()) {
            LayerOutcome outcome = outcomes.of(layer.index());
            records.add(outcome.layer());
            told.addAll(outcome.facts());
        }
        return WindowsSystem.told(image.identity().platform(), merged.inventory(CatalogVersion.CURRENT, records, told));
    }

    private List<Optional<LayerFacts>> read() {
        List<Optional<LayerFacts>> read = new ArrayList<>();
        for (PulledLayer layer : image.layers()) {
            while (read.size() < layer.index()) {
                read.add(Optional.empty()); // a foreign layer that nobody holds: a fact of the pull says so
            }
            read.add(outcomes.of(layer.index()).usable());
        }
        return read;
    }

    private void readAll(List<PulledLayer> all) throws InterruptedException {
        List<PulledLayer> pending = all;
        int fruitless = 0;
        while (!pending.isEmpty()) {
            LayerReading.Rest rest = readTogether(pending);
            for (LayerReading.Death death : rest.suspects()) {
                if (pending.size() == 1 && kind(death) == CoverageFact.Kind.LIMIT_REACHED) {
                    outcomes.put(death.layer().index(), died(death)); // it would be the same again
                } else {
                    suspect(death);
                }
            }
            fruitless = rest.untouched().size() == pending.size() ? fruitless + 1 : 0;
            if (fruitless > FRUITLESS_MAX) {
                throw new CatalogException(
                        "start cells for the image's layers: each died before it was given one", null);
            }
            pending = rest.untouched();
        }
    }

    /** Reads a layer alone; a second death over it is its outcome. */
    private void suspect(LayerReading.Death first) throws InterruptedException {
        PulledLayer layer = first.layer();
        LayerReading.Rest rest = readTogether(List.of(layer));
        rest.suspects().forEach(second -> outcomes.put(layer.index(), died(second)));
        rest.untouched().forEach(_ -> outcomes.put(layer.index(), died(first)));
    }

    private LayerOutcome died(LayerReading.Death death) {
        String detail = death.cause().code() == CellException.Code.OUT_OF_TIME
                ? "the image's time of " + limits.timeMax() + " was over while the layer was read"
                : String.valueOf(death.cause().getMessage());
        return LayerOutcome.failed(death.layer(), kind(death), detail);
    }

    private static CoverageFact.Kind kind(LayerReading.Death death) {
        return switch (death.cause().code()) {
            case OUT_OF_MEMORY, OUT_OF_TIME, CPU_EXCEEDED -> CoverageFact.Kind.LIMIT_REACHED;
            case UNCONFINABLE, START_FAILED, DIED, PROTOCOL, TASK_FAILED, CLOSED -> CoverageFact.Kind.CELL_FAILED;
        };
    }

    /** Reads layers in one cell, as far as it and the image's time go. */
    private LayerReading.Rest readTogether(List<PulledLayer> layers) throws InterruptedException {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            return timeIsOver(layers);
        }
        closeKilled();
        try {
            return read(cells.take(Duration.ofNanos(left)), layers);
        } catch (CellException e) {
            if (System.nanoTime() - deadlineNanos >= 0) {
                return timeIsOver(layers); // too little was left for a cell to start
            }
            throw new CatalogException(String.valueOf(e.getMessage()), e);
        }
    }

    private LayerReading.Rest read(Cell cell, List<PulledLayer> layers) throws InterruptedException {
        killed = cell;
        try {
            if (!cell.confinement().confined()) {
                CoverageFact unconfined = new CoverageFact(
                        CoverageFact.Kind.UNCONFINED, "", -1, cell.confinement().detail());
                facts.remove(unconfined);
                facts.add(unconfined);
            }
            return new LayerReading(cell, layers, outcomes, known, linked).run();
        } finally {
            cell.kill();
        }
    }

    private void closeKilled() {
        Cell cell = killed;
        killed = null;
        if (cell != null) {
            cell.close();
        }
    }

    private LayerReading.Rest timeIsOver(List<PulledLayer> layers) {
        for (PulledLayer layer : layers) {
            outcomes.put(
                    layer.index(),
                    LayerOutcome.failed(
                            layer,
                            CoverageFact.Kind.LIMIT_REACHED,
                            "the image's time of " + limits.timeMax() + " was over before the layer was read"));
        }
        return new LayerReading.Rest(List.of(), List.of());
    }
}
