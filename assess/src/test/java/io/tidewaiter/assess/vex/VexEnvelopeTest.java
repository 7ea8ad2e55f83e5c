package io.tidewaiter.assess.vex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.vuln.json.DocumentFault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class VexEnvelopeTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private static String statement(String type, String hex) {
        return "{\"_type\":\"https://in-toto.io/Statement/v0.1\",\"subject\":[{\"digest\":{\"sha256\":\"" + hex
                + "\"}}],\"predicateType\":\"" + type + "\",\"predicate\":{\"it\":true}}";
    }

    private static String envelope(String type, String payload) {
        return "{\"payloadType\":\"" + type + "\",\"payload\":\""
                + Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + "\",\"signatures\":[]}";
    }

    @Test
    void opensWhatIsAboutTheImage() {
        String statement = statement("https://openvex.dev/ns/v0.2.0", "a".repeat(64));
        String dsse = envelope("application/vnd.in-toto+json", statement);
        for (String text : List.of(statement, dsse, "{\"mediaType\":\"x\",\"dsseEnvelope\":" + dsse + "}")) {
            assertThat(VexEnvelope.open(text, DIGEST, false).orElseThrow().toString())
                    .isEqualTo("{\"it\":true}");
        }
        assertThat(VexEnvelope.open("{\"@context\":1}", DIGEST, true)).isPresent();
    }

    @Test
    void refusesWhatIsAboutAnotherImageOrAboutNone() {
        assertThatThrownBy(() -> VexEnvelope.open(statement("https://openvex.dev/ns", "b".repeat(64)), DIGEST, true))
                .isInstanceOf(DocumentFault.class)
                .hasMessageContaining("another image");
        assertThatThrownBy(() -> VexEnvelope.open("{\"@context\":1}", DIGEST, false))
                .isInstanceOf(DocumentFault.class);
        for (String text : List.of("", "{", "[".repeat(100_000), "{\"dsseEnvelope\":{\"payload\":\"###\"}")) {
            assertThatThrownBy(() -> VexEnvelope.open(text, DIGEST, true)).isInstanceOf(DocumentFault.class);
        }
    }

    @Test
    void passesOverAttestationsOfOtherThings() {
        assertThat(VexEnvelope.open(statement("https://slsa.dev/provenance/v1", "a".repeat(64)), DIGEST, true))
                .isEmpty();
        assertThat(VexEnvelope.open(envelope("text/plain", "x"), DIGEST, true)).isEmpty();
    }
}
