package io.tidewaiter.advisory.updateinfo;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonDocuments;
import io.tidewaiter.vuln.xml.XmlCursor;
import java.io.InputStream;
import java.util.List;

/**
 * {@code amazon/2023/updateinfo.xml}, {@code amazon/2/core/x86_64/updateinfo.xml},
 * {@code amazon/2/extras/docker/updateinfo.xml}; {@code rocky/9/...}; {@code fedora/42/...}; {@code epel/9/...}: the first folder is the
 * release, and a folder {@code extras} is followed by its topic. {@code bottlerocket/updateinfo.xml} of {@code
 * advisories.bottlerocket.aws} is of the one release that there is. The documents are those of the repositories' metadata;
 * AlmaLinux has the same as {@code errata.json} beside them ({@code alma/9/errata.json}).
 */
public final class UpdateinfoFeed implements Feed {
    /** Every distribution that publishes in this form and in no better one. */
    public static final List<Feed> ALL = List.of(
            new UpdateinfoFeed("amazon", "Amazon Linux"),
            new UpdateinfoFeed("alma", "AlmaLinux"),
            new UpdateinfoFeed("rocky", "Rocky Linux"),
            new UpdateinfoFeed("fedora", "Fedora"),
            new UpdateinfoFeed("epel", "EPEL"),
            new UpdateinfoFeed("bottlerocket", "Bottlerocket"));

    private static final long BYTES_MAX = 512L << 20;

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, 32, 1 << 20, 1_000_000);

    private final String folder;
    private final String distribution;

    private UpdateinfoFeed(String folder, String distribution) {
        this.folder = folder;
        this.distribution = distribution;
    }

    @Override
    public String folder() {
        return folder;
    }

    @Override
    public boolean reads(String path) {
        return (path.indexOf('/') > 0 || isRolling())
                && (path.endsWith(".xml") || (isAlma() && path.endsWith(".json")));
    }

    /** The only one of them that publishes the same as JSON. */
    private boolean isAlma() {
        return distribution.equals("AlmaLinux");
    }

    /** The only one of them that has no releases. */
    private boolean isRolling() {
        return distribution.equals("Bottlerocket");
    }

    @Override
    public long documentBytesMax() {
        return BYTES_MAX;
    }

    @Override
    public void read(String path, InputStream document, FeedSink sink) {
        String[] parts = path.split("/");
        if (parts[0].isEmpty()) {
            throw new DocumentFault("the path has no release");
        }
        boolean isExtra = parts.length > 3 && parts[1].equals("extras");
        Scope scope = isExtra ? Scope.ANY.inChannel("amazon-extras:" + parts[2]) : Scope.ANY;
        Ecosystem release = new Ecosystem(distribution, isRolling() ? "" : parts[0]);
        if (path.endsWith(".json")) {
            documents.either(document, json -> new ErrataReader(json, sink, release).read());
            return;
        }
        XmlCursor.read(document, "updates", xml -> new UpdateReader(xml, sink, release, scope).read());
    }
}
