package io.tidewaiter.advisory.oval;

import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.oval.OvalDefinition;
import io.tidewaiter.vuln.oval.OvalDocument;
import io.tidewaiter.vuln.oval.OvalReader;
import java.io.InputStream;
import java.util.List;

/** A folder of OVAL documents of one vendor: {@code *.xml}. */
public final class OvalFeed implements Feed {
    /** Every vendor whose OVAL we know. */
    public static final List<Feed> ALL = List.of(
            new OvalFeed(new UbuntuOval()),
            new OvalFeed(new OracleOval()),
            new OvalFeed(new SuseOval()),
            new OvalFeed(new AzureOval()),
            new OvalFeed(new PhotonOval()));

    private final OvalVendor vendor;

    private OvalFeed(OvalVendor vendor) {
        this.vendor = vendor;
    }

    @Override
    public String folder() {
        return vendor.folder();
    }

    @Override
    public boolean reads(String path) {
        return path.endsWith(".xml");
    }

    @Override
    public long documentBytesMax() {
        return OvalReader.BYTES_MAX;
    }

    @Override
    public void read(String path, InputStream document, FeedSink sink) {
        OvalDocument oval = OvalReader.read(document, why -> sink.refuse("a definition", why));
        for (OvalDefinition definition : oval.definitions()) {
            try {
                vendor.tell(path, definition, oval.tests(), sink);
            } catch (DocumentFault fault) {
                sink.refuse(definition.id(), String.valueOf(fault.getMessage()));
            }
        }
    }
}
