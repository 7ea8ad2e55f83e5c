package io.tidewaiter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidewaiter.store.database.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No room: what does not fit is refused with a word that says so, and nothing that was acknowledged is lost. */
class FullDiskTest {
    @TempDir
    Path folder;

    @Test
    void aStateThatMayGrowNoMoreRefusesAndGoesOnWhenItMay() {
        State.open(folder, Clock.systemUTC()).close();
        List<Long> acknowledged = new ArrayList<>();
        byte[] body = new byte[100_000];
        try (State state = State.open(folder, Clock.systemUTC(), 2 << 20)) {
            assertThatThrownBy(() -> {
                        while (acknowledged.size() < 1_000) {
                            acknowledged.add(state.intakeLog().append(Samples.REGISTRY, "test", body));
                        }
                    })
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.isFull()).isTrue());
            assertThat(acknowledged).isNotEmpty();
            for (int i = 0; i < 20; i++) { // and again: the refusal breaks nothing
                assertThatThrownBy(() -> state.intakeLog().append(Samples.REGISTRY, "test", new byte[500_000]))
                        .isInstanceOf(StoreException.class);
            }
            assertThat(state.intakeLog().pending(10_000))
                    .extracting(IntakeLog.Entry::id)
                    .containsExactlyElementsOf(acknowledged);
        }
        try (State state = State.open(folder, Clock.systemUTC())) {
            acknowledged.add(state.intakeLog().append(Samples.REGISTRY, "test", body));
            assertThat(state.intakeLog().pending(10_000))
                    .extracting(IntakeLog.Entry::id)
                    .containsExactlyElementsOf(acknowledged);
        }
    }

    @Test
    void aDiskThatTakesNoMoreLosesNothingThatWasAcknowledged() throws Exception {
        Path shell = Path.of("/bin/sh");
        assumeTrue(Files.isExecutable(shell), "there is no shell to limit files with");
        State.open(folder, Clock.systemUTC()).close();
        List<String> command = new ArrayList<>(List.of(
                shell.toString(),
                "-c",
                "ulimit -f 4000; exec \"$@\"", // blocks of half a kilobyte
                "append",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                folder.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("StoreException");
        List<String> acknowledged =
                output.lines().filter(line -> line.matches("\\d+ \\d+")).toList();
        assertThat(acknowledged).hasSizeGreaterThan(100);
        try (State state = State.open(folder, Clock.systemUTC())) {
            List<Long> pending = state.intakeLog().pending(Integer.MAX_VALUE).stream()
                    .map(IntakeLog.Entry::id)
                    .toList();
            for (String line : acknowledged) {
                long id = Long.parseLong(line.split(" ")[0]);
                boolean isDone = Long.parseLong(line.split(" ")[1]) % 5 == 0;
                assertThat(pending.contains(id)).as(line).isEqualTo(!isDone);
            }
            state.intakeLog().append(Samples.REGISTRY, "test", new byte[10]);
        }
    }
}
