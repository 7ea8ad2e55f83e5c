package io.tidewaiter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.sandbox.Cell;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Cells that were started before anybody knew what for: the image gets that very one, and none is left behind. */
class SpareCellsTest {
    private static final CatalogLimits LIMITS =
            CatalogLimits.standard().withAllowUnconfined(true).withTimeMax(Duration.ofSeconds(50));
    private final CellProgram program = CellProgram.ofThisProcess().quick();

    private SpareCell started() throws Exception {
        SpareCell early = new SpareCell(program, LIMITS);
        early.start();
        early.await(); // one that is ended before it proved itself has no more to say
        return early;
    }

    @Test
    void aCellThatWasStartedEarlyIsTheOneThatAnImageGets() throws Exception {
        SpareCell early = started();
        try (SpareCells cells = new SpareCells(program, LIMITS)) {
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
        try (SpareCells cells = new SpareCells(program, asked)) {
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
        try (SpareCells cells = new SpareCells(program, LIMITS)) {
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
        try (SpareCells cells = new SpareCells(program, LIMITS, none)) {
            cells.prepare();
            try (Cell taken = cells.take(Duration.ofSeconds(50))) {
                assertThat(taken.pid()).isPositive();
            }
            cells.prepare();
        }
    }

    private static void assertEnds(Cell cell) throws Exception {
        ProcessHandle.of(cell.pid())
                .map(ProcessHandle::onExit)
                .orElse(CompletableFuture.completedFuture(null))
                .get(20, TimeUnit.SECONDS);
        assertThat(ProcessHandle.of(cell.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
