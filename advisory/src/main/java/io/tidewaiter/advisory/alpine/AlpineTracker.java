package io.tidewaiter.advisory.alpine;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.scheme.VersionSchemes;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code alpine-tracker/**.json}: vulnerabilities as {@code security.alpinelinux.org} has them, with what secdb lacks: a
 * state for every branch that has the package unfixed. It speaks of all up to the version that the branch had when the
 * tracker looked, and is outvoted where secdb knows the vulnerability.
 */
public final class AlpineTracker implements Feed {
    private static final long BYTES_MAX = 64L << 20;
    private static final int TEXT_CHARS_MAX = 400;

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, 16, 1 << 20, 100_000);

    /** What one document says, until it is read whole. */
    private static final class Draft {
        private String id = "";
        private String description = "";
        private String vector = "";
        private final List<Map<String, String>> states = new ArrayList<>();
        private final Map<String, Set<String>> firsts = new HashMap<>();
    }

    @Override
    public String folder() {
        return "alpine-tracker";
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
        Draft draft = new Draft();
        documents.object(document, json -> json.object("the document", name -> field(json, name, draft)));
        String id = draft.id.substring(draft.id.lastIndexOf('/') + 1); // it is an address in some of them
        if (id.indexOf('-') < 0) {
            throw new DocumentFault("a vulnerability without an id");
        }
        Heads head = Heads.ofVulnerability("ALPINE-" + id, id)
                .title(draft.description)
                .scored(draft.vector)
                .reference("https://security.alpinelinux.org/vuln/" + id);
        List<Statement> statements = new ArrayList<>();
        for (Map<String, String> state : draft.states) {
            if ("true".equals(state.get("fixed"))) {
                continue;
            }
            try {
                statements.add(statement(state, draft));
            } catch (DocumentFault e) {
                sink.refuse(id, String.valueOf(e.getMessage())); // the others are right
            }
        }
        sink.advisory(new FeedAdvisory(
                head.build(),
                "Alpine tracker",
                statements.isEmpty() ? FeedAdvisory.Kind.ENRICHMENT : FeedAdvisory.Kind.RELAYED,
                statements));
    }

    private static void field(JsonCursor json, String name, Draft draft) {
        switch (name) {
            case "id" -> draft.id = json.scalar(TEXT_CHARS_MAX);
            case "description" -> draft.description = json.cutText(name, TEXT_CHARS_MAX);
            case "cvss3" -> {
                if (json.isObject()) {
                    draft.vector = json.scalars(name).getOrDefault("vector", "");
                } else {
                    json.skip();
                }
            }
            case "state" -> json.array(name, () -> draft.states.add(json.scalars(name)));
            case "cpeMatch" ->
                json.array(name, () -> {
                    Map<String, String> match = json.scalars(name);
                    draft.firsts
                            .computeIfAbsent(last(match.getOrDefault("package", "")), _ -> new HashSet<>())
                            .add(
                                    ">=".equals(match.get("minimumVersionOp"))
                                            ? match.getOrDefault("minimumVersion", "")
                                            : "");
                });
            default -> json.skip();
        }
    }

    private static Statement statement(Map<String, String> state, Draft draft) {
        if (!"false".equals(state.get("fixed"))) {
            throw new DocumentFault("a state that does not say whether it is fixed");
        }
        String repository = last(state.getOrDefault("repo", ""));
        int dash = repository.lastIndexOf('-');
        String branch = dash < 0 ? repository : repository.substring(0, dash);
        String name = last(state.getOrDefault("packageName", ""));
        String version = last(state.getOrDefault("packageVersion", ""));
        if (branch.isEmpty() || name.isEmpty() || version.isEmpty()) {
            throw new DocumentFault("a state without repo, packageName or packageVersion");
        }
        String first = lowest(draft.firsts.getOrDefault(name, Set.of()));
        boolean isNumber = Character.isDigit(branch.charAt(0));
        return Statement.of(
                new Ecosystem("Alpine", isNumber ? "v" + branch : branch),
                name,
                List.of(new RangeEvent.Introduced(first.isEmpty() ? "0" : first), new RangeEvent.LastAffected(version)),
                VendorWord.AFFECTED);
    }

    /** From where on the package is affected: the lowest bound of all its ranges; empty where one has none. */
    private static String lowest(Set<String> firsts) {
        String lowest = "";
        for (String first : firsts) {
            if (!VersionSchemes.APK.reads(first)) {
                return "";
            }
            lowest = lowest.isEmpty() || VersionSchemes.APK.compare(first, lowest) == Order.LESS ? first : lowest;
        }
        return lowest;
    }

    /** The tracker writes names as addresses of its own, its copies as they are. */
    private static String last(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
