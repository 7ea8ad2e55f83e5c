package io.tidewaiter.graph.form;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.store.SubAssessmentRow;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code additionalData} of 2020, {@code ContainerRegistryVulnerability} (Azure wire reference 2.1.1). */
final class ClassicForm {
    private ClassicForm() {}

    static void fill(ObjectNode data, SubAssessmentRow row, String host) {
        data.put("assessedResourceType", "ContainerRegistryVulnerability")
                .put("type", row.found().isPresent() ? "Vulnerability" : "Information Gathered")
                .put("repositoryName", row.repository())
                .put("imageDigest", row.digest())
                .put("registryHost", host);
        row.found().ifPresentOrElse(finding -> found(data, finding), () -> nothing(data));
    }

    private static void found(ObjectNode data, Finding finding) {
        Vulnerability vulnerability = finding.match().vulnerability();
        data.put("patchable", finding.match().fixState() == FixState.FIXED);
        ObjectNode cvss = data.putObject("cvss");
        FindingWords.scores(vulnerability)
                .forEach((version, score) -> cvss.putObject(version).put("base", score.baseScore()));
        ArrayNode cve = data.putArray("cve");
        for (String id : FindingWords.cves(vulnerability)) {
            cve.addObject().put("title", id).put("link", "https://nvd.nist.gov/vuln/detail/" + id);
        }
        FindingWords.published(vulnerability).ifPresent(time -> data.put("publishedTime", time));
        FindingWords.references(data.putArray("vendorReferences"), vulnerability);
        data.put("threat", SubAssessmentForm.cut(vulnerability.title()));
    }

    private static void nothing(ObjectNode data) {
        data.put("patchable", false);
        data.putObject("cvss");
        data.putArray("cve");
        data.putArray("vendorReferences");
    }
}
