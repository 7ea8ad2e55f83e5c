package io.tidewaiter.advisory.debian;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the tracker's JSON: source package, issue, release. Every release has {@code status} (open, resolved,
 * undetermined), {@code fixed_version} ({@code 0}: never was affected), {@code urgency}, and where no notice is planned
 * {@code nodsa} with {@code nodsa_reason} (postponed, ignored, or nothing).
 */
final class DebianIssues {
    private static final String TRACKER = "https://security-tracker.debian.org/tracker/";
    private static final int TEXT_CHARS_MAX = 400;

    private final JsonCursor json;
    private final FeedSink sink;
    private final String service;

    /**
     * A reader of one document.
     *
     * @param service whose builds it speaks of, where they are apart from the release's; empty for Debian's own
     */
    DebianIssues(JsonCursor json, FeedSink sink, String service) {
        this.json = json;
        this.sink = sink;
        this.service = service;
    }

    void read() {
        json.object("the document", source -> json.guarded(() -> source(source), why -> sink.refuse(source, why)));
    }

    private void source(String source) {
        if (source.isEmpty()) {
            throw new DocumentFault("a package without a name");
        }
        json.object(
                "the package",
                issue -> json.guarded(() -> issue(source, issue), why -> sink.refuse(source + " " + issue, why)));
    }

    private void issue(String source, String issue) {
        List<Statement> statements = new ArrayList<>();
        String[] description = {""};
        json.object("the issue", name -> {
            switch (name) {
                case "description" -> description[0] = json.cutText(name, TEXT_CHARS_MAX);
                case "releases" -> json.object(name, release -> release(source, release, statements));
                default -> json.skip();
            }
        });
        if (statements.isEmpty()) {
            return;
        }
        boolean isCve = issue.startsWith("CVE-");
        String prefix = service.isEmpty() ? "DEBIAN-" : service + "-";
        boolean isNamedApart = isCve || !service.isEmpty();
        Heads head = Heads.ofVulnerability(isNamedApart ? prefix + issue : issue, issue)
                .title(description[0]);
        sink.advisory(new FeedAdvisory(
                (service.isEmpty() ? head.reference(TRACKER + issue) : head).build(),
                service.isEmpty() ? DebianTracker.NAME : DebianTracker.NAME + " " + service,
                FeedAdvisory.Kind.PART,
                statements));
    }

    private void release(String source, String codename, List<Statement> statements) {
        Ecosystem release = DebianReleases.of(codename);
        if (release == null) {
            json.skip();
            sink.note("a release that is not known: " + JsonCursor.cut(codename, 40));
            return;
        }
        Ecosystem of = service.isEmpty() ? release : new Ecosystem(release.name(), service + ":" + release.release());
        statements.add(statement(of, source, json.scalars("the release")));
    }

    private static Statement statement(Ecosystem release, String source, Map<String, String> fields) {
        String status = fields.getOrDefault("status", "");
        String fixed = fields.getOrDefault("fixed_version", "");
        String urgency = fields.getOrDefault("urgency", "").replace("*", "");
        return switch (status) {
            case "resolved" -> resolved(release, source, fixed).rated(severity(urgency));
            case "open" ->
                Statement.open(release, source, open(urgency, fields)).rated(severity(urgency));
            case "undetermined" ->
                Statement.open(release, source, VendorWord.open(FixState.UNDER_INVESTIGATION, "undetermined"))
                        .rated(severity(urgency));
            default -> throw new DocumentFault("a release with the status \"" + status + "\"");
        };
    }

    private static Statement resolved(Ecosystem release, String source, String fixed) {
        if (fixed.isEmpty()) {
            throw new DocumentFault("resolved, and no fixed version");
        }
        return fixed.equals("0")
                ? Statement.notAffected(release, source, "the tracker says that no version was affected")
                : Statement.fixed(release, source, fixed);
    }

    private static VendorWord open(String urgency, Map<String, String> fields) {
        String note = fields.getOrDefault("nodsa", "");
        if (urgency.equals("end-of-life")) {
            return VendorWord.open(FixState.END_OF_LIFE, note.isEmpty() ? "end of life" : note);
        }
        return switch (fields.getOrDefault("nodsa_reason", "")) {
            case "postponed" -> VendorWord.open(FixState.FIX_DEFERRED, noted("postponed", note));
            case "ignored" -> VendorWord.open(FixState.WILL_NOT_FIX, noted("ignored", note));
            case "" -> unplanned(urgency, note);
            default -> VendorWord.open(FixState.AFFECTED, note);
        };
    }

    private static VendorWord unplanned(String urgency, String note) {
        return urgency.equals("unimportant")
                ? VendorWord.open(FixState.WILL_NOT_FIX, noted("unimportant", note))
                : VendorWord.open(FixState.AFFECTED, note.isEmpty() ? "" : noted("no DSA", note));
    }

    private static String noted(String word, String note) {
        return note.isEmpty() ? word : word + ": " + note;
    }

    private static String severity(String urgency) {
        return urgency.equals("not yet assigned") || urgency.equals("end-of-life") ? "" : urgency;
    }
}
