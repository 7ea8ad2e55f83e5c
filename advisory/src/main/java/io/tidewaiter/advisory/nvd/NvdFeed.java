package io.tidewaiter.advisory.nvd;

import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.vuln.nvd.NvdCve;
import io.tidewaiter.vuln.nvd.NvdReader;
import java.io.InputStream;
import java.util.List;

/**
 * {@code nvd}: answers of {@code services.nvd.nist.gov/rest/json/cves/2.0}, the yearly feeds of the same form, and mirrors
 * with a file for each CVE. They add scores to what others say of packages. A CPE names a vendor's product and proves no
 * package, so its ranges are compared with nothing but programs that have that name alone ({@link Configurations}).
 */
public final class NvdFeed implements Feed {
    /** Whose word it is, for a person. */
    public static final String NAME = "NVD";

    private final NvdReader reader = new NvdReader();

    @Override
    public String folder() {
        return "nvd";
    }

    @Override
    public boolean reads(String path) {
        return path.endsWith(".json");
    }

    @Override
    public long documentBytesMax() {
        return NvdReader.BYTES_MAX;
    }

    @Override
    public void read(String path, InputStream document, FeedSink sink) {
        reader.read(document, cve -> tell(cve, sink), why -> sink.refuse("a CVE", why));
    }

    private static void tell(NvdCve cve, FeedSink sink) {
        if (cve.status().equals("Rejected")) {
            sink.note(cve.id() + " was rejected");
            return;
        }
        Heads head = Heads.ofVulnerability(cve.id(), cve.id())
                .dated(cve.published(), cve.modified())
                .exploited(cve.isExploited())
                .weak(cve.weaknesses());
        cve.vectors().forEach(head::scored);
        cve.references().forEach(head::reference);
        List<Statement> statements = Configurations.statements(cve, why -> sink.refuse(cve.id(), why));
        sink.advisory(new FeedAdvisory(
                head.build(),
                NAME,
                statements.isEmpty() ? FeedAdvisory.Kind.ENRICHMENT : FeedAdvisory.Kind.RELAYED,
                statements));
    }
}
