package io.tidewaiter.advisory.updateinfo;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.PackageFixes;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code errata.json} of AlmaLinux: a list of updates as {@code updateinfo.xml} has them, with the module stream of
 * each, which its OSV records lack; {@code errata.full.json} has the list under {@code data}.
 */
final class ErrataReader {
    private static final int TEXT_CHARS_MAX = 400;
    private static final int PACKAGES_MAX = 20_000;

    private final JsonCursor json;
    private final FeedSink sink;
    private final Ecosystem release;

    ErrataReader(JsonCursor json, FeedSink sink, Ecosystem release) {
        this.json = json;
        this.sink = sink;
        this.release = release;
    }

    private record Rpm(String name, String version, String architecture, String module) {
        Rpm in(String other) {
            return new Rpm(name, version, architecture, other);
        }
    }

    /** An update while it is read: its module stands behind its packages. */
    private static final class Update {
        private String id = "";
        private String type = "";
        private String title = "";
        private String severity = "";
        private String issued = "";
        private String updated = "";
        private String module = "";
        private final Set<String> cves = new LinkedHashSet<>();
        private final Set<String> urls = new LinkedHashSet<>();
        private final List<Rpm> packages = new ArrayList<>();
    }

    void read() {
        if (json.isArray()) {
            updates();
            return;
        }
        json.object("the document", name -> {
            if (name.equals("data")) {
                updates();
            } else {
                json.skip();
            }
        });
    }

    private void updates() {
        json.array("the updates", () -> json.guarded(this::update, why -> sink.refuse("an update", why)));
    }

    private void update() {
        Update update = new Update();
        json.object("the update", name -> {
            switch (name) {
                case "updateinfo_id" -> update.id = json.cutText(name, TEXT_CHARS_MAX);
                case "id" ->
                    update.id = update.id.isEmpty() && json.isText() ? json.text(name) : scalarSkipped(update.id);
                case "type" -> update.type = json.cutText(name, TEXT_CHARS_MAX);
                case "title" -> update.title = json.cutText(name, TEXT_CHARS_MAX);
                case "severity" -> update.severity = json.cutText(name, TEXT_CHARS_MAX);
                case "issued_date" -> update.issued = instant();
                case "updated_date" -> update.updated = instant();
                case "references" -> json.array(name, () -> reference(update));
                case "pkglist" -> packages(update);
                case "modules" ->
                    json.array(name, () -> {
                        String module = module();
                        update.module = update.module.isEmpty() ? module : update.module;
                    });
                default -> json.skip();
            }
        });
        if (update.id.isEmpty()) {
            throw new DocumentFault("an update without an id");
        }
        List<Statement> statements = statements(update);
        if (update.type.equals("security") && !update.cves.isEmpty() && !statements.isEmpty()) {
            sink.advisory(advisory(update, statements));
        }
    }

    private String scalarSkipped(String before) {
        json.skip();
        return before;
    }

    private FeedAdvisory advisory(Update update, List<Statement> statements) {
        Heads head = Heads.ofNotice(update.id, List.copyOf(update.cves))
                .title(update.title)
                .rated(update.severity.equals("None") ? "" : update.severity)
                .dated(update.issued, update.updated.isEmpty() ? update.issued : update.updated);
        update.urls.forEach(head::reference);
        return new FeedAdvisory(
                head.build(), release.toString().replace(':', ' '), FeedAdvisory.Kind.NOTICE, statements);
    }

    private List<Statement> statements(Update update) {
        PackageFixes fixes = new PackageFixes();
        for (Rpm rpm : update.packages) {
            if (!rpm.architecture().equals("src")) {
                String module = rpm.module().isEmpty() ? update.module : rpm.module();
                fixes.add(release, rpm.name(), rpm.version(), rpm.architecture(), Scope.ANY.inModule(module));
            }
        }
        return fixes.statements();
    }

    /** A number of milliseconds, {@code {"$date": milliseconds or a text}}, or a text. */
    private String instant() {
        String text = json.isObject() ? json.scalars("date").getOrDefault("$date", "") : json.scalar(TEXT_CHARS_MAX);
        boolean isNumber = !text.isEmpty() && text.length() < 16 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Instant.ofEpochMilli(Long.parseLong(text)).toString() : text;
    }

    private void reference(Update update) {
        Map<String, String> fields = json.scalars("reference");
        String id = fields.getOrDefault("id", "");
        if (id.startsWith("CVE-")) {
            update.cves.add(id);
        } else {
            update.urls.add(fields.getOrDefault("href", ""));
        }
    }

    /** One collection, or a list of them. */
    private void packages(Update update) {
        if (json.isArray()) {
            json.array("pkglist", () -> collection(update));
        } else {
            collection(update);
        }
    }

    /** Its packages are of its module, wherever that stands in it, unless they name one themselves. */
    private void collection(Update update) {
        List<Rpm> own = new ArrayList<>();
        String[] module = {""};
        json.object("pkglist", name -> {
            if (name.equals("packages") && json.isArray()) {
                json.array(name, () -> own.add(file(update.id, update.packages.size() + own.size())));
            } else if (name.equals("module") && json.isObject()) {
                module[0] = module();
            } else {
                json.skip();
            }
        });
        own.forEach(rpm -> update.packages.add(rpm.module().isEmpty() ? rpm.in(module[0]) : rpm));
    }

    /** {@code php:7.4}; empty where either is missing. */
    private String module() {
        Map<String, String> fields = json.scalars("module");
        String name = fields.getOrDefault("name", "");
        String stream = fields.getOrDefault("stream", "");
        return name.isEmpty() || stream.isEmpty() ? "" : name + ":" + stream;
    }

    private Rpm file(String update, int before) {
        Map<String, String> fields = new HashMap<>();
        String[] module = {""};
        json.object("package", name -> {
            if (name.equals("module") && json.isText()) {
                module[0] = json.cutText(name, TEXT_CHARS_MAX);
            } else {
                json.scalarInto(fields, name);
            }
        });
        String name = fields.getOrDefault("name", "");
        String version = fields.getOrDefault("version", "");
        String build = fields.getOrDefault("release", "");
        if (name.isEmpty() || version.isEmpty() || build.isEmpty() || before >= PACKAGES_MAX) {
            throw new DocumentFault(update + ": a package without name, version or release, or too many");
        }
        String epoch = fields.getOrDefault("epoch", "0");
        return new Rpm(
                name,
                (epoch.isEmpty() || epoch.equals("0") ? "" : epoch + ":") + version + "-" + build,
                fields.getOrDefault("arch", ""),
                stream(module[0]));
    }

    /** {@code php:7.4:8060020220523:...} is of the stream {@code php:7.4}. */
    private static String stream(String module) {
        String[] parts = module.split(":", 3);
        return parts.length < 2 || parts[0].isEmpty() ? "" : parts[0] + ":" + parts[1];
    }
}
