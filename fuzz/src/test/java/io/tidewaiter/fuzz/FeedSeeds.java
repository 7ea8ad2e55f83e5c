package io.tidewaiter.fuzz;

import com.github.luben.zstd.Zstd;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Documents in the shape in which the feeds publish them. */
final class FeedSeeds {
    private static final String GLSA = """
            <?xml version="1.0" encoding="utf-8"?>
            <!DOCTYPE glsa SYSTEM "http://www.gentoo.org/dtd/glsa.dtd">
            <glsa id="202401-01">
              <title>Joblib: Arbitrary Code Execution</title><synopsis>s</synopsis>
              <product type="ebuild">joblib</product><announced>2024-01-02</announced>
              <revised count="1">2024-01-03</revised>
              <affected><package name="dev-python/joblib" auto="yes" arch="*">
                <unaffected range="ge" slot="*">1.2.0</unaffected><unaffected range="rge">1.1.1</unaffected>
                <vulnerable range="lt">1.2.0</vulnerable><vulnerable range="rle" slot="2">2.0_rc1-r3</vulnerable>
                <vulnerable range="eq">1.0*</vulnerable></package></affected>
              <impact type="high"><p>text &amp; more</p></impact>
              <references><uri link="https://nvd.nist.gov/vuln/detail/CVE-2022-21797">CVE-2022-21797</uri></references>
            </glsa>
            """;
    private static final String CVE = """
            {"dataType": "CVE_RECORD", "dataVersion": "5.1",
             "cveMetadata": {"cveId": "CVE-2025-0001", "state": "PUBLISHED", "assignerOrgId": "x",
               "datePublished": "2025-01-02T00:00:00.000Z", "dateUpdated": "2025-01-03T00:00:00.000Z"},
             "containers": {"cna": {"affected": [{"vendor": "acme", "product": "a", "packageName": "a",
               "collectionURL": "https://registry.npmjs.org", "defaultStatus": "unaffected", "versions": [
                {"version": "1.0.0", "status": "affected", "lessThan": "2.0.0", "versionType": "semver",
                 "changes": [{"at": "1.4.2", "status": "unaffected"}, {"at": "1.5.0", "status": "affected"}]}]}],
               "descriptions": [{"lang": "en", "value": "a flaw in a"}],
               "metrics": [{"format": "CVSS", "cvssV3_1": {"version": "3.1", "baseScore": 9.8,
                 "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}],
               "references": [{"url": "https://example.org/1", "tags": ["x"]}]},
              "adp": [{"metrics": [{"other": {"type": "ssvc", "content": {"id": "x"}}}], "title": "CISA ADP"}]}}
            """;
    private static final String NVD = """
            {"resultsPerPage": 1, "startIndex": 0, "totalResults": 1, "format": "NVD_CVE", "version": "2.0",
             "vulnerabilities": [{"cve": {"id": "CVE-1999-0001", "published": "2024-03-29T17:15:21.150",
             "lastModified": "2024-05-01T19:15:27.347", "vulnStatus": "Analyzed",
             "descriptions": [{"lang": "en", "value": "text"}],
             "metrics": {"cvssMetricV31": [{"source": "nvd@nist.gov", "type": "Primary", "cvssData": {"version": "3.1",
               "baseScore": 10.0, "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"}}],
              "cvssMetricV2": [{"source": "nvd@nist.gov", "type": "Primary",
               "cvssData": {"version": "2.0", "vectorString": "AV:N/AC:L/Au:N/C:C/I:C/A:C"}}]},
             "weaknesses": [{"source": "x", "description": [{"lang": "en", "value": "CWE-506"}]}],
             "references": [{"url": "https://example.org", "source": "x"}]}}]}
            """;
    private static final String KUBERNETES = """
            {"title": "x", "version": "https://jsonfeed.org/version/1.1", "items": [{"id": "CVE-2023-0001",
             "_kubernetes_io": {"issue_number": 1}, "date_published": "2023-11-10T00:00:00Z", "status": "fixed",
             "external_url": "https://www.cve.org/cverecord?id=CVE-2023-0001", "summary": "a flaw",
             "url": "https://github.com/kubernetes/kubernetes/issues/1",
             "content_text": "CVSS Rating: [CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H](x)\\r\\n\\r\\n#### Affected Versions\\r\\n- kubelet v1.28.0 - v1.28.3\\r\\n- kubelet <= v1.25.15\\r\\n#### Fixed Versions\\r\\n- kubelet v1.28.4\\r\\n"}]}
            """;
    private static final String CSAF = """
            {"document": {"category": "csaf_vex", "csaf_version": "2.0", "title": "a flaw",
              "publisher": {"category": "vendor", "name": "Microsoft Security Response Center", "namespace": "https://msrc.microsoft.com"},
              "tracking": {"current_release_date": "2025-02-03T00:00:00Z", "id": "msrc_CVE-2025-0001",
              "initial_release_date": "2025-01-02T00:00:00Z", "status": "final", "version": "1"}},
             "product_tree": {"branches": [{"category": "vendor", "name": "Microsoft", "branches": [
               {"category": "product_name", "name": "Windows Server 2022", "branches": [
                {"category": "product_version_range", "name": "<10.0.20348.2966",
                 "product": {"name": "Windows Server 2022 <10.0.20348.2966", "product_id": "1"}},
                {"category": "product_version", "name": "10.0.20348.2966",
                 "product": {"name": "Windows Server 2022 10.0.20348.2966", "product_id": "11923"}}]},
               {"category": "product_version", "name": "a", "product": {"name": "a", "product_id": "A",
                "product_identification_helper": {"purl": "pkg:npm/a@1.0.0"}}}]}],
              "relationships": [{"category": "default_component_of", "product_reference": "A",
               "relates_to_product_reference": "11923", "full_product_name": {"name": "x", "product_id": "11923:A"}}]},
             "vulnerabilities": [{"cve": "CVE-2025-0001",
               "product_status": {"fixed": ["11923"], "known_affected": ["1", "A"]},
               "remediations": [{"category": "vendor_fix", "details": "10.0.20348.2966:Security Update:x", "product_ids": ["1"], "url": "https://x"}],
               "scores": [{"products": ["1", "A"], "cvss_v3": {"version": "3.1",
                 "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}]}]}
            """;
    private static final String OSV = """
            {"schema_version": "1.7.0", "id": "GHSA-aaaa-bbbb-cccc", "modified": "2025-01-01T00:00:00Z",
             "withdrawn": "2999-01-01T00:00:00Z", "aliases": ["CVE-2025-0002"], "affected": [
             {"package": {"ecosystem": "Go", "name": "a", "purl": "pkg:golang/a"}, "versions": ["1"], "ranges": [
              {"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2"}, {"introduced": "2"}, {"limit": "3"}]}],
              "ecosystem_specific": {"imports": [{"path": "a/b", "symbols": ["F"]}]}}],
             "severity": [{"type": "CVSS_V4", "score": "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}]}
            """;
    private static final String OPENVEX = """
            {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/vex/1", "author": "Acme",
             "timestamp": "2025-01-02T00:00:00Z", "version": 1, "statements": [
             {"vulnerability": {"name": "CVE-2025-0003", "aliases": ["GHSA-aaaa-bbbb-cccc"]}, "status": "not_affected",
              "justification": "component_not_present", "products": [{"@id": "pkg:npm/a@1.2.3"}, {"@id": "pkg:deb/debian/b?distro=debian-12"}]}]}
            """;
    private static final String KEV = """
            {"title": "CISA Catalog", "catalogVersion": "2025.01.01", "count": 1, "vulnerabilities": [
             {"cveID": "CVE-1999-0001", "vendorProject": "x", "dateAdded": "2025-01-01", "knownRansomwareCampaignUse": "Known"}]}
            """;
    private static final String EPSS = """
            #model_version:v2025.03.14,score_date:2025-01-01T00:00:00+0000
            cve,epss,percentile
            CVE-1999-0001,0.01234,0.5
            """;

