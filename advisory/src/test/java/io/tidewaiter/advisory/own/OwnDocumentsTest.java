package io.tidewaiter.advisory.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own OSV, CSAF and OpenVEX documents in a folder of any name. */
class OwnDocumentsTest {
    @TempDir
    private Path folder;

    private static String vex(String statements) {
        return """
                {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/vex/1", "author": "Acme",
                 "timestamp": "2025-01-02T00:00:00Z", "version": 1, "statements": [%s]}
                """.formatted(statements);
    }

    private static String statement(String cve, String status, String more, String... products) {
        String ids = String.join("\"}, {\"@id\": \"", products);
        return """
                {"vulnerability": {"name": "%s", "aliases": ["GHSA-aaaa-bbbb-cccc"]}, "status": "%s"%s,
                 "products": [{"@id": "%s"}]}
                """.formatted(cve, status, more, ids);
    }

    private Compiled compiled(String... documents) {
        Feeds feeds = new Feeds(folder.resolve("feeds"));
        for (int i = 0; i < documents.length; i++) {
            feeds.file("ours/" + i + ".json", documents[i]);
        }
        return Compiled.of(feeds, folder.resolve("a.db"));
    }

    @Test
    void openVexOfEveryStatus() {
        String document = vex(String.join(
                ", ",
                statement("CVE-2025-0001", "affected", ", \"action_statement\": \"update\"", "pkg:npm/%40acme/a@1.0.0"),
                statement(
                        "CVE-2025-0001",
                        "not_affected",
                        ", \"justification\": \"vulnerable_code_not_in_execute_path\"",
                        "pkg:pypi/Left.Pad"),
                statement("CVE-2025-0001", "fixed", "", "pkg:maven/org.acme/core@2.0"),
                statement("CVE-2025-0001", "affected", "", "pkg:maven/org.acme/core"),
                statement("CVE-2025-0001", "under_investigation", "", "pkg:deb/debian/curl?distro=debian-12")));
        try (Compiled compiled = compiled(document)) {
            String who = "https://example.org/vex/1 CVE-2025-0001 of VEX of Acme: ";
            assertThat(compiled.says("npm", "@acme/a"))
                    .containsExactly(who + "introduced 1.0.0, last 1.0.0; AFFECTED; update");
            assertThat(compiled.says("PyPI", "left-pad"))
                    .containsExactly(who + "introduced 0; NOT_AFFECTED; vulnerable code not in execute path");
            assertThat(compiled.says("Maven", "org.acme:core"))
                    .containsExactly(
                            who + "introduced 0, fixed 2.0", who + "introduced 2.0, last 2.0; NOT_AFFECTED; fixed");
            assertThat(compiled.says("Debian:12", "curl")).containsExactly(who + "introduced 0; UNDER_INVESTIGATION");
            assertThat(compiled.report().count("refused")).isZero();
        }
    }

    @Test
    void theLatestStatementOfADocumentCounts() {
        String document = vex(String.join(
                ", ",
                statement("CVE-2025-0001", "affected", ", \"timestamp\": \"2025-03-01T00:00:00Z\"", "pkg:npm/a@1.0.0"),
                statement(
                        "CVE-2025-0001",
                        "not_affected",
                        ", \"timestamp\": \"2025-02-01T00:00:00Z\"",
                        "pkg:npm/a@1.0.0")));
        try (Compiled compiled = compiled(document)) {
            assertThat(compiled.says("npm", "a")).singleElement().asString().endsWith("last 1.0.0; AFFECTED");
        }
    }

    @Test
    void whatIsDatedAheadTakesNothingOutYet() {
        String later = ", \"timestamp\": \"2099-01-01T00:00:00Z\"";
        String document = vex(String.join(
                ", ",
                statement("CVE-2025-0001", "affected", "", "pkg:npm/a@1.0.0"),
                statement("CVE-2025-0001", "not_affected", later, "pkg:npm/a@1.0.0"),
                statement("CVE-2025-0001", "fixed", later, "pkg:npm/b@1.0.0"),
                statement("CVE-2025-0001", "affected", later, "pkg:npm/c@1.0.0")));
        String csaf = csaf(
                        "Acme",
                        "csaf_vex",
                        String.join(
                                ", ",
                                branch("product_version", "1.0", "A", "pkg:pypi/a@1.0"),
                                branch("product_version", "2.0", "B", "pkg:pypi/a@2.0"),
                                branch("product_version", "3.0", "C", "pkg:pypi/c@3.0")),
                        """
                        "known_affected": ["A"], "fixed": ["B"], "known_not_affected": ["C"]""")
                .replace("2025-02-03", "2099-02-03");
        try (Compiled compiled = compiled(document, csaf)) {
            assertThat(compiled.says("npm", "a")).singleElement().asString().endsWith("last 1.0.0; AFFECTED");
            assertThat(compiled.says("npm", "b")).isEmpty();
            assertThat(compiled.says("npm", "c")).singleElement().asString().endsWith("last 1.0.0; AFFECTED");
            assertThat(compiled.says("PyPI", "a")).singleElement().asString().endsWith("last 1.0; AFFECTED");
            assertThat(compiled.says("PyPI", "c")).isEmpty();
            assertThat(compiled.report().count("dated later")).isEqualTo(3);
        }
    }

