package io.tidewaiter.advisory.arch;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code arch/all.json} of {@code security.archlinux.org}: groups of issues (AVG) with the packages that they are in,
 * {@code status}, {@code affected} and {@code fixed}. A fix that is only in the testing repositories is a fix that is
 * not out: it is named, and the package is affected until then.
 */
public final class ArchTracker implements Feed {
    private static final long BYTES_MAX = 128L << 20;
    private static final int TEXT_CHARS_MAX = 256;
    private static final Ecosystem ARCH = new Ecosystem("Arch Linux", "");

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, 16, 1 << 20, 1_000_000);

    @Override
    public String folder() {
        return "arch";
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
        documents.array(
                document,
                json -> json.array(
                        "the groups", () -> json.guarded(() -> group(json, sink), why -> sink.refuse("a group", why))));
    }

    private static void group(JsonCursor json, FeedSink sink) {
        Map<String, String> fields = new HashMap<>();
        List<String> packages = new ArrayList<>();
        List<String> issues = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        json.object("the group", name -> {
            switch (name) {
                case "packages" -> packages.addAll(json.texts(name));
                case "issues" -> issues.addAll(json.texts(name));
                case "advisories" -> notices.addAll(json.texts(name));
                default -> fields.put(name, json.scalar(TEXT_CHARS_MAX));
            }
        });
        String id = fields.getOrDefault("name", "");
        if (id.isEmpty() || packages.stream().anyMatch(String::isEmpty)) {
            throw new DocumentFault("a group without name or the name of a package: " + id);
        }
        if (issues.isEmpty()) {
            issues.add(id); // nobody else has a name for it yet
        }
        List<Statement> statements =
                packages.stream().map(name -> statement(name, fields)).toList();
        Heads head = Heads.ofNotice(id, issues)
                .title(fields.getOrDefault("type", ""))
                .rated(fields.getOrDefault("severity", ""))
                .reference("https://security.archlinux.org/" + id);
        notices.forEach(notice -> head.reference("https://security.archlinux.org/" + notice));
        sink.advisory(new FeedAdvisory(head.build(), "Arch Linux", FeedAdvisory.Kind.STATE, statements));
    }

    private static Statement statement(String name, Map<String, String> fields) {
        String status = fields.getOrDefault("status", "");
        String fixed = fields.getOrDefault("fixed", "");
        return switch (status) {
            case "Fixed" -> {
                if (fixed.isEmpty()) {
                    throw new DocumentFault("fixed, and no version: " + name);
                }
                yield Statement.fixed(ARCH, name, fixed);
            }
            case "Testing" ->
                fixed.isEmpty()
                        ? Statement.open(ARCH, name, VendorWord.open(FixState.FIX_DEFERRED, "in testing"))
                        : Statement.fixed(ARCH, name, fixed)
                                .saying(VendorWord.open(FixState.FIX_DEFERRED, "the fix is in testing"));
            case "Vulnerable" -> Statement.open(ARCH, name, VendorWord.AFFECTED);
            case "Unknown" -> Statement.open(ARCH, name, VendorWord.open(FixState.UNDER_INVESTIGATION, "unknown"));
            case "Not affected" -> Statement.notAffected(ARCH, name, "not affected");
            default -> throw new DocumentFault("a group with the status \"" + status + "\"");
        };
    }
}