    private FeedSeeds() {}

    static List<byte[]> of(String name) throws IOException {
        return switch (name) {
            case "feed-gentoo" -> List.of(bytes(GLSA));
            case "feed-cve" -> List.of(bytes(CVE));
            case "feed-nvd" -> List.of(bytes(NVD));
            case "feed-msrc" -> List.of(bytes(CSAF));
            case "feed-kubernetes" -> List.of(bytes(KUBERNETES));
            case "feed-kev" -> List.of(bytes(KEV));
            case "feed-epss" -> List.of(bytes(EPSS));
            case "feed-own" ->
                List.of(
                        bytes(OSV),
                        bytes(OPENVEX),
                        bytes(CSAF),
                        bytes(CVE),
                        bytes(NVD),
                        bytes("[" + OSV + "," + OPENVEX + "," + CSAF + "]"));
            case "feed-zip" -> List.of(zip());
            case "feed-tar" -> List.of(tar());
            case "feed-tar-gz" -> List.of(TestImage.gzip(tar()));
            case "feed-tar-zst" -> List.of(Zstd.compress(tar()));
            default -> List.of(packed(name));
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tar() {
        return new TarBuilder()
                .directory("a")
                .file("a/osv.json", OSV)
                .file("a/vex.json", OPENVEX)
                .file("nvd/page.json", NVD)
                .symlink("a/link.json", "osv.json")
                .build();
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String document : List.of(OSV, OPENVEX, CSAF)) {
                zip.putNextEntry(new ZipEntry("d/" + document.length() + ".json"));
                zip.write(bytes(document));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] packed(String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packing = name.endsWith("xz")
                ? new XZOutputStream(out, new LZMA2Options())
                : new BZip2CompressorOutputStream(out)) {
            packing.write(tar());
        }
        return out.toByteArray();
    }
}