    @Test
    void aStatementAboutAnImageOrAPartOfAProductHoldsThereOnly() {
        String document = vex(String.join(
                ", ",
                statement("CVE-2025-0001", "affected", "", "pkg:npm/b"),
                statement("CVE-2025-0001", "not_affected", "", "pkg:oci/app@sha256:00?repository_url=ghcr.io/acme"),
                """
                {"vulnerability": {"name": "CVE-2025-0001"}, "status": "not_affected",
                 "products": [{"@id": "pkg:npm/a", "subcomponents": [{"@id": "pkg:npm/inner"}]}]}
                """));
        try (Compiled compiled = compiled(document)) {
            assertThat(compiled.says("npm", "a")).isEmpty();
            assertThat(compiled.says("npm", "inner")).isEmpty();
            assertThat(compiled.report().count("notes")).isEqualTo(2);
        }
    }

    private static String csaf(String publisher, String category, String branches, String status) {
        return """
                {"document": {"category": "%s", "csaf_version": "2.0", "title": "a flaw",
                  "publisher": {"category": "vendor", "name": "%s", "namespace": "https://example.org"},
                  "tracking": {"current_release_date": "2025-02-03T00:00:00Z", "id": "ACME-1",
                  "initial_release_date": "2025-01-02T00:00:00Z", "status": "final", "version": "1"}},
                 "product_tree": {"branches": [%s]},
                 "vulnerabilities": [{"cve": "CVE-2025-0001", "product_status": {%s},
                   "scores": [{"products": ["A"], "cvss_v3": {"version": "3.1",
                     "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}]}]}
                """.formatted(category, publisher, branches, status);
    }

    private static String branch(String category, String name, String id, String purl) {
        return """
                {"category": "%s", "name": "%s", "product": {"name": "%s", "product_id": "%s",
                 "product_identification_helper": {"purl": "%s"}}}
                """.formatted(category, name, name, id, purl);
    }

    @Test
    void csafVexWithRangesOfVersions() {
        String document = csaf(
                "Acme",
                "csaf_vex",
                String.join(
                        ", ",
                        branch("product_version_range", "vers:npm/>=1.0.0|<1.4.2|2.0.0", "A", "pkg:npm/a"),
                        branch("product_version", "1.4.2", "B", "pkg:npm/a"),
                        branch("product_version", "3.0", "C", "pkg:pypi/c@3.0"),
                        branch("product_version_range", "all before March", "D", "pkg:npm/d"),
                        branch("product_version_range", "vers:npm/>=2.0.0|!=2.1.0|<1.0.0", "E", "pkg:npm/e")),
                """
                "known_affected": ["A", "D", "E"], "fixed": ["B"], "known_not_affected": ["C"]
                """);
        try (Compiled compiled = compiled(document)) {
            String who = "ACME-1 of VEX of Acme: ";
            assertThat(compiled.says("npm", "a"))
                    .containsExactly(
                            who + "introduced 1.0.0, fixed 1.4.2, introduced 2.0.0, last 2.0.0",
                            who + "introduced 1.4.2, last 1.4.2; NOT_AFFECTED; fixed");
            assertThat(compiled.says("PyPI", "c"))
                    .containsExactly(who + "introduced 3.0, last 3.0; NOT_AFFECTED; not affected");
            assertThat(compiled.says("npm", "d")).isEmpty();
            assertThat(compiled.says("npm", "e"))
                    .containsExactly(
                            who + "introduced 0, fixed 1.0.0, introduced 2.0.0, fixed 2.1.0, introduced 2.1.1-0");
            assertThat(compiled.report().count("refused parts")).isOne();
        }
    }

