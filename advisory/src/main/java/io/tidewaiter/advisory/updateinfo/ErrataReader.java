package io.tidewaiter.advisory.updateinfo;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        Notice update = new Notice(PACKAGES_MAX);
        String[] type = {""};
        String[] stream = {""};
        json.object("the update", name -> {
            switch (name) {
                case "updateinfo_id" -> update.id = json.cutText(name, TEXT_CHARS_MAX);
                case "id" ->
                    update.id = update.id.isEmpty() && json.isText() ? json.text(name) : scalarSkipped(update.id);
                case "type" -> type[0] = json.cutText(name, TEXT_CHARS_MAX);
                case "title" -> update.title = json.cutText(name, TEXT_CHARS_MAX);
                case "severity" -> update.severity = json.cutText(name, TEXT_CHARS_MAX);
                case "issued_date" -> update.issued = instant();
                case "updated_date" -> update.updated = instant();
                case "references" -> json.array(name, () -> reference(update));
                case "pkglist" -> packages(update);
                case "modules" ->
                    json.array(name, () -> {
                        String module = module();
                        stream[0] = stream[0].isEmpty() ? module : stream[0];
                    });
                default -> json.skip();
            }
        });
        if (update.id.isEmpty()) {
            throw new DocumentFault("an update without an id");
        }
        if (type[0].equals("security")) {
            update.finish(sink, release, Scope.ANY, stream[0]);
        }
    }

    private String scalarSkipped(String before) {
        json.skip();
        return before;
    }

    /** A number of milliseconds, {@code {"$date": milliseconds or a text}}, or a text. */
    private String instant() {
        String text = json.isObject() ? json.scalars("date").getOrDefault("$date", "") : json.scalar(TEXT_CHARS_MAX);
        boolean isNumber = !text.isEmpty() && text.length() < 16 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Instant.ofEpochMilli(Long.parseLong(text)).toString() : text;
    }

    private void reference(Notice update) {
        Map<String, String> fields = json.scalars("reference");
        update.reference(fields.getOrDefault("id", ""), "", fields.getOrDefault("href", ""));
    }

    /** One collection, or a list of them. */
    private void packages(Notice update) {
        if (json.isArray()) {
            json.array("pkglist", () -> collection(update));
        } else {
            collection(update);
        }
    }

    /** Its packages are of its module, wherever that stands in it, unless they name one themselves. */
    private void collection(Notice update) {
        List<Notice.Rpm> own = new ArrayList<>();
        String[] module = {""};
        json.object("pkglist", name -> {
            if (name.equals("packages") && json.isArray()) {
                json.array(name, () -> own.add(file(update)));
            } else if (name.equals("module") && json.isObject()) {
                module[0] = module();
            } else {
                json.skip();
            }
        });
        own.forEach(rpm -> update.add(rpm.module().isEmpty() ? rpm.in(module[0]) : rpm));
    }

    /** {@code php:7.4}; empty where either is missing. */
    private String module() {
        Map<String, String> fields = json.scalars("module");
        String name = fields.getOrDefault("name", "");
        String stream = fields.getOrDefault("stream", "");
        return name.isEmpty() || stream.isEmpty() ? "" : name + ":" + stream;
    }

    private Notice.Rpm file(Notice update) {
        Map<String, String> fields = new HashMap<>();
        String[] module = {""};
        json.object("package", name -> {
            if (name.equals("module") && json.isText()) {
                module[0] = json.cutText(name, TEXT_CHARS_MAX);
            } else {
                json.scalarInto(fields, name);
            }
        });
        return update.rpm(
                        fields.getOrDefault("name", ""),
                        fields.getOrDefault("epoch", ""),
                        fields.getOrDefault("version", ""),
                        fields.getOrDefault("release", ""),
                        fields.getOrDefault("arch", ""))
                .in(stream(module[0]));
    }

    /** {@code php:7.4:8060020220523:...} is of the stream {@code php:7.4}. */
    private static String stream(String module) {
        String[] parts = module.split(":", 3);
        return parts.length < 2 || parts[0].isEmpty() ? "" : parts[0] + ":" + parts[1];
    }
}
