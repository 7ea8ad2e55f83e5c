package io.tidewaiter.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.store.MeterRecord;
import io.tidewaiter.store.State;
import io.tidewaiter.store.SubAssessmentQuery;
import io.tidewaiter.testkit.OsvRecords;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at each step of a scan: nothing that was written down is lost, and nothing is metered twice. */
class KilledAtEveryStepTest {
    private static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
    private static final RegistryResource REGISTRY =
            new RegistryResource(SUBSCRIPTION, "rg", "reg", "local", "127.0.0.1:1", "{}");
    private static final RegistryResource SECOND =
            new RegistryResource(SUBSCRIPTION, "rg", "second", "local", "127.0.0.1:2", "{}");

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostAndNothingIsMeteredTwice() throws Exception {
        advisories();
        List<String> digests = new ArrayList<>();
        for (Steps.Step step : Steps.Step.values()) {
            digests.add(push(step.name().toLowerCase(Locale.ROOT).replace('_', '-')));
            assertThat(run(step.name())).as(step.name()).isEqualTo(HaltingFlow.KILLED);
        }
        assertThat(run("-")).isZero();
        try (State state = open()) {
            assertThat(state.images()
                            .subAssessments(SubAssessmentQuery.of(REGISTRY.id()))
                            .rows())
                    .allSatisfy(row -> assertThat(row.found()).isPresent())
                    .extracting(row -> row.digest())
                    .containsExactlyInAnyOrderElementsOf(digests);
            assertThat(state.images()
                            .subAssessments(SubAssessmentQuery.of(SECOND.id()))
                            .rows())
                    .extracting(row -> row.digest())
                    .containsExactlyInAnyOrderElementsOf(digests);
            assertThat(state.images().usage(SUBSCRIPTION))
                    .extracting(MeterRecord::digest)
                    .containsExactlyInAnyOrderElementsOf(digests);
            assertThat(state.scanQueue().counts().failed()).isZero();
        }
    }

    @Test
    void anErrorEndsNoWorker() throws Exception {
        advisories();
        push("app");
        assertThat(run(HaltingFlow.ERROR)).isZero();
        try (State state = open()) {
            assertThat(state.scanQueue().counts().failed()).isZero();
            assertThat(state.images().usage(SUBSCRIPTION)).hasSize(1);
        }
    }

    private void advisories() throws Exception {
        OsvRecords.write(Files.createDirectories(folder.resolve("feeds")), """
                CVE-2024-0002 | npm | qs | introduced 0 fixed 6.5.3 |
                """);
        new AdvisoryCompiler().compile(folder.resolve("feeds"), folder.resolve("advisories.db"));
    }

    private State open() {
        State state = State.open(folder.resolve("state"), Clock.systemUTC());
        state.resources().putSubscription(new Subscription(SUBSCRIPTION, SUBSCRIPTION, "test", "Enabled"), "test");
        state.resources().putRegistry(REGISTRY, "test");
        state.resources().putRegistry(SECOND, "test");
        state.resources().putPlan(new Plan(SUBSCRIPTION, Plan.CONTAINER_REGISTRY, true), "test");
        return state;
    }

    /** An image that nothing else shares, and the event of its push, twice, and once to another registry. */
    private String push(String repository) throws Exception {
        TestImage image = TestImage.builder()
                .layer(new TarBuilder()
                        .file("srv/" + repository, repository)
                        .file("srv/node_modules/qs/package.json", "{\"name\":\"qs\",\"version\":\"6.5.2\"}"))
                .build();
        image.writeLayout(folder.resolve("images").resolve(repository));
        byte[] event = """
                {"events":[{"id":"1","timestamp":"2026-11-24T00:00:00Z","action":"push","target":{"mediaType":
                "application/vnd.oci.image.manifest.v1+json","digest":"%s","repository":"%s","tag":"1"}}]}""".formatted(image.digest(), repository).getBytes(StandardCharsets.UTF_8);
        try (State state = open()) {
            state.intakeLog().append(REGISTRY.id(), "distribution", event);
            state.intakeLog().append(REGISTRY.id(), "distribution", event);
            state.intakeLog().append(SECOND.id(), "distribution", event);
        }
        return image.digest();
    }

    private int run(String step) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HaltingFlow.class.getName(),
                        folder.toString(),
                        step)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child-" + step + ".log").toFile())
                .start();
        int code = process.waitFor();
        if (code != 0 && code != HaltingFlow.KILLED) {
            throw new AssertionError(Files.readString(folder.resolve("child-" + step + ".log")));
        }
        return code;
    }
}
