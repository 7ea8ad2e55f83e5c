package io.tidewaiter.report;

import io.tidewaiter.model.Product;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.vuln.CvssScore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Our own document: everything that is known, in one place; {@code docs/schema/scan.schema.json}. */
final class JsonReport implements Report {
    @Override
    public void write(ScanResult result, OutputStream out) throws IOException {
        try (JsonText json = new JsonText(out)) {
            json.object(document -> {
                document.text("schemaVersion", "1");
                document.object("tool", tool -> {
                    tool.text("name", Product.NAME);
                    tool.text("version", Product.VERSION);
                    tool.textOrEmpty("catalog", result.inventory().catalogVersion());
                });
                image(document, result.image(), result.inventory());
                verdict(document, result.assessment());
                coverage(document, result.assessment().coverage());
                advisories(document, result.assessment().advisories());
                document.array("packages", result.inventory().packages(), p -> installed(document, p));
                document.array(
                        "findings",
                        result.assessment().findings(),
                        f -> finding(document, f, result.inventory().base()));
                document.array("suppressed", result.suppressed(), s -> suppressed(document, s));
            });
        }
    }

    private static void image(JsonText json, ImageIdentity image, Inventory inventory) {
        json.object("image", i -> {
            i.textOrEmpty("reference", image.reference());
            i.text("digest", text(image.digest()));
            i.text("mediaType", image.mediaType());
            i.text("platform", image.platform());
            i.number("sizeBytes", image.sizeBytes());
            i.object("operatingSystem", os -> {
                os.text("id", inventory.operatingSystem().id());
                os.text("versionId", inventory.operatingSystem().versionId());
                os.text("codename", inventory.operatingSystem().codename());
                os.text("prettyName", inventory.operatingSystem().prettyName());
                os.text("ecosystem", text(inventory.operatingSystem().ecosystem()));
                if (!inventory.operatingSystem().channels().isEmpty()) {
                    os.texts("channels", inventory.operatingSystem().channels());
                }
            });
            i.array("layers", inventory.layers(), layer -> layer(json, layer));
            BaseImage base = inventory.base();
            if (base != null) {
                i.object("base", b -> base(b, base));
            }
        });
    }

    private static void base(JsonText json, BaseImage base) {
        json.text("name", base.name());
        json.text("digest", text(base.digest()));
        if (base.tellsLayers()) {
            json.number("layers", base.layers());
            json.flag("layersProven", base.proven());
        }
        json.text("how", base.how().label());
    }

    private static void layer(JsonText json, LayerRecord layer) {
        json.object(l -> {
            l.number("index", layer.index());
            l.text("digest", text(layer.digest()));
            l.text("diffId", text(layer.diffId()));
            l.text("createdBy", layer.createdBy());
            l.number("storedBytes", layer.storedBytes());
            l.number("expandedBytes", layer.expandedBytes());
        });
    }

    private static void verdict(JsonText json, ImageAssessment assessment) {
        json.object("verdict", v -> {
            v.text("health", assessment.verdict().health().label());
            v.text("cause", assessment.verdict().cause());
            v.text("description", assessment.verdict().description());
        });
    }

    private static void coverage(JsonText json, Coverage coverage) {
        json.object("coverage", c -> {
            CoverageCounts counts = coverage.counts();
            c.text("level", coverage.level().name().toLowerCase(Locale.ROOT));
            c.number("layers", counts.layers());
            c.number("layersRead", counts.layersRead());
            c.number("expandedBytes", counts.expandedBytes());
            c.number("entries", counts.entries());
            c.number("files", counts.files());
            c.number("packageDatabases", counts.packageDatabases());
            c.number("archives", counts.archives());
            c.number("executables", counts.executables());
            c.number("executablesExplained", counts.executablesExplained());
            c.number("executablesOwned", counts.executablesOwned());
            c.number("executablesParsed", counts.executablesParsed());
            c.number("executablesKnown", counts.executablesKnown());
            c.number("executablesCompared", counts.executablesCompared());
            c.texts("unexplained", coverage.unexplained());
            c.array("facts", coverage.facts(), fact -> fact(json, fact));
        });
    }

