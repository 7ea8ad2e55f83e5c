package io.tidewaiter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.store.database.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 300;

    @TempDir
    Path folder;

    @Test
    void losesNothingThatWasAcknowledgedWhenTheProcessIsKilled() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < 2; kill++) {
            acknowledged.addAll(killedWhileAppending());
        }

        try (State state = State.open(folder, Clock.systemUTC())) {
            Map<Long, byte[]> pending = new HashMap<>();
            state.intakeLog().pending(Integer.MAX_VALUE).forEach(entry -> pending.put(entry.id(), entry.body()));
            Set<String> requested = new HashSet<>();
            for (Optional<ScanQueue.Job> job = state.scanQueue().lease(Duration.ofDays(1));
                    job.isPresent();
                    job = state.scanQueue().lease(Duration.ofDays(1))) {
                requested.add(job.get().request().repository());
                state.scanQueue().drop(job.get(), "seen"); // all are for one image: the others wait for it
            }
            for (String line : acknowledged) {
                String[] parts = line.split(" ");
                long count = Long.parseLong(parts[1]);
                if (count % 5 == 0) {
                    assertThat(requested).contains("r" + count);
                    assertThat(pending).doesNotContainKey(Long.valueOf(parts[0]));
                } else {
                    assertThat(pending.get(Long.valueOf(parts[0]))).isEqualTo(AppendingProcess.body(count));
                }
            }
        }
    }

    /** Lets another process append and kills it in the midst of that; what it had acknowledged. */
    private List<String> killedWhileAppending() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            while (lines.size() < ACKNOWLEDGED_BEFORE_THE_KILL) {
                String line = out.readLine();
                assertThat(line).as("the other process lives").isNotNull();
                lines.add(line);
            }
            process.toHandle().destroyForcibly(); // the process's own method would close the pipe as well
            StringBuilder rest = new StringBuilder();
            for (int c = out.read(); c >= 0; c = out.read()) {
                rest.append((char) c);
            }
            String whole = rest.substring(0, rest.lastIndexOf("\n") + 1); // the kill may cut the last line
            lines.addAll(whole.lines().toList());
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        return lines;
    }

    @Test
    void oneProcessHoldsTheStateAtATime() {
        try (State state = State.open(folder, Clock.systemUTC())) {
            assertThatThrownBy(() -> State.open(folder, Clock.systemUTC()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("another process holds it");
            assertThat(state.scanQueue().counts()).isEqualTo(new ScanQueue.Counts(0, 0, 0));
        }
        State.open(folder, Clock.systemUTC()).close();
    }

    @Test
    void refusesAFileThatIsNoState() throws IOException {
        Files.writeString(folder.resolve("state.db"), "this is no database, but long enough to look at".repeat(100));
        assertThatThrownBy(() -> State.open(folder, Clock.systemUTC()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(folder.toString());
        Files.delete(folder.resolve("state.db"));
        State.open(folder, Clock.systemUTC()).close();
    }

    @Test
    void aUnitOfWorkThatFailsTakesNoOtherWithIt() {
        try (State state = State.open(folder, Clock.systemUTC())) {
            List<CompletableFuture<Long>> good = new ArrayList<>();
            List<CompletableFuture<Void>> bad = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                byte[] body = {(byte) i};
                good.add(CompletableFuture.supplyAsync(() -> state.intakeLog().append(Samples.REGISTRY, "test", body)));
                ScanQueue.Job job = new ScanQueue.Job(i, Samples.request("r", "1", 7), 1, false);
                bad.add(CompletableFuture.runAsync(
                        () -> state.images().attach(job, Samples.SUBSCRIPTION, Samples.identity(7))));
            }
            Set<Long> ids = new HashSet<>();
            good.forEach(answer -> ids.add(answer.join()));
            bad.forEach(answer -> assertThat(answer).failsWithin(Duration.ofSeconds(10)));

            assertThat(ids).hasSize(40);
            assertThat(state.intakeLog().pending(100)).hasSize(40);
        }
    }

    @Test
    void saysThatItIsClosed() {
        State state = State.open(folder, Clock.systemUTC());
        state.close();
        assertThatThrownBy(() -> state.intakeLog().append(Samples.REGISTRY, "test", new byte[0]))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> state.scanQueue().counts())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
    }
}
