package io.tidewaiter.graph.form;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.store.SubAssessmentRow;
import io.tidewaiter.vuln.CvssScore;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code additionalData} since 2023, {@code AzureContainerRegistryVulnerability} (Azure wire reference 2.1.2). */
final class MdvmForm {
    private static final Set<String> OS_PURL_TYPES = Set.of("deb", "apk", "rpm", "alpm");

    private MdvmForm() {}

    static void fill(ObjectNode data, SubAssessmentRow row, String host) {
        data.put("assessedResourceType", "AzureContainerRegistryVulnerability");
        row.found().ifPresent(finding -> vulnerability(data, finding.match().vulnerability()));
        ObjectNode artifact = data.putObject("artifactDetails")
                .put("registryHost", host)
                .put("repositoryName", row.repository())
                .put("digest", row.digest());
        ArrayNode tags = artifact.putArray("tags");
        row.tags().forEach(tags::add);
        artifact.put("mediaType", row.mediaType())
                .put("artifactType", "ContainerImage")
                .put("lastPushedToRegistryUTC", SubAssessmentForm.time(row.pushedAt()));
        row.found().ifPresent(finding -> software(data.putObject("softwareDetails"), row, finding));
    }

    private static void vulnerability(ObjectNode data, Vulnerability vulnerability) {
        Map<String, CvssScore> scores = FindingWords.scores(vulnerability);
        Optional.ofNullable(scores.get("3.0")).ifPresent(s -> data.put("cvssV30Score", s.baseScore()));
        ObjectNode details = data.putObject("vulnerabilityDetails")
                .put("cveId", vulnerability.id())
                .put("severity", vulnerability.severity().label());
        FindingWords.published(vulnerability).ifPresent(time -> details.put("publishedDate", time));
        ObjectNode cvss = details.putObject("cvss");
        cvss.putNull("2.0").putNull("3.0");
        scores.forEach((version, score) ->
                cvss.putObject(version).put("base", score.baseScore()).put("cvssVectorString", score.vector()));
        ObjectNode exploit = details.putObject("exploitabilityAssessment")
                .put("exploitStepsPublished", vulnerability.knownExploited())
                .put("exploitStepsVerified", vulnerability.knownExploited())
                .put("isInExploitKit", false);
        exploit.putArray("exploitUris");
        exploit.putArray("types");
        details.putArray("workarounds");
        FindingWords.references(details.putArray("references"), vulnerability);
        ArrayNode weaknesses = details.putObject("weaknesses").putArray("cwe");
        vulnerability.weaknesses().forEach(id -> weaknesses.addObject().put("id", id));
    }

    private static void software(ObjectNode software, SubAssessmentRow row, Finding finding) {
        InstalledPackage first = finding.packages().getFirst();
        boolean system = OS_PURL_TYPES.contains(first.purl().type());
        software.put("category", system ? "OS" : "Language")
                .put("packageName", first.name())
                .put("vendor", first.purl().namespace())
                .put("version", first.version())
                .put("fixedVersion", finding.match().fixedVersion())
                .put("language", system ? "" : first.purl().type())
                .put("fixStatus", finding.match().fixState().azure());
        ArrayNode evidence = software.putArray("evidence");
        finding.packages().forEach(p -> evidence.add(p.evidence().path()));
        String name = row.operatingSystem().id();
        String version = row.operatingSystem().versionId();
        software.putObject("osDetails")
                .put("osPlatform", row.platform().split("/")[0].toLowerCase(Locale.ROOT))
                .put("osVersion", version.isEmpty() ? name : name + "_" + version);
    }
}
