package io.tidewaiter.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidewaiter.intake.EventReader.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bodies as Debian's docker-registry sent them. */
class RealNotificationsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("tidewaiter.root", "."), "..", "shared", "data", "images", "notifications");

    @Test
    void everyCapturedBodyIsUnderstood() throws IOException {
        boolean there = Files.isDirectory(FOLDER);
        assertThat(there || !"true".equals(System.getenv("CI")))
                .as("in CI the captured notifications must be there")
                .isTrue();
        assumeTrue(there, "the captured notifications are not beside this checkout");
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> bodies =
                    files.filter(f -> f.toString().endsWith(".json")).toList();
            assertThat(bodies).hasSizeGreaterThanOrEqualTo(12);
            for (Path body : bodies) {
                Reading reading = new EventReader().read(Files.readAllBytes(body));
                assertThat(reading).as(body.toString()).isInstanceOf(Reading.Events.class);
                assertThat(((Reading.Events) reading).events())
                        .as(body.toString())
                        .isNotEmpty()
                        .allSatisfy(event -> assertThat(event).isInstanceOf(expected(body)));
            }
        }
    }

    private static Class<? extends RegistryEvent> expected(Path body) {
        String name = body.getFileName().toString();
        if (name.startsWith("delete")) {
            return RegistryEvent.Deleted.class;
        }
        if (name.startsWith("pull") && !name.contains("octet-stream")) {
            return RegistryEvent.Pulled.class;
        }
        return name.startsWith("push") && !name.contains("octet-stream")
                ? RegistryEvent.Pushed.class
                : RegistryEvent.Ignored.class;
    }
}
