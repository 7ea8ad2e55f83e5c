package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import io.tidewaiter.match.world.World;
import io.tidewaiter.model.match.MatchResult;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CWE ids on their way from the feeds that have them to the findings. */
class WeaknessesTest {
    @TempDir
    private Path folder;

    @Test
    void comeFromEveryFeedThatNamesThemAndAreOfTheVulnerability() {
        try (World world = new World(folder)) {
            world.file("osv.json", """
                    {"schema_version": "1.7.0", "id": "GHSA-aaaa-bbbb-cccc", "modified": "2025-01-01T00:00:00Z",
                     "aliases": ["CVE-2025-0001"],
                     "database_specific": {"cwe_ids": ["CWE-502", "CWE-79", "CWE-79", "nonsense", 7, {"a": 1}], "severity": "HIGH"},
                     "affected": [{"package": {"ecosystem": "npm", "name": "a"},
                        "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}
                    """)
                    .file("debian.json", """
                    {"schema_version": "1.7.0", "id": "DEBIAN-CVE-2025-0001", "modified": "2025-01-01T00:00:00Z",
                     "upstream": ["CVE-2025-0001"],
                     "affected": [{"package": {"ecosystem": "Debian:12", "name": "a"},
                        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]}
                    """)
                    .file("nvd/CVE-2025-0001.json", """
                    {"id": "CVE-2025-0001", "published": "2024-03-29T17:15:21.150", "lastModified": "2024-05-01T19:15:27.347",
                     "vulnStatus": "Analyzed", "metrics": {}, "references": [],
                     "weaknesses": [{"source": "nvd@nist.gov", "type": "Primary", "description": [{"lang": "en", "value": "NVD-CWE-noinfo"}]},
                        {"source": "x", "type": "Secondary", "description": [{"lang": "en", "value": "CWE-1321"}]}]}
                    """)
                    .file("cve/CVE-2025-0002.json", """
                    {"dataType": "CVE_RECORD", "dataVersion": "5.1", "cveMetadata": {"cveId": "CVE-2025-0002", "state": "PUBLISHED"},
                     "containers": {"cna": {"problemTypes": [{"descriptions": [{"lang": "en", "description": "CWE-22 Path Traversal"}]}],
                        "affected": [{"packageURL": "pkg:npm/b", "versions": [{"version": "0", "lessThan": "2.0.0", "status": "affected", "versionType": "semver"}]}]},
                      "adp": [{"problemTypes": [{"descriptions": [{"lang": "en", "type": "CWE", "cweId": "CWE-23", "description": "x"}]}]}]}}
                    """)
                    .file("documents/csaf.json", """
                    {"document": {"category": "csaf_vex", "csaf_version": "2.0", "title": "t",
                       "publisher": {"category": "vendor", "name": "Acme", "namespace": "https://acme.example"},
                       "tracking": {"id": "ACME-1", "status": "final", "version": "1", "initial_release_date": "2025-01-01T00:00:00Z",
                          "current_release_date": "2025-01-01T00:00:00Z", "revision_history": []}},
                     "product_tree": {"full_product_names": [{"name": "c", "product_id": "c",
                        "product_identification_helper": {"purl": "pkg:npm/c@1.0.0"}}]},
                     "vulnerabilities": [{"cve": "CVE-2025-0003", "cwe": {"id": "CWE-416", "name": "Use After Free"},
                        "product_status": {"known_affected": ["c"]}}]}
                    """);
            TreeMap<String, List<String>> weaknesses = new TreeMap<>();
            MatchResult result = world.match(
                    Installed.of("npm", "a", "1.0.0"),
                    Installed.of("npm", "b", "1.0.0"),
                    Installed.of("npm", "c", "1.0.0"),
                    Installed.of("Debian:12", "a", "1.0.0"));
            result.matches()
                    .forEach(pair -> weaknesses.put(
                            pair.match().ecosystem() + " " + pair.match().subjectName(),
                            pair.match().vulnerability().weaknesses()));
            assertThat(weaknesses)
                    .containsEntry("npm a", List.of("CWE-79", "CWE-502", "CWE-1321"))
                    .containsEntry("Debian:12 a", List.of("CWE-79", "CWE-502", "CWE-1321"))
                    .containsEntry("npm b", List.of("CWE-22", "CWE-23"))
                    .containsEntry("npm c", List.of("CWE-416"));
        }
    }
}
