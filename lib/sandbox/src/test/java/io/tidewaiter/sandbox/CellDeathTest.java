package io.tidewaiter.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidewaiter.sandbox.CellException.Code;
import io.tidewaiter.sandbox.kernel.Offer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a cell ends, and that its end is a result with a name. */
@Timeout(60)
class CellDeathTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @BeforeAll
    static void confined() {
        assumeTrue(Confinement.probe().confined(), () -> Confinement.probe().detail());
    }

    @Test
    void heapPastTheLimit() throws IOException {
        assertThat(death(Cells.config().withMemory(64 << 20, 512 << 20), "heap"))
                .contains("OUT_OF_MEMORY", "heapBytesMax=67108864");
    }

    @Test
    void nativeMemoryPastTheLimit() throws IOException {
        assertThat(death(Cells.config().withMemory(64 << 20, 400 << 20), "native"))
                .contains("OUT_OF_MEMORY", "dataBytesMax=419430400");
    }

    @Test
    void threadsPastTheLimit() throws IOException {
        assertThat(death(Cells.config().withMemory(64 << 20, 400 << 20), "threads"))
                .contains("OUT_OF_MEMORY");
    }

    @Test
    void processorTimePastTheLimit() throws IOException {
        assertThat(death(Cells.config().withTime(Duration.ofSeconds(1), LONG), "spin"))
                .contains("CPU_EXCEEDED", "raise cpuMax");
    }

    @Test
    void wallClockTimePastTheLimit() throws IOException {
        assertThat(death(Cells.config().withTime(LONG, Duration.ofMillis(1500)), "park"))
                .contains("OUT_OF_TIME", "PT1.5S");
    }

    /** A spare cell may wait for an image for days; its time is the image's. */
    @Test
    void wallClockTimeDoesNotBeginWithARehearsal() throws IOException {
        Duration timeMax = Duration.ofSeconds(3);
        StartingCell starting = StartingCell.begin(Cells.config().withTime(LONG, timeMax));
        starting.rehearse(rehearsing -> {
            long end = System.nanoTime() + timeMax.plusMillis(300).toNanos();
            while (System.nanoTime() < end) {
                assertThat(Cells.ask(rehearsing, "urandom")).isEqualTo("done");
            }
        });
        try (Cell cell = starting.proven()) {
            assertThat(Cells.ask(cell, "urandom")).isEqualTo("done");
            assertThat(Cells.ask(cell, "park")).contains("OUT_OF_TIME", "PT3S");
        }
    }

    @Test
    void wallClockTimeBeginsWithAnImageThatWaitsForTheEndOfARehearsal() throws Exception {
        StartingCell starting = StartingCell.begin(
                Cells.config().withTime(LONG, Duration.ofSeconds(3)).withStreams(1, 1 << 20));
        CountDownLatch begun = new CountDownLatch(1);
        Thread rehearsal = Thread.ofPlatform().daemon(true).start(() -> {
            try {
                starting.rehearse(rehearsing -> {
                    try (CellStream stream = rehearsing.open("park".getBytes(StandardCharsets.UTF_8))) {
                        begun.countDown();
                        stream.answer().read();
                    }
                });
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("PT3S");
            }
        });
        begun.await();
        try (Cell cell = starting.proven()) {
            FutureTask<String> image = new FutureTask<>(() -> Cells.ask(cell, "urandom"));
            Thread.ofPlatform().daemon(true).start(image);
            assertThat(catchThrowableOfType(ExecutionException.class, () -> image.get(20, TimeUnit.SECONDS)))
                    .hasMessageContaining("PT3S");
            rehearsal.join();
        }
    }

    @Test
    void exitByTheTask() throws IOException {
        assertThat(death(Cells.config(), "exit 42")).contains("DIED", "exit status 42");
    }

    @Test
    void garbageOnStdout() throws IOException {
        assertThat(death(Cells.config(), "garbage")).contains("PROTOCOL", "unknown type 79");
    }

    @Test
    void killedFromOutside() throws Exception {
        try (Cell cell = Cell.start(Cells.config())) {
            CellStream stream = cell.open("echo".getBytes(StandardCharsets.UTF_8));
            CellStream other = cell.open("park".getBytes(StandardCharsets.UTF_8));
            CompletableFuture<CellException> opening = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(CellException.class, () -> cell.open(new byte[0])));
            assertThat(ProcessHandle.of(cell.pid()).orElseThrow().destroyForcibly())
                    .isTrue();
            for (CellException e : List.of(
                    opening.get(),
                    catchThrowableOfType(
                            CellException.class, () -> stream.answer().read()),
                    catchThrowableOfType(CellException.class, () -> writeMuch(other)),
                    catchThrowableOfType(CellException.class, () -> cell.open(new byte[0])))) {
                assertThat(e.code()).isEqualTo(Code.DIED);
                assertThat(e).hasMessageContaining("signal 9");
            }
            assertThat(ProcessHandle.of(cell.pid())).isEmpty(); // no zombie
        }
    }

    @Test
    void closedByUs() throws IOException {
        Cell cell = Cell.start(Cells.config());
        CellStream stream = cell.open("park".getBytes(StandardCharsets.UTF_8));
        cell.close();
        cell.close();
        CellException e =
                catchThrowableOfType(CellException.class, () -> stream.answer().read());
        assertThat(e.code()).isEqualTo(Code.CLOSED);
        assertThat(ProcessHandle.of(cell.pid())).isEmpty();
    }

    @Test
    void mainClassThatIsNotThere() {
        CellConfig config = Cells.config();
        CellException e = catchThrowableOfType(
                CellException.class,
                () -> Cell.start(CellConfig.defaults(config.classPath(), "io.tidewaiter.NoSuchClass")));
        assertThat(e.code()).isEqualTo(Code.START_FAILED);
        assertThat(e).hasMessageContaining("NoSuchClass");
    }

    @Test
    void classPathThatIsNotThere() {
        CellException e = catchThrowableOfType(
                CellException.class,
                () -> Cell.start(CellConfig.defaults(List.of(Path.of("/nowhere")), CellActor.class.getName())));
        assertThat(e.code()).isEqualTo(Code.START_FAILED);
    }

    @Test
    void whereTheSystemCannotConfine() throws IOException {
        Offer none = Offer.none("Plan 9 has no Landlock");
        CellException e = catchThrowableOfType(CellException.class, () -> Cell.start(insisting(), none));
        assertThat(e.code()).isEqualTo(Code.UNCONFINABLE);
        assertThat(e).hasMessageContaining("Plan 9 has no Landlock").hasMessageContaining("allow unconfined");
        try (Cell cell = Cell.start(Cells.config(), none)) {
            assertThat(cell.confinement().confined()).isFalse();
            assertThat(cell.confinement().detail()).contains("without Landlock and seccomp");
            assertThat(Cells.ask(cell, "environment")).isEqualTo("{} in /");
            assertThat(Cells.ask(cell, "exit 7")).contains("DIED", "exit status 7");
        }
    }

    private static CellConfig insisting() {
        return Cells.config().withUnconfinedAllowed(false);
    }

    private static String death(CellConfig config, String command) throws IOException {
        try (Cell cell = Cell.start(config)) {
            assertThat(cell.confinement().confined()).isTrue();
            String answer = Cells.ask(cell, command);
            CellException e = catchThrowableOfType(CellException.class, () -> cell.open(new byte[0]));
            assertThat(answer).startsWith(e.code() + " cell stream 1: ");
            return answer;
        }
    }

    private static void writeMuch(CellStream stream) throws CellException {
        byte[] bytes = new byte[100_000];
        while (stream.write(bytes, 0, bytes.length)) {
            // until it throws
        }
    }
}
