package io.tidewaiter.advisory.csaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSAF documents that are valid and unusual. */
class OddCsafTest {
    @TempDir
    private Path folder;

    private static String document(String version, String tree, String vulnerabilities) {
        return """
                {"document": {"category": "csaf_vex", "csaf_version": "%s", "title": "a flaw", "lang": "en",
                  "distribution": {"tlp": {"label": "WHITE"}},
                  "publisher": {"category": "vendor", "name": "Red Hat Product Security", "namespace": "https://www.redhat.com"},
                  "tracking": {"current_release_date": "2025-02-03T00:00:00Z", "id": "CVE-2025-0001",
                  "initial_release_date": "2025-01-02T00:00:00Z", "status": "interim", "version": "1",
                  "revision_history": [{"date": "2025-01-02T00:00:00Z", "number": "1", "summary": "x"}]}},
                 "product_tree": %s, "vulnerabilities": [%s]}
                """.formatted(version, tree, vulnerabilities);
    }

    private static final String TREE = """
            {"full_product_names": [
               {"name": "RHEL 9", "product_id": "R9", "product_identification_helper": {"cpe": "cpe:/o:redhat:enterprise_linux:9"}},
               {"name": "curl", "product_id": "curl-7.76.1-30.el9.x86_64",
                "product_identification_helper": {"purl": "pkg:rpm/redhat/curl@7.76.1-30.el9?arch=x86_64"}},
               {"name": "curl", "product_id": "curl", "product_identification_helper": {"purl": "pkg:rpm/redhat/curl?arch=src"}}],
             "product_groups": [{"group_id": "G", "product_ids": ["R9:curl"]}],
             "relationships": [
               {"category": "default_component_of", "product_reference": "curl-7.76.1-30.el9.x86_64", "relates_to_product_reference": "R9",
                "full_product_name": {"name": "a", "product_id": "R9:curl-7.76.1-30.el9.x86_64"}},
               {"category": "installed_on", "product_reference": "curl", "relates_to_product_reference": "R9",
                "full_product_name": {"name": "b", "product_id": "R9:curl"}},
               {"category": "default_component_of", "product_reference": "gone", "relates_to_product_reference": "R9",
                "full_product_name": {"name": "c", "product_id": "R9:gone"}},
               {"category": "default_component_of", "product_reference": "loop", "relates_to_product_reference": "loop",
                "full_product_name": {"name": "d", "product_id": "loop"}}]}
            """;

    private Compiled compiled(String... documents) {
        Feeds feeds = new Feeds(folder.resolve("feeds"));
        for (int i = 0; i < documents.length; i++) {
            feeds.file("redhat-csaf/" + i + ".json", documents[i]);
        }
        return Compiled.of(feeds.record("x_1", "npm", "a", "introduced 0", ""), folder.resolve("a.db"));
    }

    @Test
    void productsOutsideOfBranchesOtherRelationsCirclesAndMissingOnes() {
        String vulnerability = """
                {"cve": "CVE-2025-0001", "product_status": {"fixed": ["R9:curl-7.76.1-30.el9.x86_64", "R9:gone", "loop", "nowhere"],
                 "known_affected": ["R9:gone"]}, "remediations": [{"category": "vendor_fix", "group_ids": ["G"],
                 "url": "https://access.redhat.com/errata/RHSA-2025:1"}]}
                """;
        try (Compiled compiled = compiled(document("2.0", TREE, vulnerability))) {
            assertThat(compiled.says("Red Hat:enterprise_linux:9", "curl"))
                    .singleElement()
                    .asString()
                    .contains("introduced 0, fixed 7.76.1-30.el9");
            assertThat(compiled.report().count("refused")).isZero();
        }
    }

    @Test
    void versionTwoOneWithItsMetricsAndGroupsOfRemediations() {
        String vulnerability = """
                {"cve": "CVE-2025-0001", "product_status": {"known_affected": ["R9:curl"]},
                 "metrics": [{"products": ["R9:curl"], "content": {"cvss_v4": {"version": "4.0",
                   "vectorString": "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}}}],
                 "remediations": [{"category": "fix_planned", "details": "soon", "group_ids": ["G"]}]}
                """;
        try (Compiled compiled = compiled(document("2.1", TREE, vulnerability))) {
            assertThat(compiled.says("Red Hat:enterprise_linux:9", "curl"))
                    .singleElement()
                    .asString()
                    .contains("FIX_DEFERRED; soon; source");
            assertThat(compiled.db().enrichment("CVE-2025-0001").scores()).hasSize(1);
        }
    }

    @Test
    void severalVulnerabilitiesOneWithoutACveAndOneWithoutProducts() {
        String vulnerabilities = """
                {"cve": "CVE-2025-0001", "product_status": {"known_affected": ["R9:curl"]}},
                {"ids": [{"system_name": "x", "text": "RHBZ-7"}], "product_status": {"known_affected": ["R9:curl"]}},
                {"product_status": {"known_affected": ["R9:curl"]}},
                {"cve": "CVE-2025-0003"}
                """;
        try (Compiled compiled = compiled(document("2.0", TREE, vulnerabilities))) {
            assertThat(compiled.says("Red Hat:enterprise_linux:9", "curl")).hasSize(2);
            assertThat(compiled.report().count("refused parts")).isOne();
        }
    }

    @Test
    void aProductThatIsAffectedAndNotAffectedAtOnceIsAffected() {
        String vulnerability = """
                {"cve": "CVE-2025-0001", "product_status": {"known_affected": ["R9:curl"], "known_not_affected": ["R9:curl"]}}
                """;
        try (Compiled compiled = compiled(document("2.0", TREE, vulnerability))) {
            assertThat(compiled.says("Red Hat:enterprise_linux:9", "curl"))
                    .anySatisfy(line -> assertThat(line).contains("AFFECTED; source"))
                    .anySatisfy(line -> assertThat(line).contains("NOT_AFFECTED"));
        }
    }

    @Test
    void aDraftAndADocumentOfAnotherVersionAreSetAside() {
        String vulnerability = "{\"cve\": \"CVE-2025-0001\", \"product_status\": {\"known_affected\": [\"R9:curl\"]}}";
        String good = document("2.0", TREE, vulnerability);
        try (Compiled compiled = compiled(
                good.replace("\"interim\"", "\"draft\""), good.replace("\"2.0\"", "\"1.2\""), good.substring(0, 900))) {
            assertThat(compiled.says("Red Hat:enterprise_linux:9", "curl")).isEmpty();
            assertThat(compiled.report().count("refused")).isEqualTo(3);
        }
    }
}
