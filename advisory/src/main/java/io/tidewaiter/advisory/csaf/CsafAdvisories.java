package io.tidewaiter.advisory.csaf;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.FixedBuilds;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.vuln.OsvSeverity;
import io.tidewaiter.vuln.csaf.CsafComponent;
import io.tidewaiter.vuln.csaf.CsafDocument;
import io.tidewaiter.vuln.csaf.CsafGroup;
import io.tidewaiter.vuln.csaf.CsafProduct;
import io.tidewaiter.vuln.csaf.CsafVulnerability;
import io.tidewaiter.vuln.json.DocumentFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns one CSAF document to advisories. A VEX document is the vendor's whole word on its vulnerability; a security
 * advisory is a notice, one for all vulnerabilities of which it says the same.
 *
 * <p>Where one stream of a release has several fixed builds, {@link FixedBuilds} makes one range of them.
 */
final class CsafAdvisories {
    private static final int MODULE_DEPTH_MAX = 4;
    private static final CsafProduct NONE = new CsafProduct("", "", "", "", "", "", "");

    private final CsafVendor vendor;
    private final CsafDocument document;
    private final FeedSink sink;
    private final boolean isEither;
    private final Map<String, Optional<CsafPart>> parts = new HashMap<>();

    CsafAdvisories(CsafVendor vendor, CsafDocument document, FeedSink sink) {
        this.vendor = vendor;
        this.document = document;
        this.sink = sink;
        this.isEither = vendor.mayNameSources() && !namesSources(document);
    }

    void tell() {
        if (document.state().equals("draft")) {
            throw new DocumentFault("a draft");
        }
        boolean isVex = document.category().equals("csaf_vex");
        Map<List<Statement>, List<CsafVulnerability>> same = new LinkedHashMap<>();
        for (CsafVulnerability vulnerability : document.vulnerabilities()) {
            List<Statement> statements = statements(vulnerability);
            if (vulnerability.name().isEmpty()) {
                sink.refuse("a vulnerability", "it has neither a CVE nor another id");
            } else if (!statements.isEmpty()) {
                same.computeIfAbsent(statements, _ -> new ArrayList<>()).add(vulnerability);
            }
        }
        boolean isOne = same.size() == 1;
        same.forEach((statements, vulnerabilities) -> {
            if (isVex) {
                vulnerabilities.forEach(one -> sink.advisory(state(one, statements)));
            } else {
                sink.advisory(notice(vulnerabilities, statements, isOne));
            }
        });
    }

    private FeedAdvisory state(CsafVulnerability vulnerability, List<Statement> statements) {
        String name = vulnerability.name();
        String id = document.vulnerabilities().size() == 1 ? document.id() : document.id() + " " + name;
        Heads head = Heads.ofVulnerability(id, name);
        return advisory(head, List.of(vulnerability), FeedAdvisory.Kind.STATE, statements);
    }

    private FeedAdvisory notice(List<CsafVulnerability> all, List<Statement> statements, boolean isOne) {
        List<String> names = all.stream().map(CsafVulnerability::name).toList();
        String id = isOne ? document.id() : document.id() + " " + names.getFirst();
        return advisory(Heads.ofNotice(id, names), all, FeedAdvisory.Kind.NOTICE, statements);
    }

    private FeedAdvisory advisory(
            Heads head, List<CsafVulnerability> all, FeedAdvisory.Kind kind, List<Statement> statements) {
        head.title(document.title().isEmpty() ? all.getFirst().title() : document.title())
                .dated(document.published(), document.modified())
                .rated(document.severity())
                .reference(document.self());
        if (all.size() == 1) {
            head.scored(firstVector(all.getFirst())).weak(all.getFirst().weaknesses());
            all.getFirst().remediations().forEach(one -> head.reference(one.url()));
        }
        return new FeedAdvisory(head.build(), vendor.name(), kind, statements);
    }

    private static String firstVector(CsafVulnerability vulnerability) {
        return vulnerability.scores().isEmpty()
                ? ""
                : vulnerability.scores().getFirst().text();
    }

    /** What it says of every package, without repetition, in the document's order. */
    private List<Statement> statements(CsafVulnerability vulnerability) {
        Map<Slot, FixedBuilds> fixed = new LinkedHashMap<>();
        Set<Statement> others = new LinkedHashSet<>();
        for (String status : List.of("fixed", "first_fixed", "recommended")) {
            vulnerability.products(status).forEach(id -> fixed(vulnerability, id, fixed));
        }
        for (String status : List.of("known_affected", "first_affected", "last_affected")) {
            vulnerability.products(status).forEach(id -> {
                if (vendor.affectedIsBelow()) {
                    fixed(vulnerability, id, fixed);
                } else {
                    other(vulnerability, id, status, others);
                }
            });
        }
        vulnerability.products("known_not_affected").forEach(id -> other(vulnerability, id, "not affected", others));
        vulnerability
                .products("under_investigation")
                .forEach(id -> other(vulnerability, id, "under investigation", others));
        dropSourcesOfNamedBinaries(others);
        List<Statement> all = new ArrayList<>();
        dropSourcesOfFixedBinaries(fixed);
        fixed.forEach((slot, builds) -> all.add(builds.joined(slot.ecosystem())));
        all.addAll(others);
        return all;
    }