    @Test
    void aSecurityAdvisoryThatNamesOnlyTheFixIsAboutAllBelow() {
        String document = csaf(
                "Acme",
                "csaf_security_advisory",
                branch("product_version", "1.4.2", "A", "pkg:npm/a@1.4.2"),
                "\"fixed\": [\"A\"]");
        try (Compiled compiled = compiled(document)) {
            assertThat(compiled.says("npm", "a").getFirst()).endsWith("introduced 0, fixed 1.4.2");
        }
    }

    @Test
    void theDocumentOfAVendorThatWeKnowIsReadAsItsOwn() {
        String document = csaf(
                        "Red Hat Product Security",
                        "csaf_vex",
                        """
                        {"category": "product_name", "name": "RHEL 9", "product": {"name": "RHEL 9", "product_id": "R9",
                         "product_identification_helper": {"cpe": "cpe:/o:redhat:enterprise_linux:9::baseos"}}},
                        """ + branch("product_version", "curl", "curl", "pkg:rpm/redhat/curl?arch=src"),
                        "\"known_affected\": [\"R9:curl\"]")
                .replace("\"product_tree\": {", """
                        "product_tree": {"relationships": [{"category": "default_component_of",
                          "product_reference": "curl", "relates_to_product_reference": "R9",
                          "full_product_name": {"name": "curl", "product_id": "R9:curl"}}],
                        """);
        try (Compiled compiled = compiled(document)) {
            assertThat(compiled.says("Red Hat:enterprise_linux:9", "curl"))
                    .singleElement()
                    .asString()
                    .startsWith("ACME-1 of Red Hat");
        }
    }

    @Test
    void brokenDocumentsAreSetAsideAndTheOthersCount() {
        try (Compiled compiled = compiled(
                vex(statement("CVE-2025-0001", "affected", "", "pkg:npm/a")),
                vex(statement("CVE-2025-0001", "fine", "", "pkg:npm/a")),
                "{\"document\": {\"csaf_version\": \"1.2\"}}",
                "{\"document\": [",
                "[1, 2]",
                "{}",
                "<html>")) {
            assertThat(compiled.says("npm", "a")).hasSize(1);
            assertThat(compiled.report().count("refused")).isEqualTo(6);
            assertThat(compiled.report().faults()).isEmpty();
        }
    }

    @Test
    void anArrayOfDocumentsIsReadOneByOne() {
        String osv = """
                {"id": "%s", "modified": "2025-01-01T00:00:00Z", "summary": "a \\"quoted] }\\\\", "affected": [
                 {"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1"]}]}
                """;
        String list = "\ufeff [" + osv.formatted("x_1") + ",\n" + osv.formatted("x_2") + ", {\"id\": 7}, "
                + vex(statement("CVE-2025-0001", "affected", "", "pkg:npm/a")) + "]";
        try (Compiled compiled = compiled(list, "[" + osv.formatted("x_3") + ", {", "[]")) {
            assertThat(compiled.says("npm", "a")).hasSize(3);
            assertThat(compiled.report().count("refused")).isEqualTo(3);
            assertThat(compiled.report().refused().toString()).contains("ours/0.json[2]");
        }
    }

    /** Documents of VEX Hub and of Chainguard Libraries beside those of a package; the fourth is none of them. */
    @Test
    void listsOfDocumentsAreToldAsSuch() {
        try (Compiled compiled = compiled(
                "{\"name\": \"VEX Hub\", \"description\": \"x\", \"versions\": [{\"spec_version\": \"0.1\"}]}",
                "{\"updated_at\": \"2025-01-02T00:00:00Z\", \"packages\": [{\"id\": \"pkg:npm/a\", \"location\": \"a\"}]}",
                "{\"entries\": [{\"id\": \"pypi/a.openvex.json\", \"modified\": \"2025-01-02T00:00:00Z\"}], \"version\": 1}",
                "{\"entries\": [], \"version\": 1, \"published\": \"\"}",
                vex(statement("CVE-2025-0001", "affected", "", "pkg:npm/a@1.0.0")))) {
            assertThat(compiled.report().count("indexes")).isEqualTo(3);
            assertThat(compiled.report().refused())
                    .singleElement()
                    .asString()
                    .contains("3.json")
                    .contains("no id");
            assertThat(compiled.report().count("documents")).isEqualTo(5);
        }
    }
}
