package io.tidewaiter.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running service writes to stderr. */
class LogSetupTest {
    @Test
    void anEventOfAStageIsOneLineOfARunningService(@TempDir Path folder) throws Exception {
        Path database = Journey.database(folder, Journey.npmAdvisory("CVE-2022-24999", "qs", "6.5.3"));
        Path vex = Files.createDirectory(folder.resolve("vex"));
        ServiceProcess service = ServiceProcess.start(folder.resolve("data"), database, 4, "--vex", vex.toString());
        try {
            Path document = Files.writeString(folder.resolve("one.json"), """
                    {"@context":"https://openvex.dev/ns/v0.2.0","@id":"urn:one","author":"us","version":1,
                     "timestamp":"2026-01-01T00:00:00Z","statements":[]}""");
            Files.move(document, vex.resolve("one.json"));
            assertThat(service.log().poll(60, TimeUnit.SECONDS))
                    .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z INFO vex vex read name=\\S*one\\.json");
        } finally {
            service.kill();
        }
    }
}
