package io.tidewaiter.advisory.cve;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.advisory.own.PurlPackages;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.VersionSchemes;
import io.tidewaiter.vuln.cve.CveReader;
import io.tidewaiter.vuln.cve.CveRecord;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code cve}: records of the CVE list ({@code github.com/CVEProject/cvelistV5}), version 5.
 *
 * <p>A product counts where it proves which package it is: by its {@code packageURL}, or by the address of a registry and
 * the name in it ({@link Collections}), or which program by a vendor's and a product's name that it alone has ({@link
 * Products}). Other vendors and products prove nothing, so that of all other records only the scores are kept, for
 * whoever speaks of the same CVE. A rejected record says nothing.
 *
 * <p>What others add of products ({@code adp}) is often narrower than what the CNA says, and is read where the CNA
 * names none ({@code n/a}) alone. Where the CNA is the project itself and decides on every version, its word comes before that of the NVD.
 */
public final class CveRecords implements Feed {
    /** Whose word it is, for a person. */
    public static final String NAME = "CVE";

    private final CveReader reader = new CveReader();

    @Override
    public String folder() {
        return "cve";
    }

    @Override
    public boolean reads(String path) {
        return path.substring(path.lastIndexOf('/') + 1).startsWith("CVE-") && path.endsWith(".json");
    }

    @Override
    public long documentBytesMax() {
        return CveReader.BYTES_MAX;
    }

    @Override
    public void read(String path, InputStream document, FeedSink sink) {
        CveRecord record = reader.read(document);
        if (record.isRejected()) {
            sink.note("it was rejected");
            return;
        }
        Heads head = Heads.ofVulnerability(record.id(), record.id())
                .title(record.title())
                .dated(record.published(), record.modified())
                .exploited(record.isExploited())
                .weak(record.weaknesses());
        record.vectors().forEach(head::scored);
        record.references().forEach(head::reference);
        List<Statement> statements = new ArrayList<>();
        boolean isProjects = true;
        for (CveRecord.Product product : record.products()) {
            for (CveRecord.Product part : OracleJava.parts(product)) {
                isProjects &= statements(record, part, statements, sink);
            }
        }
        FeedAdvisory.Kind kind = isProjects ? FeedAdvisory.Kind.STATE : FeedAdvisory.Kind.RELAYED;
        sink.advisory(new FeedAdvisory(
                head.build(), NAME, statements.isEmpty() ? FeedAdvisory.Kind.ENRICHMENT : kind, statements));
    }

    /** Whether nothing else is said of a package than a project's own word on every version of its program. */
    private static boolean statements(
            CveRecord record, CveRecord.Product product, List<Statement> statements, FeedSink sink) {
        Optional<PurlPackages.Named> packaged = identity(product);
        if (packaged.isPresent()) {
            add(packaged.get(), product, Scope.ANY, statements, sink);
            return false;
        }
        boolean isProjects = true;
        for (Products.Known program : Products.of(record.assigner(), product)) {
            boolean isElsewhere = OracleJava.isElsewhere(program.name(), record.title());
            isProjects &= isElsewhere || statements(program, product, statements, sink);
        }
        return isProjects;
    }

    /** Whether it is the project's own word on every version of that program. */
    private static boolean statements(
            Products.Known known, CveRecord.Product product, List<Statement> statements, FeedSink sink) {
        boolean isDecided = known.isProjects() && !product.defaultStatus().equals("unknown");
        if (Platforms.areOtherSystems(product.platforms())) {
            String why = "only on " + String.join(", ", product.platforms());
            statements.add(Statement.notAffected(known.ecosystem(), known.name(), why));
            return isDecided;
        }
        Scope scope = Platforms.scope(product.platforms());
        if (known.isJava()) {
            VersionSchemes.of(known.ecosystem())
                    .map(scheme -> JavaLines.statements(
                            known, product.versions(), scheme, scope, why -> sink.refuse(known.name(), why)))
                    .ifPresent(statements::addAll);
            return false;
        }
        PurlPackages.Named named = new PurlPackages.Named(known.ecosystem(), known.name(), "");
        return add(named, product, scope, statements, sink) && isDecided;
    }

    /** Whether everything could be read. */
    private static boolean add(
            PurlPackages.Named named,
            CveRecord.Product product,
            Scope scope,
            List<Statement> statements,
            FeedSink sink) {
        Optional<VersionScheme> scheme = VersionSchemes.of(named.ecosystem());
        if (scheme.isEmpty()) {
            sink.refuse(named.name(), "its versions have no order");
            return false;
        }
        boolean[] isWhole = {true};
        List<VersionRange> affected = CveRanges.of(product, scheme.get(), why -> {
            isWhole[0] = false;
            sink.refuse(named.name(), why);
        });
        if (!affected.isEmpty()) {
            statements.add(
                    new Statement(named.ecosystem(), named.name(), affected, VendorWord.AFFECTED, List.of(), scope));
        }
        return isWhole[0];
    }

    private static Optional<PurlPackages.Named> identity(CveRecord.Product product) {
        return product.purl().isEmpty()
                ? Collections.of(product.collection(), product.packageName())
                : PurlPackages.of(product.purl());
    }
}
