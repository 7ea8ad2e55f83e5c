package io.tidewaiter.advisory.cpan;

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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * {@code cpansa/cpan-security-advisory.json} of {@code github.com/briandfoy/cpan-security-advisory}: by distribution the
 * advisories of the Perl community, each with the versions that are affected and those that are fixed.
 */
public final class CpanAdvisories implements Feed {
    private static final long BYTES_MAX = 256L << 20;
    private static final int TEXT_CHARS_MAX = 400;
    private static final int URL_CHARS_MAX = 2048;

    private static final Ecosystem CPAN = new Ecosystem("CPAN", "");

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, 16, 1 << 16, 100_000);

    /** One advisory, until it is read whole. */
    private static final class Draft {
        private final Map<String, String> fields = new HashMap<>();
        private final Map<String, Set<String>> lists = new HashMap<>();

        private String text(String name) {
            return fields.getOrDefault(name, "");
        }

        private List<String> list(String name) {
            return List.copyOf(lists.getOrDefault(name, Set.of()));
        }
    }

    @Override
    public String folder() {
        return "cpansa";
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
        boolean[] hasDistributions = {false};
        documents.object(
                document,
                json -> json.object("the document", name -> {
                    if (name.equals("dists")) {
                        hasDistributions[0] = true;
                        json.object(name, distribution -> distribution(json, distribution, sink));
                    } else {
                        json.skip();
                    }
                }));
        if (!hasDistributions[0]) {
            throw new DocumentFault("no dists");
        }
    }

    private static void distribution(JsonCursor json, String distribution, FeedSink sink) {
        String[] module = {""};
        Map<String, Draft> drafts = new LinkedHashMap<>();
        json.guarded(
                () -> json.object(distribution, name -> {
                    switch (name) {
                        case "main_module" -> module[0] = json.scalar(TEXT_CHARS_MAX);
                        case "advisories" ->
                            json.array(
                                    name,
                                    () -> json.guarded(
                                            () -> add(draft(json), drafts), why -> sink.refuse(distribution, why)));
                        default -> json.skip();
                    }
                }),
                why -> sink.refuse(distribution, why));
        for (Draft draft : drafts.values()) {
            advisory(draft, names(distribution, module[0]), sink);
        }
    }

    /** An advisory may stand there once for each version that it affects; what is fixed then is said by none alone. */
    private static void add(Draft draft, Map<String, Draft> drafts) {
        String id = draft.text("id");
        if (id.isEmpty()) {
            throw new DocumentFault("an advisory without an id");
        }
        Draft first = drafts.putIfAbsent(id, draft);
        if (first != null) {
            draft.lists.forEach((name, texts) -> first.lists
                    .computeIfAbsent(name, _ -> new LinkedHashSet<>())
                    .addAll(texts));
        }
    }

    private static Draft draft(JsonCursor json) {
        Draft draft = new Draft();
        json.object("an advisory", name -> {
            if (json.isArray()) {
                Set<String> texts = new LinkedHashSet<>();
                json.array(name, () -> texts.add(json.scalar(URL_CHARS_MAX)));
                draft.lists.put(name, texts);
            } else if (name.equals("description")) {
                draft.fields.put(name, json.cutText(name, TEXT_CHARS_MAX));
            } else {
                json.scalarInto(draft.fields, name);
            }
        });
        return draft;
    }

    /** MakeMaker's log calls a distribution by its main module, everybody else by its own name. */
    private static Set<String> names(String distribution, String module) {
        Set<String> names = new LinkedHashSet<>(List.of(distribution));
        if (!module.isEmpty()) {
            names.add(module.replace("::", "-"));
        }
        return names;
    }

    private static void advisory(Draft draft, Set<String> names, FeedSink sink) {
        String id = draft.text("id");
        List<VersionRange> ranges = CpanRanges.of(
                draft.list("affected_versions"), draft.list("fixed_versions"), why -> sink.refuse(id, why));
        if (ranges.isEmpty()) {
            return;
        }
        List<String> cves = draft.list("cves").stream()
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .toList();
        Heads head = cves.size() > 1
                ? Heads.ofNotice(id, cves)
                : Heads.ofVulnerability(id, cves.isEmpty() ? id : cves.getFirst());
        head.title(draft.text("description"))
                .dated(draft.text("reported"), draft.text("reported"))
                .rated(draft.text("severity"));
        draft.list("references").forEach(head::reference);
        List<Statement> statements = names.stream()
                .map(name -> new Statement(CPAN, name, ranges, VendorWord.AFFECTED, List.of(), Scope.ANY))
                .toList();
        sink.advisory(new FeedAdvisory(head.build(), "CPANSA", FeedAdvisory.Kind.PART, statements));
    }
}
