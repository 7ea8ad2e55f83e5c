package io.tidewaiter.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidewaiter.sandbox.CellException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams through one living cell: whatever a task does to its stream, the cell serves the next. */
@Timeout(60)
class CellTest {
    private static Cell cell;

    @BeforeAll
    static void start() throws CellException {
        cell = Cell.start(Cells.config().withStreams(3, 64 << 20));
    }

    @AfterAll
    static void stop() {
        cell.close();
    }

    @Test
    void echoesOnOneThreadWhatFitsTheWindows() throws IOException {
        byte[] bytes = noise(1, 3_000_000);
        try (CellStream stream = cell.open(header("echo"))) {
            assertThat(stream.write(bytes, 0, bytes.length)).isTrue();
            stream.end();
            assertThat(stream.answer().readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void streamsRunSideBySide() throws Exception {
        List<Callable<Boolean>> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            byte[] bytes = noise(i, 10_000_000 + i);
            callers.add(() -> {
                CellStream stream = cell.open(header("digest"));
                for (int at = 0; at < bytes.length; at += 777_777) {
                    stream.write(bytes, at, Math.min(777_777, bytes.length - at));
                }
                stream.end();
                String expected = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
                return Cells.text(stream).equals(expected);
            });
        }
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> future : executor.invokeAll(callers)) {
                assertThat(future.get()).isTrue();
            }
        }
    }

    @Test
    void aSlowStreamDoesNotHoldUpAnother() throws IOException {
        try (CellStream slow = cell.open(header("zeros 20000000"));
                CellStream stuck = cell.open(header("park"))) {
            // Nobody reads the first, nobody takes from the second: the windows of both are full.
            assertThat(stuck.write(new byte[1 << 20], 0, 1 << 20)).isTrue();
            CellStream quick = cell.open(header("echo"));
            quick.write(new byte[] {1, 2, 3}, 0, 3);
            quick.end();
            assertThat(quick.answer().readAllBytes()).containsExactly(1, 2, 3);
            assertThat(slow.answer().read()).isZero();
        }
    }

    @Test
    void aTaskThatHasSeenEnoughStillAnswers() throws IOException {
        CellStream stream = cell.open(header("first 10"));
        byte[] bytes = noise(7, 100_000);
        boolean wanted = true;
        for (int i = 0; i < 1000 && wanted; i++) {
            wanted = stream.write(bytes, 0, bytes.length);
        }
        assertThat(wanted).isFalse();
        stream.end();
        assertThat(stream.answer().readAllBytes()).containsExactly(Arrays.copyOf(bytes, 10));
    }

    @Test
    void aTaskThatClosesItsInputWantsNoMore() throws IOException {
        CellStream stream = cell.open(header("closeInput"));
        assertThat(Cells.text(stream)).isEqualTo("closed");
        assertThat(stream.write(new byte[10], 0, 10)).isFalse();
    }

    @Test
    void anAbortedSourceReachesTheTask() throws IOException {
        CellStream stream = cell.open(header("echo"));
        stream.write(new byte[100], 0, 100);
        stream.abort();
        CellException e =
                catchThrowableOfType(CellException.class, () -> stream.answer().readAllBytes());
        assertThat(e.code()).isEqualTo(Code.TASK_FAILED);
        assertThat(e).hasMessageContaining("java.io.IOException: aborted");
        assertThat(e.stream()).isEqualTo(stream.number());
    }

    @Test
    void aHugeAnswerArrives() throws IOException {
        CellStream stream = cell.open(header("zeros 60000000"));
        stream.end();
        assertThat(stream.answer().skip(Long.MAX_VALUE)).isEqualTo(60_000_000);
    }

    @Test
    void anAnswerPastItsLimitFailsTheStream() throws IOException {
        CellStream stream = cell.open(header("zeros 70000000"));
        assertThatThrownBy(() -> stream.answer().skip(Long.MAX_VALUE))
                .isInstanceOf(CellException.class)
                .hasMessageContaining("answerBytesMax=67108864");
    }

    @Test
    void aTaskThatThrowsFailsItsStreamOnly() throws IOException {
        CellStream stream = cell.open(header("throw \u001b[31mno\u0007 " + "x".repeat(5000)));
        CellException e =
                catchThrowableOfType(CellException.class, () -> stream.answer().readAllBytes());
        assertThat(e.code()).isEqualTo(Code.TASK_FAILED);
        assertThat(e.getMessage())
                .contains("java.lang.IllegalStateException: ?[31mno? xxx")
                .hasSizeLessThan(1000);
        assertThatThrownBy(() -> stream.write(new byte[1], 0, 1)).isInstanceOf(CellException.class);
        assertThat(Cells.ask(cell, "overflow")).contains("TASK_FAILED").contains("StackOverflowError");
        assertThat(Cells.ask(cell, "random")).isEqualTo("done");
    }

    @Test
    void streamsGivenUpFreeTheirPlaces() throws IOException {
        for (int i = 0; i < 10; i++) {
            try (CellStream stream = cell.open(header(i % 2 == 0 ? "zeros 50000000" : "echo"))) {
                assertThat(stream.number()).isPositive();
            }
        }
        assertThat(Cells.ask(cell, "random")).isEqualTo("done");
    }

    private static byte[] header(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
