package io.tidewaiter.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.flow.discover.Covered;
import io.tidewaiter.intake.support.Reach;
import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.store.ScanQueue;
import io.tidewaiter.store.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeWorkerTest {
    private static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";

    /** What was logged. */
    private static final class Heard extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord record) {
            lines.add(record.getLevel() + " " + new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void anEventThatCannotBeFollowedIsLoggedAndTheOthersAreFollowed(@TempDir Path folder) {
        RegistryResource registry = new RegistryResource(SUBSCRIPTION, "rg", "reg", "local", "registry.example", "{}");
        Logger logger = Logger.getLogger("intake");
        Heard heard = new Heard();
        logger.addHandler(heard);
        try (State state = State.open(folder, Clock.systemUTC())) {
            state.resources().putSubscription(new Subscription(SUBSCRIPTION, SUBSCRIPTION, "test", "Enabled"), "test");
            state.resources().putRegistry(registry, "test");
            state.resources().putPlan(new Plan(SUBSCRIPTION, Plan.CONTAINER_REGISTRY, true), "test");
            state.intakeLog().append(registry.id(), "distribution", """
                    {"events":[{"action":"push","target":{"repository":"Team/App","tag":"1","digest":"sha256:%1$s"}},
                     {"action":"push","target":{"repository":"team/app","tag":"1","digest":"sha256:%1$s"}}]}
                    """.formatted("ab".repeat(32))
                    .getBytes(StandardCharsets.UTF_8));
            new IntakeWorker(
                            state.intakeLog(),
                            state.resources(),
                            new Covered(state.resources(), Reach.PUBLIC),
                            Steps.UNHEARD)
                    .drain();

            assertThat(heard.lines)
                    .singleElement()
                    .asString()
                    .startsWith("WARNING intake refused")
                    .contains("Team/App");
            assertThat(state.scanQueue().counts()).isEqualTo(new ScanQueue.Counts(1, 0, 0));
        } finally {
            logger.removeHandler(heard);
        }
    }
}
