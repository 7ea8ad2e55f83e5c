package io.tidewaiter.report;

import io.tidewaiter.model.Product;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Severity;
import io.tidewaiter.vuln.Weaknesses;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * CycloneDX 1.6 JSON: one component per package URL with every place where it was seen, one vulnerability per finding,
 * the coverage as composition and properties. It carries no timestamp, so that equal results give equal bytes.
 */
final class CycloneDxReport implements Report {
    private static final int VERSION_CHARS_MAX = 1024;
    private static final String IMAGE_REF = "image";
    private static final String OS_REF = "operating-system";

    @Override
    public void write(ScanResult result, OutputStream out) throws IOException {
        SortedMap<String, List<InstalledPackage>> byPurl = new TreeMap<>();
        for (InstalledPackage installed : result.inventory().packages()) {
            byPurl.computeIfAbsent(installed.purl().toString(), p -> new ArrayList<>())
                    .add(installed);
        }
        try (JsonText json = new JsonText(out)) {
            json.object(bom -> {
                bom.text("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
                bom.text("bomFormat", "CycloneDX");
                bom.text("specVersion", "1.6");
                bom.text("serialNumber", "urn:uuid:" + FindingText.serial(result));
                bom.number("version", 1);
                metadata(bom, result);
                components(bom, result.inventory().operatingSystem(), byPurl);
                compositions(bom, result.assessment().coverage(), byPurl.keySet());
                vulnerabilities(bom, result);
            });
        }
    }

    private static void metadata(JsonText json, ScanResult result) {
        json.object("metadata", metadata -> {
            metadata.object(
                    "tools",
                    tools -> tools.array(
                            "components",
                            List.of(Product.NAME),
                            name -> json.object(t -> {
                                t.text("type", "application");
                                t.text("name", name);
                                t.text("version", Product.VERSION);
                            })));
            metadata.object("component", image -> {
                Digest digest = result.image().digest();
                image.text("type", "container");
                image.text("bom-ref", IMAGE_REF);
                image.text(
                        "name",
                        result.image().reference().isBlank()
                                ? FindingText.reference(result)
                                : result.image().reference());
                image.text("version", digest == null ? "" : digest.toString());
            });
            Coverage coverage = result.assessment().coverage();
            List<String[]> properties = new ArrayList<>();
            properties.add(
                    property("verdict", result.assessment().verdict().health().label()));
            properties.add(
                    property("verdict:cause", result.assessment().verdict().cause()));
            properties.add(property("coverage", coverage.level().name().toLowerCase(Locale.ROOT)));
            properties.add(
                    property("advisories", result.assessment().advisories().digest()));
            properties.add(property("catalog", result.inventory().catalogVersion()));
            result.suppressed().stream()
                    .filter(s -> !FindingText.isJudged(s))
                    .forEach(s -> properties.add(property("suppressed", FindingText.suppressed(s))));
            for (CoverageFact fact : coverage.facts()) {
                properties.add(property("coverage:" + fact.kind(), where(fact) + fact.detail()));
            }
            properties(metadata, properties);
        });
    }

    private static String where(CoverageFact fact) {
        String layer = fact.layer() < 0 ? "" : "layer " + fact.layer() + ": ";
        return fact.path().isEmpty() ? layer : layer + fact.path() + ": ";
    }

    private static void components(
            JsonText json, OperatingSystem os, SortedMap<String, List<InstalledPackage>> byPurl) {
        List<Runnable> components = new ArrayList<>();
        if (os.isNamed()) {
            components.add(() -> json.object(c -> {
                c.text("type", "operating-system");
                c.text("bom-ref", OS_REF);
                c.text("name", os.id());
                c.text("version", version(os.versionId()));
                c.text("description", os.prettyName());
            }));
        }
        byPurl.forEach((purl, places) -> components.add(() -> component(json, purl, places)));
        json.array("components", components, Runnable::run);
    }

    private static void component(JsonText json, String purl, List<InstalledPackage> places) {
        InstalledPackage first = places.getFirst();
        json.object(c -> {
            c.text("type", "library");
            c.text("bom-ref", purl);
            c.text("group", group(first));
            c.text("name", first.purl().type().equals("maven") ? first.purl().name() : FindingText.name(first));
            c.text("version", version(first.version()));
            c.text("purl", purl);
            List<String[]> properties = new ArrayList<>();
            properties.add(property("cataloger", first.evidence().cataloger()));
            properties.add(property("layer", Integer.toString(first.introducedBy())));
            if (first.source() != null) {
                properties.add(property(
                        "source", first.source().name() + "@" + first.source().version()));
            }
            properties(c, properties);
            c.object(
                    "evidence",
                    evidence -> evidence.array(
                            "occurrences",
                            places.stream()
                                    .filter(place -> !place.evidence().path().isEmpty())
                                    .toList(),
                            place -> json.object(
                                    o -> o.text("location", place.evidence().path()))));
        });
    }

    /** The schema bounds it; the whole one is in the purl. */
    private static String version(String version) {
        return version.length() <= VERSION_CHARS_MAX ? version : PlainText.of(version, VERSION_CHARS_MAX - 1);
    }

    private static String group(InstalledPackage installed) {
        return installed.purl().type().equals("maven") ? installed.purl().namespace() : "";
    }

    private static void compositions(JsonText json, Coverage coverage, Collection<String> purls) {
        boolean complete = coverage.level() == Coverage.Level.COMPLETE;
        json.array(
                "compositions",
                List.of(complete ? "complete" : "incomplete"),
                aggregate -> json.object(c -> {
                    c.text("aggregate", aggregate);
                    List<String> assemblies = new ArrayList<>();
                    assemblies.add(IMAGE_REF);
                    assemblies.addAll(purls);
                    c.texts("assemblies", assemblies);
                }));
    }

    /**
     * What somebody judged not to count stands with the others, and says why; what an option merely does not show, and
     * what a feed that counts more overrules, does not stand here. Only VEX says that a package is not affected, or fixed; a
     * rule, an exemption or an option says no more than that somebody does not want to see it.
     */
    private static void analysis(JsonText json, String rule) {
        json.object("analysis", a -> {
            a.text(
                    "state",
                    rule.startsWith("VexNotAffected")
                            ? "not_affected"
                            : rule.startsWith("VexFixed") ? "resolved" : "in_triage");
            a.text("detail", "not counted: " + FindingText.text(rule));
        });
    }

    /** Each once: a reference is unique in its document, and the one that counts stands before what does not. */
    private static void vulnerabilities(JsonText json, ScanResult result) {
        Map<String, Runnable> all = new LinkedHashMap<>();
        for (Finding finding : result.assessment().findings()) {
            String ref = finding.key();
            all.putIfAbsent(ref, () -> vulnerability(json, finding, ref, ""));
        }
        for (SuppressedFinding suppressed : result.suppressed()) {
            if (FindingText.isJudged(suppressed)) {
                String ref = suppressed.finding().key() + "#" + FindingText.sha256(suppressed.rule());
                all.putIfAbsent(ref, () -> vulnerability(json, suppressed.finding(), ref, suppressed.rule()));
            }
        }
        json.array("vulnerabilities", all.values(), Runnable::run);
    }

    /** @param rule why it does not count; empty where it does */
    private static void vulnerability(JsonText json, Finding finding, String ref, String rule) {
        Vulnerability vulnerability = finding.match().vulnerability();
        json.object(v -> {
            v.text("bom-ref", ref);
            v.text("id", vulnerability.id());
            v.object(
                    "source",
                    source -> source.text(
                            "name", finding.match().reasons().getFirst().feed()));
            v.array(
                    "references",
                    vulnerability.aliases().stream()
                            .filter(alias -> !alias.isEmpty())
                            .toList(),
                    alias -> json.object(r -> {
                        r.text("id", alias);
                        r.object("source", source -> source.text("name", idSource(alias)));
                    }));
            List<Runnable> ratings = new ArrayList<>();
            vulnerability.cvss().forEach(score -> ratings.add(() -> rating(json, score)));
            ratings.add(() -> shownRating(json, vulnerability));
            v.array("ratings", ratings, Runnable::run);
            if (!vulnerability.weaknesses().isEmpty()) {
                v.array("cwes", vulnerability.weaknesses(), id -> json.number(Weaknesses.number(id)));
            }
            v.text("description", vulnerability.title());
            v.text("recommendation", finding.remediation());
            v.array(
                    "advisories",
                    vulnerability.references().stream()
                            .filter(FindingText::isLink)
                            .toList(),
                    url -> json.object(a -> a.text("url", url)));
            v.text("published", FindingText.instant(vulnerability.published()));
            if (!rule.isEmpty()) {
                analysis(json, rule);
            }
            v.array("affects", refs(finding), purl -> json.object(a -> a.text("ref", purl)));
            List<String[]> properties = new ArrayList<>();
            properties.add(property("package", finding.match().subjectName()));
            properties.add(property("installedVersion", finding.match().subjectVersion()));
            properties.add(property("fixedVersion", finding.match().fixedVersion()));
            properties.add(
                    property("fixState", finding.match().fixState().name().toLowerCase(Locale.ROOT)));
            properties.add(
                    property("advisory", finding.match().reasons().getFirst().record()));
            properties.add(property("kev", Boolean.toString(vulnerability.knownExploited())));
            properties(v, properties);
        });
    }

    private static List<String> refs(Finding finding) {
        return finding.packages().stream()
                .map(p -> p.purl().toString())
                .distinct()
                .toList();
    }

    private static String idSource(String id) {
        int dash = id.indexOf('-');
        return dash < 0 ? id : id.substring(0, dash);
    }

    private static void rating(JsonText json, CvssScore score) {
        json.object(r -> {
            r.object("source", source -> source.text("name", score.source()));
            r.number("score", score.baseScore());
            r.text("severity", severity(Severity.ofScore(score.baseScore())));
            r.text("method", method(score.version()));
            r.text("vector", score.vector());
        });
    }

    /** The word that every surface shows, last: whose word it is stands with it. */
    private static void shownRating(JsonText json, Vulnerability vulnerability) {
        String source = vulnerability.severitySource();
        json.object(r -> {
            r.object("source", s -> s.text("name", source.isEmpty() ? Product.NAME : source));
            r.text("severity", severity(vulnerability.severity()));
        });
    }

    private static String method(String cvssVersion) {
        return switch (cvssVersion) {
            case "2.0" -> "CVSSv2";
            case "3.0" -> "CVSSv3";
            case "3.1" -> "CVSSv31";
            case "4.0" -> "CVSSv4";
            default -> "other";
        };
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "critical";
            case HIGH -> "high";
            case MEDIUM -> "medium";
            case LOW -> "low";
            case NEGLIGIBLE -> "info";
            case UNKNOWN -> "unknown";
        };
    }

    private static String[] property(String name, String value) {
        return new String[] {Product.NAME + ":" + name, value};
    }

    private static void properties(JsonText json, List<String[]> properties) {
        json.array(
                "properties",
                properties.stream().filter(p -> !p[1].isEmpty()).toList(),
                p -> json.object(o -> {
                    o.text("name", p[0]);
                    o.text("value", p[1]);
                }));
    }
}
