package io.tidewaiter.advisory.updateinfo;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.PackageFixes;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.xml.XmlCursor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    /** An update while it is read. */
    private static final class Update {
        private String id = "";
        private String title = "";
        private String severity = "";
        private String issued = "";
        private String updated = "";
        private final Set<String> cves = new LinkedHashSet<>();
        private final Set<String> urls = new LinkedHashSet<>();
        private final PackageFixes fixes = new PackageFixes();
        private int packages;
    }

    void read() {
        xml.guardedChildren(name -> update(name), why -> sink.refuse("an update", why));
    }

    private void update(String name) {
        if (!name.equals("update") || !xml.attribute("type").equals("security")) {
            return;
        }
        Update update = new Update();
        xml.children(field -> {
            switch (field) {
                case "id" -> update.id = xml.text(TEXT_CHARS_MAX);
                case "title" -> update.title = xml.text(TEXT_CHARS_MAX);
                case "severity" -> update.severity = xml.text(TEXT_CHARS_MAX);
                case "issued" -> update.issued = instant(xml.attribute("date"));
                case "updated" -> update.updated = instant(xml.attribute("date"));
                case "references" -> xml.children(_ -> reference(update));
                case "pkglist" -> xml.children(_ -> collection(update));
                default -> {}
            }
        });
        if (update.id.isEmpty()) {
            throw new DocumentFault("an update without an id");
        }
        List<Statement> statements = update.fixes.statements();
        if (!update.cves.isEmpty() && !statements.isEmpty()) {
            sink.advisory(advisory(update, statements));
        }
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

    private void reference(Update update) {
        String id = xml.attribute("id");
        String title = xml.attribute("title");
        if (id.startsWith("CVE-")) {
            update.cves.add(id);
        } else if (title.startsWith("CVE-")) {
            update.cves.add(title.split(" ", 2)[0]);
        } else {
            update.urls.add(xml.attribute("href"));
        }
    }

    private void collection(Update update) {
        String[] module = {""};
        xml.children(name -> {
            if (name.equals("module")) {
                module[0] = xml.attribute("name") + ":" + xml.attribute("stream");
            } else if (name.equals("package")) {
                file(update, module[0]);
            }
        });
    }

    private void file(Update update, String module) {
        String name = xml.attribute("name");
        String version = xml.attribute("version");
        String build = xml.attribute("release");
        String epoch = xml.attribute("epoch");
        String architecture = xml.attribute("arch");
        if (name.isEmpty() || version.isEmpty() || build.isEmpty() || ++update.packages > PACKAGES_MAX) {
            throw new DocumentFault(update.id + ": a package without name, version or release, or too many");
        }
        if (!architecture.equals("src")) {
            String full = (epoch.isEmpty() || epoch.equals("0") ? "" : epoch + ":") + version + "-" + build;
            update.fixes.add(release, name, full, architecture, scope.inModule(module));
        }
    }

    private static String instant(String date) {
        if (date.length() == 10) {
            return date + "T00:00:00Z";
        }
        String joined = date.strip().replace(' ', 'T');
        return joined.isEmpty() || joined.endsWith("Z") ? joined : joined + "Z";
    }
}
