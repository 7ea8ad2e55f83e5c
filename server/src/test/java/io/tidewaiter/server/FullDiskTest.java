package io.tidewaiter.server;

import static io.tidewaiter.server.RunningServer.REGISTRY_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.server.RunningServer.Reply;
import io.tidewaiter.store.IntakeLog;
import io.tidewaiter.store.State;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    @Test
    void whatDoesNotFitIsAnsweredWithATypedErrorAndReadsGoOn(@TempDir Path folder) {
        RunningServer first = RunningServer.start(folder);
        String registry = first.registry("regone");
        String secret = first.server.intakeSecret(registry);
        first.close();
        State limited = State.open(folder, Clock.systemUTC(), 1 << 20);
        List<Long> acknowledged = new ArrayList<>();
        try (RunningServer running = RunningServer.again(RunningServer.config(folder), limited, first)) {
            String event = "{\"action\":\"push\",\"padding\":\"" + "x".repeat(50_000)
                    + "\",\"target\":{\"repository\":\"team/app\",\"tag\":\"1\"}}";
            Reply reply = running.post("/intake/regone/acr", event, secret);
            while (reply.status() == 202) {
                acknowledged.add(Long.parseLong(reply.body().path("id").asString()));
                reply = running.post("/intake/regone/acr", event, secret);
            }
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("StorageFull");
            assertThat(reply.header("Retry-After")).isEqualTo("30");
            assertThat(acknowledged).isNotEmpty();
            Reply put = running.put(
                    registry + "/webhooks/hooked" + REGISTRY_VERSION,
                    "{\"location\":\"local\",\"tags\":{\"a\":\"" + "x".repeat(256)
                            + "\"},\"properties\":{\"serviceUri\":\"https://a.invalid/" + "x".repeat(4_000)
                            + "\",\"actions\":[\"push\"]}}",
                    running.adminToken);
            for (int i = 0; i < 50 && put.status() < 300; i++) {
                put = running.put(
                        registry + "/webhooks/hooked" + i + REGISTRY_VERSION,
                        "{\"location\":\"local\",\"properties\":{\"serviceUri\":\"https://a.invalid/"
                                + "x".repeat(4_000) + "\",\"actions\":[\"push\"]}}",
                        running.adminToken);
            }
            assertThat(put.status()).isEqualTo(503);
            assertThat(put.code()).isEqualTo("StorageFull");
            assertThat(running.get(registry + REGISTRY_VERSION, running.adminToken)
                            .status())
                    .isEqualTo(200);
        }
        try (State state = State.open(folder, Clock.systemUTC())) {
            assertThat(state.intakeLog().pending(10_000))
                    .extracting(IntakeLog.Entry::id)
                    .containsExactlyElementsOf(acknowledged);
        }
    }
}
