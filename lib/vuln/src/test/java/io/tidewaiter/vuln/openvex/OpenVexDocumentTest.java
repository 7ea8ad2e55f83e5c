package io.tidewaiter.vuln.openvex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenVexDocumentTest {
    private static OpenVexDocument.Statement said(String status, String timestamp) {
        return new OpenVexDocument.Statement("CVE-2025-0001", List.of(), List.of(), status, "", timestamp, List.of());
    }

    private static List<String> inOrder(String timestamp, OpenVexDocument.Statement... statements) {
        return new OpenVexDocument("https://example.org/1", "me", timestamp, List.of(statements))
                .inOrderOfTime().stream().map(OpenVexDocument.Statement::status).toList();
    }

    @Test
    void timesAreComparedAsTimesWhateverTheirOffset() {
        assertThat(inOrder(
                        "2025-01-01T00:00:00Z",
                        said("c", "2025-03-01T01:00:00-06:00"),
                        said("a", "2025-03-01T08:00:00.123456789+05:30"),
                        said("b", "2025-03-01T06:00:00Z")))
                .containsExactly("a", "b", "c");
    }

    @Test
    void aStatementWithoutATimeIsAsOldAsTheDocument() {
        assertThat(inOrder("2025-06-01T00:00:00Z", said("b", ""), said("a", "2025-01-01T00:00:00Z"), said("c", "soon")))
                .containsExactly("a", "b", "c");
        assertThat(inOrder("", said("b", ""), said("c", "2025-01-01T00:00:00Z"), said("a", "")))
                .containsExactly("b", "a", "c");
    }
}
