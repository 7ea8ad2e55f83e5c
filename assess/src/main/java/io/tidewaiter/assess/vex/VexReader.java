package io.tidewaiter.assess.vex;

import io.tidewaiter.vuln.Times;
import io.tidewaiter.vuln.csaf.CsafComponent;
import io.tidewaiter.vuln.csaf.CsafDocument;
import io.tidewaiter.vuln.csaf.CsafGroup;
import io.tidewaiter.vuln.csaf.CsafProduct;
import io.tidewaiter.vuln.csaf.CsafReader;
import io.tidewaiter.vuln.csaf.CsafVulnerability;
import io.tidewaiter.vuln.cyclonedx.CycloneDxVex;
import io.tidewaiter.vuln.cyclonedx.CycloneDxVexReader;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.openvex.OpenVexDocument;
import io.tidewaiter.vuln.openvex.OpenVexReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a VEX document of whichever format; what is none is a {@link DocumentFault} that says why. */
public final class VexReader {
    private VexReader() {}

    /** The document in these bytes. */
    public static VexDocument read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.contains("\"@context\"")) {
            return of(new OpenVexReader().read(new ByteArrayInputStream(bytes)));
        }
        if (text.contains("\"bomFormat\"")) {
            return of(new CycloneDxVexReader().read(new ByteArrayInputStream(bytes)));
        }
        if (text.contains("\"csaf_version\"")) {
            return of(new CsafReader().read(new ByteArrayInputStream(bytes)));
        }
        throw new DocumentFault(
                "no VEX document: neither an OpenVEX @context, nor a csaf_version, nor a CycloneDX bomFormat");
    }

    /** Statements are in the order of their times, so that the last word on a product stands last. */
    private static VexDocument of(OpenVexDocument document) {
        List<VexStatement> statements = document.inOrderOfTime().stream()
                .map(s -> new VexStatement(
                        ids(s.vulnerability(), s.aliases()),
                        status(s.status()),
                        s.reason(),
                        products(s),
                        document.said(s)))
                .toList();
        return new VexDocument("OpenVEX", document.id(), document.author(), document.timestamp(), statements);
    }

    private static List<VexStatement.Product> products(OpenVexDocument.Statement statement) {
        List<VexStatement.Product> products = new ArrayList<>();
        for (String product : statement.products()) {
            List<String> parts = statement.parts().stream()
                    .filter(p -> p.product().equals(product))
                    .map(OpenVexDocument.Part::part)
                    .toList();
            if (parts.isEmpty()) {
                products.add(new VexStatement.Product(product, ""));
            }
            parts.forEach(part -> products.add(new VexStatement.Product(product, part)));
        }
        return products;
    }

    private static VexStatement.Status status(String word) {
        return switch (word) {
            case "not_affected" -> VexStatement.Status.NOT_AFFECTED;
            case "fixed" -> VexStatement.Status.FIXED;
            case "affected" -> VexStatement.Status.AFFECTED;
            case "under_investigation" -> VexStatement.Status.UNDER_INVESTIGATION;
            default -> throw new DocumentFault("no status of VEX: \"" + word + "\"");
        };
    }

    private static VexDocument of(CycloneDxVex document) {
        List<VexStatement> statements = new ArrayList<>();
        for (CycloneDxVex.Analysis one : document.analyses()) {
            analysed(one.state())
                    .ifPresent(status -> statements.add(new VexStatement(
                            ids(one.id(), one.aliases()),
                            status,
                            one.reason(),
                            one.products().stream()
                                    .map(p -> new VexStatement.Product(p, ""))
                                    .toList(),
                            Times.instant(document.timestamp(), Instant.MIN))));
        }
        return new VexDocument("CycloneDX", document.serial(), "", document.timestamp(), statements);
    }

    /** What an impact analysis state says (CycloneDX 1.4 and later); empty where nobody analysed. */
    private static Optional<VexStatement.Status> analysed(String state) {
        return switch (state) {
            case "resolved", "resolved_with_pedigree" -> Optional.of(VexStatement.Status.FIXED);
            case "not_affected", "false_positive" -> Optional.of(VexStatement.Status.NOT_AFFECTED);
            case "exploitable" -> Optional.of(VexStatement.Status.AFFECTED);
            case "in_triage" -> Optional.of(VexStatement.Status.UNDER_INVESTIGATION);
            default -> Optional.empty();
        };
    }

    private static VexDocument of(CsafDocument document) {
        List<VexStatement> statements = new ArrayList<>();
        for (CsafVulnerability one : document.vulnerabilities()) {
            statements.addAll(said(document, one, VexStatement.Status.UNDER_INVESTIGATION, "under_investigation"));
            statements.addAll(said(document, one, VexStatement.Status.AFFECTED, "known_affected"));
            statements.addAll(said(document, one, VexStatement.Status.FIXED, "fixed"));
            statements.addAll(said(document, one, VexStatement.Status.NOT_AFFECTED, "known_not_affected"));
        }
        return new VexDocument("CSAF", document.id(), document.publisher(), document.modified(), statements);
    }

    private static List<VexStatement> said(
            CsafDocument document, CsafVulnerability vulnerability, VexStatement.Status status, String list) {
        List<VexStatement> said = new ArrayList<>();
        Set<String> open = open(vulnerability, status);
        for (String id : vulnerability.products(list)) {
            if (open.contains(id)) {
                continue;
            }
            String reason = Stream.concat(vulnerability.flags().stream(), vulnerability.threats().stream())
                    .filter(group -> group.holdsFor(id))
                    .map(CsafGroup::text)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
            said.add(new VexStatement(
                    ids(vulnerability.cve(), vulnerability.ids()),
                    status,
                    reason,
                    List.of(product(document, id)),
                    Times.instant(document.modified(), Instant.MIN)));
        }
        return said;
    }

    /**
     * The products of which the document says the contrary of "fixed" or "not affected" too, which the standard forbids
     * (CSAF 2.0, 6.1.6): of two such words the one that hides nothing counts.
     */
    private static Set<String> open(CsafVulnerability vulnerability, VexStatement.Status status) {
        if (status != VexStatement.Status.FIXED && status != VexStatement.Status.NOT_AFFECTED) {
            return Set.of();
        }
        Set<String> open = new HashSet<>(vulnerability.products("known_affected"));
        open.addAll(vulnerability.products("first_affected"));
        open.addAll(vulnerability.products("last_affected"));
        open.addAll(vulnerability.products("under_investigation"));
        return open;
    }

    /** A product with a purl, or a component of a product that has one. */
    private static VexStatement.Product product(CsafDocument document, String id) {
        CsafComponent component = document.components().get(id);
        if (component == null) {
            return new VexStatement.Product(purl(document, id), "");
        }
        String part = purl(document, component.component());
        String whole = purl(document, component.platform());
        // A platform without a purl is a release, which the component's own qualifiers name.
        return whole.startsWith("pkg:") ? new VexStatement.Product(whole, part) : new VexStatement.Product(part, "");
    }

    private static String purl(CsafDocument document, String id) {
        CsafProduct product = document.products().get(id);
        return product == null || product.purl().isEmpty() ? id : product.purl();
    }

    private static List<String> ids(String name, List<String> aliases) {
        return Stream.concat(Stream.of(name), aliases.stream())
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
    }
}
