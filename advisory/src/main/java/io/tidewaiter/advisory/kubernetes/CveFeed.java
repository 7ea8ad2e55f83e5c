package io.tidewaiter.advisory.kubernetes;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code kubernetes-cve-feed}: {@code kubernetes.io/docs/reference/issues-security/official-cve-feed/index.json}, a JSON feed of
 * what the project announced. Which versions are affected stands in the text of each item, in lines that {@link
 * AffectedLines} reads; of an item whose lines say it in another way only the score is kept, and it is noted.
 */
public final class CveFeed implements Feed {
    private static final long BYTES_MAX = 64L << 20;
    private static final int TEXT_CHARS_MAX = 20_000;
    private static final int URL_CHARS_MAX = 2048;
    private static final Ecosystem KUBERNETES = new Ecosystem("Kubernetes", "");
    private static final Pattern VECTOR = Pattern.compile("CVSS:[34]\\.[01](?:/[A-Z]{1,3}:[A-Z])+");

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, 32, 4 << 20, 100_000);

    @Override
    public String folder() {
        return "kubernetes-cve-feed";
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
        int[] items = {0};
        documents.object(
                document,
                json -> json.object("the document", name -> {
                    if (name.equals("items")) {
                        items[0]++;
                        json.array(
                                name, () -> json.guarded(() -> item(json, sink), why -> sink.refuse("an item", why)));
                    } else {
                        json.skip();
                    }
                }));
        if (items[0] == 0) {
            throw new DocumentFault("a list without items");
        }
    }

    private static void item(JsonCursor json, FeedSink sink) {
        Map<String, String> fields = new HashMap<>();
        json.object("item", name -> {
            switch (name) {
                case "id", "summary", "status", "date_published" -> fields.put(name, json.scalar(URL_CHARS_MAX));
                case "url", "external_url" -> fields.put(name, json.scalar(URL_CHARS_MAX));
                case "content_text" -> fields.put(name, json.cutText(name, TEXT_CHARS_MAX));
                default -> json.skip();
            }
        });
        String id = fields.getOrDefault("id", "").strip();
        if (id.isEmpty()) {
            throw new DocumentFault("an item without an id");
        }
        String text = fields.getOrDefault("content_text", "");
        Matcher vector = VECTOR.matcher(text);
        Heads head = Heads.ofVulnerability(id, id)
                .title(fields.getOrDefault("summary", ""))
                .dated(fields.getOrDefault("date_published", ""), fields.getOrDefault("date_published", ""))
                .scored(vector.find() ? vector.group() : "")
                .reference(fields.getOrDefault("url", ""))
                .reference(fields.getOrDefault("external_url", ""));
        List<Statement> statements = new ArrayList<>();
        AffectedLines.of(text).forEach((name, ranges) -> statements.add(statement(name, ranges)));
        if (statements.isEmpty()) {
            sink.note(id + " does not say in a form that can be read which versions are affected");
        }
        sink.advisory(new FeedAdvisory(
                head.build(),
                "Kubernetes",
                statements.isEmpty() ? FeedAdvisory.Kind.ENRICHMENT : FeedAdvisory.Kind.RELAYED,
                statements));
    }

    private static Statement statement(String name, List<VersionRange> ranges) {
        return new Statement(KUBERNETES, name, ranges, VendorWord.AFFECTED, List.of(), Scope.ANY);
    }
}