    private static void fact(JsonText json, CoverageFact fact) {
        json.object(f -> {
            f.text("kind", fact.kind().name());
            f.flag("breaksProof", fact.kind().breaksProof());
            f.text("path", fact.path());
            if (fact.layer() >= 0) {
                f.number("layer", fact.layer());
            }
            f.text("detail", fact.detail());
        });
    }

    private static void advisories(JsonText json, AdvisorySnapshot snapshot) {
        json.object("advisories", a -> {
            a.text("digest", snapshot.digest());
            a.array(
                    "feeds",
                    snapshot.feeds(),
                    feed -> json.object(f -> {
                        f.text("name", feed.name());
                        f.number("records", feed.records());
                        f.text("newest", feed.newest());
                    }));
        });
    }

    private static void installed(JsonText json, InstalledPackage installed) {
        json.object(p -> {
            p.text("purl", installed.purl().toString());
            p.textOrEmpty("name", installed.name());
            p.text("version", installed.version());
            p.text("architecture", installed.architecture());
            p.text("ecosystem", text(installed.ecosystem()));
            if (installed.source() != null) {
                p.text("sourceName", installed.source().name());
                p.text("sourceVersion", installed.source().version());
            }
            p.object("evidence", e -> {
                e.textOrEmpty("path", installed.evidence().path());
                e.number("layer", installed.evidence().layer());
                e.textOrEmpty("cataloger", installed.evidence().cataloger());
            });
            p.number("layer", installed.introducedBy());
            if (!installed.attributes().isEmpty()) {
                p.object("attributes", a -> installed.attributes().forEach(a::text));
            }
        });
    }

    private static void finding(JsonText json, Finding finding, @Nullable BaseImage base) {
        json.object(f -> {
            Match match = finding.match();
            Vulnerability vulnerability = match.vulnerability();
            f.text("id", vulnerability.id());
            f.texts("aliases", vulnerability.aliases());
            f.text("title", vulnerability.title());
            f.text("severity", vulnerability.severity().label());
            f.text("severitySource", vulnerability.severitySource());
            f.array("cvss", vulnerability.cvss(), score -> cvss(json, score));
            if (vulnerability.epssProbability() >= 0) {
                f.number("epss", vulnerability.epssProbability());
            }
            f.flag("kev", vulnerability.knownExploited());
            f.texts("weaknesses", vulnerability.weaknesses());
            f.text("state", match.fixState().name().toLowerCase(Locale.ROOT));
            f.text("ecosystem", match.ecosystem().toString());
            f.textOrEmpty("package", match.subjectName());
            f.text("installedVersion", match.subjectVersion());
            f.text("fixedVersion", match.fixedVersion());
            f.text("remediation", finding.remediation());
            if (base != null && base.tellsLayers()) {
                f.flag("fromBase", finding.isOf(base));
            }
            f.text("published", vulnerability.published());
            f.texts("references", vulnerability.references());
            f.array(
                    "packages",
                    finding.packages(),
                    p -> json.object(affected -> {
                        affected.text("purl", p.purl().toString());
                        affected.text("path", p.evidence().path());
                        affected.number("layer", p.introducedBy());
                    }));
            f.array("why", match.reasons(), reason -> why(json, reason));
        });
    }

    private static void suppressed(JsonText json, SuppressedFinding suppressed) {
        json.object(s -> {
            s.text("id", suppressed.finding().match().vulnerability().id());
            s.textOrEmpty("package", suppressed.finding().match().subjectName());
            s.text("installedVersion", suppressed.finding().match().subjectVersion());
            s.text(
                    "severity",
                    suppressed.finding().match().vulnerability().severity().label());
            s.textOrEmpty("rule", suppressed.rule());
        });
    }

    private static void cvss(JsonText json, CvssScore score) {
        json.object(s -> {
            s.text("version", score.version());
            s.textOrEmpty("vector", score.vector());
            s.number("baseScore", score.baseScore());
            s.text("source", score.source());
        });
    }

    private static void why(JsonText json, MatchReason reason) {
        json.object(r -> {
            r.textOrEmpty("feed", reason.feed());
            r.textOrEmpty("record", reason.record());
            r.text("range", reason.range());
            r.text("matchedName", reason.matchedName());
            r.text("matchedVersion", reason.matchedVersion());
            r.textOrEmpty("rule", reason.rule());
        });
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
