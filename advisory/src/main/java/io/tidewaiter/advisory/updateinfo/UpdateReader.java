package io.tidewaiter.advisory.updateinfo;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.xml.XmlCursor;

/**
 * Reads {@code updates}: every {@code update} of type security with its references and the packages of its collections.
 * A package's file is listed for each architecture; source packages are not what is installed. Dates are written as
 * {@code 2023-02-17 20:41:00} or with a {@code T}.
 */
final class UpdateReader {
    private static final int TEXT_CHARS_MAX = 400;
    private static final int PACKAGES_MAX = 100_000;

    private final XmlCursor xml;
    private final FeedSink sink;
    private final Ecosystem release;
    private final Scope scope;

    UpdateReader(XmlCursor xml, FeedSink sink, Ecosystem release, Scope scope) {
        this.xml = xml;
        this.sink = sink;
        this.release = release;
        this.scope = scope;
    }

    void read() {
        xml.guardedChildren(name -> update(name), why -> sink.refuse("an update", why));
    }

    private void update(String name) {
        if (!name.equals("update") || !xml.attribute("type").equals("security")) {
            return;
        }
        Notice update = new Notice(PACKAGES_MAX);
        xml.children(field -> {
            switch (field) {
                case "id" -> update.id = xml.text(TEXT_CHARS_MAX);
                case "title" -> update.title = xml.text(TEXT_CHARS_MAX);
                case "severity" -> update.severity = xml.text(TEXT_CHARS_MAX);
                case "issued" -> update.issued = instant(xml.attribute("date"));
                case "updated" -> update.updated = instant(xml.attribute("date"));
                case "references" ->
                    xml.children(
                            _ -> update.reference(xml.attribute("id"), xml.attribute("title"), xml.attribute("href")));
                case "pkglist" -> xml.children(_ -> collection(update));
                default -> {}
            }
        });
        if (update.id.isEmpty()) {
            throw new DocumentFault("an update without an id");
        }
        update.finish(sink, release, scope, "");
    }

    private void collection(Notice update) {
        String[] module = {""};
        xml.children(name -> {
            if (name.equals("module")) {
                module[0] = xml.attribute("name") + ":" + xml.attribute("stream");
            } else if (name.equals("package")) {
                update.add(update.rpm(
                                xml.attribute("name"),
                                xml.attribute("epoch"),
                                xml.attribute("version"),
                                xml.attribute("release"),
                                xml.attribute("arch"))
                        .in(module[0]));
            }
        });
    }

    private static String instant(String date) {
        if (date.length() == 10) {
            return date + "T00:00:00Z";
        }
        String joined = date.strip().replace(' ', 'T');
        return joined.isEmpty() || joined.endsWith("Z") ? joined : joined + "Z";
    }
}
