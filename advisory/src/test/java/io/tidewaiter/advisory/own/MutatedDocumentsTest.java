package io.tidewaiter.advisory.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tidewaiter.advisory.csaf.CsafFeed;
import io.tidewaiter.advisory.cve.CveRecords;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.gentoo.Glsa;
import io.tidewaiter.advisory.kubernetes.CveFeed;
import io.tidewaiter.advisory.msrc.WindowsProducts;
import io.tidewaiter.advisory.nvd.NvdFeed;
import io.tidewaiter.vuln.json.DocumentFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a document, it is read or set aside: nothing else is thrown. */
class MutatedDocumentsTest {
    private static final int MUTATIONS = 400;
    private static final List<String> WORDS = List.of(
            "\"\"",
            "null",
            "[]",
            "{}",
            "-1",
            "1e999",
            "\"*\"",
            "\"0\"",
            "\"\\u0000\"",
            "<",
            ">",
            "]]>",
            "vers:",
            "pkg:",
            "9999999999");

    private static final String CSAF = """
            {"document": {"category": "csaf_vex", "csaf_version": "2.0", "title": "x", "publisher": {"name": "%s"},
              "tracking": {"current_release_date": "2025-02-03T00:00:00Z", "id": "A", "status": "final", "version": "1"}},
             "product_tree": {"branches": [{"category": "product_name", "name": "Windows Server 2022", "branches": [
               {"category": "product_version_range", "name": "<10.0.20348.2402", "product": {"name": "a", "product_id": "1"}},
               {"category": "product_version_range", "name": "vers:npm/>=1.0|<2.0", "product": {"name": "b", "product_id": "2",
                "product_identification_helper": {"purl": "pkg:npm/%%40acme/a"}}}]}]},
             "vulnerabilities": [{"cve": "CVE-2025-0001", "product_status": {"fixed": ["1"], "known_affected": ["1", "2"],
               "known_not_affected": ["2"]}, "scores": [{"products": ["1"], "cvss_v3": {"vectorString": "CVSS:3.1/AV:N"}}]}]}
            """;

    private record Sample(Feed feed, String path, String document) {}

    private static final List<Sample> SAMPLES = List.of(
            new Sample(new Glsa(), "glsa-1.xml", """
                    <?xml version="1.0"?><!DOCTYPE glsa SYSTEM "x"><glsa id="1"><title>x</title><announced>2024-01-02</announced>
                    <affected><package name="a/b" arch="amd64 x86"><unaffected range="rge">1.2-r3</unaffected>
                    <vulnerable range="lt">1.3_p1</vulnerable></package></affected>
                    <references><uri link="x">CVE-2024-0001</uri></references></glsa>
                    """),
            new Sample(new CveRecords(), "CVE-1.json", """
                    {"dataType": "CVE_RECORD", "cveMetadata": {"cveId": "CVE-2025-0001", "state": "PUBLISHED"}, "containers": {
                     "cna": {"affected": [{"packageURL": "pkg:npm/a@1", "collectionURL": "https://pypi.org", "packageName": "b",
                      "defaultStatus": "affected", "versions": [{"version": "1.0", "status": "unaffected", "lessThan": "1.4.*",
                       "versionType": "semver", "changes": [{"at": "1.2", "status": "affected"}]}]}],
                      "metrics": [{"cvssV3_1": {"vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}],
                      "references": [{"url": "https://x"}]}, "adp": [{"metrics": []}]}}
                    """),
            new Sample(new NvdFeed(), "1.json", """
                    {"resultsPerPage": 1, "vulnerabilities": [{"cve": {"id": "CVE-2025-0001", "vulnStatus": "Analyzed",
                     "metrics": {"cvssMetricV31": [{"type": "Primary", "cvssData": {"vectorString": "CVSS:3.1/AV:N"}}]},
                     "references": [{"url": "https://x"}]}}]}
                    """),
            new Sample(new CveFeed(), "1.json", """
                    {"_kubernetes_io": {}, "items": [{"id": "CVE-2025-0001", "url": "https://x", "summary": "x", "content_text":
                     "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H\\r\\n#### Affected Versions\\r\\n- kubelet v1.28.0 - v1.28.3\\r\\n- kubelet <= v1.2.3\\r\\n#### Fixed Versions\\r\\n- kubelet v1.28.4"}]}
                    """),
            new Sample(new CsafFeed(new WindowsProducts()), "1.json", CSAF.formatted("Microsoft")),
            new Sample(new OwnCsaf(List.of(new WindowsProducts())), "1.json", CSAF.formatted("Acme")),
            new Sample(new OwnOpenVex(), "1.json", """
                    {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "x", "author": "A", "timestamp": "2025-01-02T00:00:00Z",
                     "statements": [{"vulnerability": {"name": "CVE-2025-0001", "aliases": ["x"]}, "status": "not_affected",
                      "justification": "component_not_present", "products": [{"@id": "pkg:deb/debian/curl@1?distro=debian-12",
                      "subcomponents": [{"@id": "pkg:npm/a"}]}, {"@id": "pkg:maven/a/b@1"}]}]}
                    """));

    private static final FeedSink NOBODY = new FeedSink() {
        @Override
        public void advisory(FeedAdvisory advisory) {
            assertThat(advisory.head().id()).isNotEmpty();
        }

        @Override
        public void refuse(String part, String reason) {
            assertThat(reason).isNotEmpty();
        }

        @Override
        public boolean isToCome(Instant said) {
            return said.isAfter(Instant.parse("2025-01-01T00:00:00Z"));
        }

        @Override
        public void note(String reason) {
            assertThat(reason).isNotEmpty();
        }
    };

    @Test
    void isReadOrSetAside() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (Sample sample : SAMPLES) {
            read(sample, sample.document(), seed);
            for (int i = 0; i < MUTATIONS; i++) {
                read(sample, mutated(sample.document(), random), seed);
            }
        }
    }

    private static void read(Sample sample, String document, long seed) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        DocumentKind.of(bytes);
        DocumentList.of(bytes);
        try {
            sample.feed().read(sample.path(), new ByteArrayInputStream(bytes), NOBODY);
        } catch (DocumentFault | IOException _) {
            // It is set aside.
        } catch (RuntimeException e) {
            fail("seed " + seed + ", " + sample.feed().folder() + ": " + document, e);
        }
    }

    private static String mutated(String document, Random random) {
        StringBuilder out = new StringBuilder(document);
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            int at = random.nextInt(out.length());
            int end = Math.min(out.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> out.replace(at, end, WORDS.get(random.nextInt(WORDS.size())));
                case 1 -> out.delete(at, end);
                case 2 -> out.insert(at, out.substring(at, end));
                default -> out.setCharAt(at, (char) random.nextInt(0x180));
            }
        }
        return out.toString();
    }
}
