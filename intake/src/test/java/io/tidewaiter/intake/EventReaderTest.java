package io.tidewaiter.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.intake.EventReader.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventReaderTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private final EventReader reader = new EventReader();

    private List<RegistryEvent> events(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8)) instanceof Reading.Events events
                ? events.events()
                : List.of();
    }

    private String refusal(byte[] body) {
        return reader.read(body) instanceof Reading.NotANotification not ? not.reason() : "";
    }

    @Test
    void readsTheEnvelopeOfDistribution() {
        assertThat(events("""
                {"events":[
                  {"action":"push","target":{"mediaType":"application/vnd.oci.image.manifest.v1+json",
                   "digest":"%s","repository":"team/demo","tag":"1.0"}},
                  {"action":"push","target":{"mediaType":"application/octet-stream","digest":"%s","repository":"team/demo"}},
                  {"action":"pull","target":{"mediaType":"application/vnd.oci.image.manifest.v1+json",
                   "digest":"%s","repository":"team/demo"}},
                  {"action":"delete","target":{"repository":"team/demo","tag":"1.0"}}]}
                """.formatted(DIGEST, DIGEST, DIGEST)))
                .containsExactly(
                        new RegistryEvent.Pushed(
                                "team/demo", "1.0", DIGEST, "application/vnd.oci.image.manifest.v1+json"),
                        new RegistryEvent.Ignored(
                                "team/demo", "pushed \"application/octet-stream\", which is no manifest"),
                        new RegistryEvent.Pulled("team/demo", DIGEST),
                        new RegistryEvent.Deleted("team/demo", "1.0", ""));
    }

    @Test
    void readsTheSingleEventOfAcr() {
        assertThat(events("""
                {"id":"1","action":"push","target":{"mediaType":"application/vnd.docker.distribution.manifest.v2+json",
                 "size":1,"digest":"%s","repository":"web/app","tag":"2.7"},"request":{"host":"regone.example.io"}}
                """.formatted(DIGEST)))
                .containsExactly(new RegistryEvent.Pushed(
                        "web/app", "2.7", DIGEST, "application/vnd.docker.distribution.manifest.v2+json"));
    }

    @Test
    void readsAMediaTypeWithParameters() {
        assertThat(events("""
                {"action":"push","target":{"mediaType":"Application/vnd.oci.image.index.v1+json; charset=utf-8",
                 "digest":"%s","repository":"web/app"}}
                """.formatted(DIGEST)))
                .containsExactly(
                        new RegistryEvent.Pushed("web/app", "", DIGEST, "application/vnd.oci.image.index.v1+json"));
    }

    @Test
    void ignoresPingAndWhatNamesNothing() {
        assertThat(events("{\"action\":\"ping\"}")).containsExactly(new RegistryEvent.Ignored("", "action \"ping\""));
        assertThat(events("{\"action\":\"chart_push\",\"target\":{\"repository\":\"c\"}}"))
                .singleElement()
                .isInstanceOf(RegistryEvent.Refused.class);
    }

    @Test
    void refusesNamesThatLeaveTheRepository() {
        for (String repository : List.of("../x", "a/../b", "a%2fb", "A/b", "a\\u0000b", "", "a//b", "-a")) {
            assertThat(events("{\"action\":\"push\",\"target\":{\"repository\":\"" + repository + "\",\"tag\":\"1\"}}"))
                    .singleElement()
                    .isInstanceOf(RegistryEvent.Refused.class);
        }
        assertThat(events(
                        "{\"action\":\"push\",\"target\":{\"repository\":\"a\",\"tag\":\"" + "t".repeat(4096) + "\"}}"))
                .singleElement()
                .isInstanceOf(RegistryEvent.Refused.class);
        assertThat(events("{\"action\":\"push\",\"target\":{\"repository\":\"a\",\"digest\":\"sha256:zz\"}}"))
                .singleElement()
                .isInstanceOf(RegistryEvent.Refused.class);
    }

    @Test
    void saysWhyABodyIsNoNotification() {
        assertThat(refusal("<html>".getBytes(StandardCharsets.UTF_8))).contains("not JSON");
        assertThat(refusal(new byte[0])).isNotEmpty();
        assertThat(refusal("[]".getBytes(StandardCharsets.UTF_8))).contains("not a JSON object");
        assertThat(refusal("{}".getBytes(StandardCharsets.UTF_8))).contains("neither");
        assertThat(refusal("{\"events\":3}".getBytes(StandardCharsets.UTF_8))).contains("not an array");
        assertThat(refusal(new byte[EventReader.BODY_BYTES_MAX + 1])).contains("at most");
        assertThat(refusal(("{\"events\":[" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8)))
                .contains("not JSON");
        assertThat(refusal(("{\"events\":[" + "{},".repeat(2_000) + "{}]}").getBytes(StandardCharsets.UTF_8)))
                .contains("at most");
    }

    @Test
    void survivesAnyBytes() {
        Random random = new Random(20261124);
        byte[] seed = "{\"events\":[{\"action\":\"push\",\"target\":{\"repository\":\"a\",\"tag\":\"1\"}}]}"
                .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] body = seed.clone();
            for (int flips = random.nextInt(6); flips >= 0; flips--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
            assertThat(reader.read(body)).isNotNull();
        }
    }

    @Test
    void aPullTellsWhatIsWantedUnlessItIsOurs() {
        String pull = """
                {"action":"pull","target":{"mediaType":"%s","digest":"sha256:%s","repository":"team/app"},
                 "request":{"useragent":"%s"}}""";
        String image = "application/vnd.oci.image.manifest.v1+json";
        String digest = "a".repeat(64);
        assertThat(one(pull.formatted(image, digest, "docker/27")))
                .isEqualTo(new RegistryEvent.Pulled("team/app", "sha256:" + digest));
        assertThat(one(pull.formatted(image, digest, "tidewaiter"))).isInstanceOf(RegistryEvent.Ignored.class);
        assertThat(one(pull.formatted("application/octet-stream", digest, "docker/27")))
                .isInstanceOf(RegistryEvent.Ignored.class);
        assertThat(one(pull.formatted(image, "zz", "docker/27"))).isInstanceOf(RegistryEvent.Refused.class);
    }

    @Test
    void quarantineAndChartsArePassedOn() {
        for (String action : List.of("quarantine", "chart_push", "chart_delete")) {
            assertThat(one("""
                            {"action":"%s","target":{"repository":"team/app","tag":"1"}}""".formatted(action))).isEqualTo(new RegistryEvent.Told("team/app", action, "1", "", ""));
        }
    }

    private static RegistryEvent one(String body) {
        EventReader.Reading reading = new EventReader().read(body.getBytes(StandardCharsets.UTF_8));
        return ((EventReader.Reading.Events) reading).events().getFirst();
    }
}