    /**
     * A source package that is fixed says nothing beside the binary packages that were built from it, which bear its
     * version; where a document names none of these, it stands for all of them.
     */
    private static void dropSourcesOfFixedBinaries(Map<Slot, FixedBuilds> fixed) {
        Map<Ecosystem, Set<String>> built = new HashMap<>();
        fixed.forEach((slot, builds) -> {
            if (!slot.scope().ofSource()) {
                built.computeIfAbsent(slot.ecosystem(), _ -> new HashSet<>()).addAll(builds.versions());
            }
        });
        fixed.entrySet()
                .removeIf(one -> one.getKey().scope().ofSource()
                        && built.getOrDefault(one.getKey().ecosystem(), Set.of()).stream()
                                .anyMatch(one.getValue().versions()::contains));
    }

    /**
     * A document that names the binary packages of a source which are affected, the one of its own name among them, means
     * no other by naming the source beside them.
     */
    private void dropSourcesOfNamedBinaries(Set<Statement> statements) {
        if (isEither) {
            return; // what stands for a source is the other reading of a binary
        }
        Set<Slot> binaries = new HashSet<>();
        for (Statement one : statements) {
            if (!one.scope().ofSource() && !one.word().isNotAffected()) {
                binaries.add(new Slot(
                        one.ecosystem(),
                        one.name(),
                        Scope.SOURCE.inModule(one.scope().module())));
            }
        }
        statements.removeIf(one ->
                !one.word().isNotAffected() && binaries.contains(new Slot(one.ecosystem(), one.name(), one.scope())));
    }

    /** One stream of one package. */
    private record Slot(Ecosystem ecosystem, String name, Scope scope) {}

    private void fixed(CsafVulnerability vulnerability, String id, Map<Slot, FixedBuilds> fixed) {
        CsafTarget target = target(id);
        if (target == null) {
            return;
        }
        if (target.version().isEmpty()) {
            sink.note("fixed, and no version: " + id);
            return;
        }
        Statement statement = Statement.fixed(target.ecosystem(), target.name(), target.version())
                .within(target.scope())
                .saying(VendorWord.open(FixState.AFFECTED, erratum(vulnerability, id))
                        .rated(severity(vulnerability, id)))
                .scored(vectors(vulnerability, id));
        Slot slot = new Slot(target.ecosystem(), target.name(), target.scope());
        fixed.computeIfAbsent(slot, _ -> new FixedBuilds()).add(target.version(), statement);
    }

    private void other(CsafVulnerability vulnerability, String id, String status, Set<Statement> others) {
        CsafTarget target = target(id);
        if (target == null) {
            return;
        }
        VendorWord word = CsafWords.of(vulnerability, id, status).rated(severity(vulnerability, id));
        List<RangeEvent> events = CsafWords.events(status, target.version());
        Statement statement = word.isNotAffected()
                ? Statement.notAffected(target.ecosystem(), target.name(), word.note())
                        .rated(word.severity())
                : Statement.of(target.ecosystem(), target.name(), events, word).scored(vectors(vulnerability, id));
        others.add(statement.within(target.scope()));
        if (isEither && !target.scope().ofSource()) {
            others.add(statement.within(Scope.SOURCE.inModule(target.scope().module())));
        }
    }

    private static boolean namesSources(CsafDocument document) {
        return document.products().values().stream()
                .anyMatch(product ->
                        product.name().endsWith(".src") || product.purl().contains("arch=src"));
    }

    private @Nullable CsafTarget target(String id) {
        return part(id).flatMap(vendor::target).orElse(null);
    }

    private Optional<CsafPart> part(String id) {
        return parts.computeIfAbsent(id, this::resolve);
    }

    /** Follows relationships to the platform; what lies between is a module. */
    private Optional<CsafPart> resolve(String id) {
        CsafComponent both = document.components().get(id);
        if (both == null) {
            CsafProduct alone = document.products().get(id);
            return alone == null ? Optional.empty() : Optional.of(new CsafPart(id, alone, alone, ""));
        }
        CsafProduct component = product(both.component());
        String module = "";
        String platform = both.platform();
        for (int depth = 0; depth < MODULE_DEPTH_MAX && document.components().containsKey(platform); depth++) {
            CsafComponent between = document.components().get(platform);
            if (between == null) {
                break;
            }
            CsafProduct product = product(between.component());
            module = product.purl().isEmpty() ? product.name() : product.purl();
            platform = between.platform();
        }
        CsafProduct release = document.products().get(platform);
        return release == null || component.id().isEmpty()
                ? Optional.empty()
                : Optional.of(new CsafPart(id, component, release, module));
    }

    private CsafProduct product(String id) {
        return document.products().getOrDefault(id, NONE);
    }

    private String severity(CsafVulnerability vulnerability, String id) {
        for (CsafGroup threat : vulnerability.threats()) {
            if (threat.category().equals("impact") && threat.holdsFor(id)) {
                String word = vendor.severity(threat.text());
                return word.equals(document.severity()) ? "" : word;
            }
        }
        return "";
    }

    /** The vendor's name of the update that fixes it: the last part of its web address, or what that asks for. */
    private static String erratum(CsafVulnerability vulnerability, String id) {
        for (CsafGroup remediation : vulnerability.remediations()) {
            if (remediation.category().equals("vendor_fix") && remediation.holdsFor(id)) {
                String url = remediation.url();
                String last = url.substring(url.lastIndexOf('/') + 1);
                return last.startsWith("?id=") ? last.substring(4) : last;
            }
        }
        return "";
    }

    /** Only where it is another one than the first, which the head has. */
    private static List<OsvSeverity> vectors(CsafVulnerability vulnerability, String id) {
        for (CsafGroup score : vulnerability.scores()) {
            if (score.holdsFor(id)) {
                return score.text().isEmpty() || score.text().equals(firstVector(vulnerability))
                        ? List.of()
                        : List.of(new OsvSeverity("CVSS_V3", score.text()));
            }
        }
        return List.of();
    }
}
