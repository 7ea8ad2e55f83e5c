package io.tidewaiter.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.sandbox.Cell;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells that were started before anybody knew what for: the image gets that very one, and none is left behind. */
class SpareCellsTest {
    private static final CatalogLimits LIMITS =
            CatalogLimits.standard().withAllowUnconfined(true).withTimeMax(Duration.ofSeconds(50));
    private static final byte[] LAYER = layer();
    private final CellProgram program = CellProgram.ofThisProcess().quick();

    private SpareCell started() throws Exception {
        SpareCell early = new SpareCell(program, LIMITS, Rehearsal.NONE);
        early.start();
        early.await(); // one that is ended before it proved itself has no more to say
        return early;
    }

    @Test
    void aCellThatWasStartedEarlyIsTheOneThatAnImageGets() throws Exception {
        SpareCell early = started();
        try (SpareCells cells = new SpareCells(program, LIMITS, Rehearsal.NONE)) {
            cells.adopt(early);
            cells.prepare(); // there is one already
            try (Cell taken = cells.take(Duration.ofSeconds(50))) {
                assertThat(taken).isSameAs(early.await());
            }
        }
    }

    @Test
    void aCellOfOtherLimitsIsEndedAndAnotherOneStarts() throws Exception {
        SpareCell early = started();
        CatalogLimits asked = LIMITS.withTimeMax(Duration.ofSeconds(40));
        try (SpareCells cells = new SpareCells(program, asked, Rehearsal.NONE)) {
            cells.adopt(early);
            assertEnds(early.await());
            try (Cell taken = cells.take(Duration.ofSeconds(40))) {
                assertThat(taken).isNotSameAs(early.await());
            }
        }
    }

    @Test
    void aSecondEarlyCellIsEndedAndSoIsOneThatNobodyTook() throws Exception {
        SpareCell first = started();
        SpareCell second = started();
        try (SpareCells cells = new SpareCells(program, LIMITS, Rehearsal.NONE)) {
            cells.adopt(first);
            cells.adopt(second);
            assertEnds(second.await());
            assertThat(ProcessHandle.of(first.await().pid())).isPresent();
        }
        assertEnds(first.await());
    }

    @Test
    void whereTheSystemGivesNoThreadNobodyWaitsForASpareCell() throws Exception {
        ThreadFactory none = work -> new Thread(work) {
            @Override
            public void start() {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };
        try (SpareCells cells = new SpareCells(program, LIMITS, Rehearsal.NONE, none)) {
            cells.prepare();
            try (Cell taken = cells.take(Duration.ofSeconds(50))) {
                assertThat(taken.pid()).isPositive();
            }
            cells.prepare();
        }
    }

    @Test
    void aCellThatRehearsedServesTheImage(@TempDir Path folder) throws Exception {
        Rehearsal rehearsal = new Rehearsal(Optional.of(Files.write(folder.resolve("sample"), LAYER)));
        SpareCell early = new SpareCell(program, LIMITS, rehearsal);
        early.start();
        try (Cell cell = early.await()) {
            assertThat(cell.open(new byte[0]).number()).isEqualTo(21); // twenty times it has read the sample
        }
    }

    @Test
    void anImageDoesNotWaitForTheEndOfARehearsal(@TempDir Path folder) throws Exception {
        Rehearsal rehearsal = new Rehearsal(Optional.of(Files.write(folder.resolve("sample"), LAYER)));
        AtomicInteger asked = new AtomicInteger();
        try (Cell cell = Cell.start(program.config(LIMITS))) {
            rehearsal.hold(cell, LIMITS.layer(), () -> asked.incrementAndGet() > 4); // in the middle of a layer
            assertThat(asked).hasValueLessThan(8);
            Rehearsal.read(cell, LAYER, LIMITS.layer(), () -> false);
        }
    }

    /** A folder is no sample. */
    @Test
    void aRehearsalThatFailsCostsNothing(@TempDir Path folder) throws Exception {
        SpareCell early = new SpareCell(program, LIMITS, new Rehearsal(Optional.of(folder)));
        early.start();
        try (Cell cell = early.await()) {
            Rehearsal.read(cell, LAYER, LIMITS.layer(), () -> false);
        }
    }

    @Test
    void anImageIsReadWhileTheRehearsalEnds(@TempDir Path folder) throws Exception {
        Rehearsal rehearsal = new Rehearsal(Optional.of(Files.write(folder.resolve("sample"), LAYER)));
        try (SpareCells cells = new SpareCells(program, LIMITS, rehearsal)) {
            cells.prepare();
            try (Cell taken = cells.take(Duration.ofSeconds(50))) {
                Rehearsal.read(taken, LAYER, LIMITS.layer(), () -> false);
            }
        }
    }

    @Test
    void aCellThatDiedWhileItWaitedIsNotTaken() throws Exception {
        SpareCell early = started();
        Cell dead = early.await();
        ProcessHandle.of(dead.pid()).orElseThrow().destroyForcibly();
        dead.close(); // returns when its end has been seen
        try (SpareCells cells = new SpareCells(program, LIMITS, Rehearsal.NONE)) {
            cells.adopt(early);
            try (Cell taken = cells.take(Duration.ofSeconds(50))) {
                Rehearsal.read(taken, LAYER, LIMITS.layer(), () -> false);
            }
        }
    }

    @Test
    void aCellThatIsBornAfterItsTakerWasInterruptedIsEnded() {
        SpareCell early = new SpareCell(program, LIMITS, Rehearsal.NONE);
        Thread.currentThread().interrupt();
        assertThatThrownBy(early::await).isInstanceOf(InterruptedException.class);
        early.start();
        assertThatThrownBy(early::await).hasMessageContaining("the cell was closed");
    }

    /** Of 1 MB as it is stored: more than one piece. */
    private static byte[] layer() {
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        return TestImage.gzip(new TarBuilder().file("opt/data", noise).build());
    }

    private static void assertEnds(Cell cell) throws Exception {
        ProcessHandle.of(cell.pid())
                .map(ProcessHandle::onExit)
                .orElse(CompletableFuture.completedFuture(null))
                .get(20, TimeUnit.SECONDS);
        assertThat(ProcessHandle.of(cell.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
