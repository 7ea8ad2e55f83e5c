package io.tidewaiter.store;

import static io.tidewaiter.store.Samples.REGISTRY;
import static io.tidewaiter.store.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeLogTest {
    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private State state;

    @BeforeEach
    void open() {
        state = State.open(folder, clock);
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void keepsEventsInOrderUntilTheyAreDone() {
        IntakeLog log = state.intakeLog();
        byte[] body = {'{', 0, (byte) 0xff, '}'};
        long first = log.append(REGISTRY, "acr", body);
        clock.advance(Duration.ofSeconds(1));
        long second = log.append(REGISTRY, "distribution", "second".getBytes(StandardCharsets.UTF_8));

        assertThat(log.pending(10)).extracting(IntakeLog.Entry::id).containsExactly(first, second);
        assertThat(log.pending(1)).singleElement().satisfies(entry -> {
            assertThat(entry.registryId()).isEqualTo(REGISTRY);
            assertThat(entry.kind()).isEqualTo("acr");
            assertThat(entry.body()).isEqualTo(body);
            assertThat(entry.receivedAt()).isEqualTo(Samples.START);
        });

        log.done(first, List.of(request("a", "1", 1), request("a", "1", 1)), List.of(), "2 pushes");
        assertThat(log.pending(10)).extracting(IntakeLog.Entry::id).containsExactly(second);
        assertThat(state.scanQueue().counts().waiting()).isEqualTo(1);
    }

    @Test
    void eventsKeepTheirOrderWhenTheClockIsSetBack() {
        IntakeLog log = state.intakeLog();
        log.append(REGISTRY, "acr", new byte[0]);
        clock.advance(Duration.ofHours(-3));
        log.append(REGISTRY, "acr", new byte[0]);
        assertThat(log.pending(10))
                .extracting(IntakeLog.Entry::receivedAt)
                .containsExactly(Samples.START, Samples.START);
    }

    @Test
    void doingAnEventTwiceAddsNothing() {
        IntakeLog log = state.intakeLog();
        long entry = log.append(REGISTRY, "acr", new byte[0]);
        log.done(entry, List.of(request("a", "1", 1)), List.of(), "");
        assertThat(state.scanQueue().lease(Duration.ofMinutes(1))).isPresent();
        log.done(entry, List.of(request("a", "1", 1)), List.of(), "");

        assertThat(state.scanQueue().counts()).isEqualTo(new ScanQueue.Counts(0, 1, 0));
    }

    @Test
    void anEventThatWasNotDoneIsThereAfterAReopening() {
        long entry = state.intakeLog().append(REGISTRY, "acr", new byte[] {7});
        state.close();
        open();
        assertThat(state.intakeLog().pending(10)).singleElement().satisfies(found -> {
            assertThat(found.id()).isEqualTo(entry);
            assertThat(found.body()).containsExactly(7);
        });
    }
}
