package io.tidewaiter.advisory.echo;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * {@code echo-data/data.json} of {@code advisory.echohq.com}: by source package and vulnerability the version with the fix. One
 * without a version has none yet; the version {@code 0} says that no version was affected.
 */
public final class EchoFixes implements Feed {
    private static final long BYTES_MAX = 256L << 20;
    private static final Ecosystem ECHO = new Ecosystem("Echo", "");

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, 16, 1 << 16, 1_000_000);

    @Override
    public String folder() {
        return "echo-data";
    }

    @Override
    public boolean reads(String path) {
        return path.endsWith(".json");
    }

    @Override
    public long documentBytesMax() {
        return BYTES_MAX;
    }

    @Override
    public void read(String path, InputStream document, FeedSink sink) {
        documents.object(
                document,
                json -> json.object(
                        "the document",
                        source -> json.object(
                                source,
                                name -> json.guarded(
                                        () -> entry(json, source, name, sink),
                                        why -> sink.refuse(source + " " + name, why)))));
    }

    private static void entry(JsonCursor json, String source, String name, FeedSink sink) {
        Map<String, String> fields = json.scalars(name);
        if (name.indexOf('-') < 0) {
            throw new DocumentFault("no name of a vulnerability");
        }
        String fixed = fields.getOrDefault("fixed_version", "").strip();
        Statement statement = fixed.isEmpty()
                ? Statement.open(ECHO, source, VendorWord.AFFECTED)
                : fixed.equals("0")
                        ? Statement.notAffected(ECHO, source, "the vendor says that no version was affected")
                        : Statement.fixed(ECHO, source, fixed);
        Heads head = Heads.ofVulnerability("ECHO-" + name, name).rated(fields.getOrDefault("severity", ""));
        sink.advisory(new FeedAdvisory(head.build(), "Echo", FeedAdvisory.Kind.PART, List.of(statement)));
    }
}
