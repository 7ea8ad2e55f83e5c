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
 * the name in it ({@link Collections}). Vendor and product alone prove nothing, so that of all other records only the
 * scores are kept, for whoever speaks of the same CVE. A rejected record says nothing.
 */
public final class CveRecords implements Feed {
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
                .weak(record.weaknesses());
        record.vectors().forEach(head::scored);
        record.references().forEach(head::reference);
        List<Statement> statements = new ArrayList<>();
        for (CveRecord.Product product : record.products()) {
            statements(product, statements, sink);
        }
        sink.advisory(new FeedAdvisory(
                head.build(),
                "CVE",
                statements.isEmpty() ? FeedAdvisory.Kind.ENRICHMENT : FeedAdvisory.Kind.RELAYED,
                statements));
    }

    private static void statements(CveRecord.Product product, List<Statement> statements, FeedSink sink) {
        Optional<PurlPackages.Named> of = identity(product);
        if (of.isEmpty()) {
            return;
        }
        Optional<VersionScheme> scheme = VersionSchemes.of(of.get().ecosystem());
        if (scheme.isEmpty()) {
            sink.refuse(of.get().name(), "its versions have no order");
            return;
        }
        List<VersionRange> affected =
                CveRanges.of(product, scheme.get(), why -> sink.refuse(of.get().name(), why));
        if (!affected.isEmpty()) {
            statements.add(new Statement(
                    of.get().ecosystem(), of.get().name(), affected, VendorWord.AFFECTED, List.of(), Scope.ANY));
        }
    }

    private static Optional<PurlPackages.Named> identity(CveRecord.Product product) {
        return product.purl().isEmpty()
                ? Collections.of(product.collection(), product.packageName())
                : PurlPackages.of(product.purl());
    }
}
