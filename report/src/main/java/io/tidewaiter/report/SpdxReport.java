package io.tidewaiter.report;

import io.tidewaiter.model.Product;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * SPDX 2.3 JSON: the image contains one package per package URL; findings are security references of their packages,
 * coverage facts, and what does not count, are annotations of the document.
 */
final class SpdxReport implements Report {
    private static final String DOCUMENT_ID = "SPDXRef-DOCUMENT";
    private static final String IMAGE_ID = "SPDXRef-Image";
    private static final String NOTHING_SAID = "NOASSERTION";
    private static final String TOOL = "Tool: " + Product.NAME + "-" + Product.VERSION;

    private record Entry(String id, InstalledPackage installed, List<Finding> findings) {}

    private record Relationship(String from, String type, String to) {}

    @Override
    public void write(ScanResult result, OutputStream out) throws IOException {
        NavigableMap<String, Entry> entries = entries(result);
        try (JsonText json = new JsonText(out)) {
            json.object(document -> {
                document.text("spdxVersion", "SPDX-2.3");
                document.text("dataLicense", "CC0-1.0");
                document.text("SPDXID", DOCUMENT_ID);
                document.text("name", FindingText.reference(result));
                document.text(
                        "documentNamespace",
                        "https://spdx.org/spdxdocs/" + Product.NAME + "-" + FindingText.serial(result));
                document.object("creationInfo", info -> {
                    info.text("created", FindingText.time(result));
                    info.texts("creators", List.of(TOOL));
                    info.text("comment", "The time is that of the newest advisory: equal input gives equal bytes.");
                });
                document.text("comment", FindingText.account(result));
                List<String> comments = new ArrayList<>();
                result.assessment()
                        .coverage()
                        .facts()
                        .forEach(fact -> comments.add("coverage " + fact.kind() + ": " + FindingText.fact(fact)));
                result.suppressed().forEach(one -> comments.add(FindingText.suppressed(one)));
                document.array(
                        "annotations", comments, comment -> annotation(document, comment, FindingText.time(result)));
                List<Runnable> packages = new ArrayList<>();
                packages.add(() -> image(document, result));
                entries.values().forEach(entry -> packages.add(() -> entry(document, entry)));
                document.array("packages", packages, Runnable::run);
                document.array("relationships", relationships(entries), r -> relationship(document, r));
            });
        }
    }

    private static NavigableMap<String, Entry> entries(ScanResult result) {
        NavigableMap<String, Entry> entries = new TreeMap<>();
        for (InstalledPackage installed : result.inventory().packages()) {
            String purl = installed.purl().toString();
            entries.computeIfAbsent(
                    purl,
                    key -> new Entry(
                            "SPDXRef-Package-" + FindingText.sha256(key).substring(0, 16),
                            installed,
                            new ArrayList<>()));
        }
        for (Finding finding : result.assessment().findings()) {
            finding.packages().stream()
                    .map(installed -> installed.purl().toString())
                    .distinct()
                    .map(entries::get)
                    .filter(entry -> entry != null)
                    .forEach(entry -> entry.findings().add(finding));
        }
        return entries;
    }

    private static void annotation(JsonText json, String comment, String time) {
        json.object(a -> {
            a.text("annotationDate", time);
            a.text("annotationType", "OTHER");
            a.text("annotator", TOOL);
            a.text("comment", comment);
        });
    }

    private static void image(JsonText json, ScanResult result) {
        Digest digest = result.image().digest();
        json.object(p -> {
            head(p, IMAGE_ID, FindingText.reference(result), digest == null ? "" : digest.toString());
            p.text("primaryPackagePurpose", "CONTAINER");
            if (digest != null && digest.algorithm().equals("sha256")) {
                p.array(
                        "checksums",
                        List.of(digest.hex()),
                        hex -> json.object(c -> {
                            c.text("algorithm", "SHA256");
                            c.text("checksumValue", hex);
                        }));
            }
        });
    }

    private static void entry(JsonText json, Entry entry) {
        InstalledPackage installed = entry.installed();
        json.object(p -> {
            head(p, entry.id(), FindingText.name(installed), installed.version());
            p.text(
                    "sourceInfo",
                    "found by " + installed.evidence().cataloger() + " in "
                            + FindingText.text(installed.evidence().path()) + ", layer " + installed.introducedBy());
            List<Runnable> references = new ArrayList<>();
            references.add(() ->
                    reference(json, "PACKAGE-MANAGER", "purl", installed.purl().toString(), ""));
            for (Finding finding : entry.findings()) {
                references.add(() ->
                        reference(json, "SECURITY", "advisory", advisory(finding), FindingText.sentence(finding)));
            }
            p.array("externalRefs", references, Runnable::run);
        });
    }

    private static void head(JsonText json, String id, String name, String version) {
        json.text("SPDXID", id);
        json.text("name", FindingText.line(name));
        json.text("versionInfo", FindingText.line(version));
        json.text("downloadLocation", NOTHING_SAID);
        json.flag("filesAnalyzed", false);
        json.text("licenseConcluded", NOTHING_SAID);
        json.text("licenseDeclared", NOTHING_SAID);
        json.text("copyrightText", NOTHING_SAID);
    }

    private static void reference(JsonText json, String category, String type, String locator, String comment) {
        json.object(r -> {
            r.text("referenceCategory", category);
            r.text("referenceType", type);
            r.text("referenceLocator", locator);
            r.text("comment", comment);
        });
    }

    private static String advisory(Finding finding) {
        return finding.match().vulnerability().references().stream()
                .filter(FindingText::isLink)
                .findFirst()
                .orElseGet(() -> "https://osv.dev/vulnerability/"
                        + finding.match().vulnerability().id().replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    private static List<Relationship> relationships(Map<String, Entry> entries) {
        List<Relationship> relationships = new ArrayList<>();
        relationships.add(new Relationship(DOCUMENT_ID, "DESCRIBES", IMAGE_ID));
        entries.values().forEach(entry -> relationships.add(new Relationship(IMAGE_ID, "CONTAINS", entry.id())));
        return relationships;
    }

    private static void relationship(JsonText json, Relationship relationship) {
        json.object(r -> {
            r.text("spdxElementId", relationship.from());
            r.text("relationshipType", relationship.type());
            r.text("relatedSpdxElement", relationship.to());
        });
    }
}
