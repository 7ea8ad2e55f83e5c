package io.tidewaiter.advisory.gentoo;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.xml.XmlCursor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code gentoo-glsa}: the documents of {@code anongit.gentoo.org/git/data/glsa.git}, {@code glsa-202401-01.xml}.
 *
 * <p>A package is affected where one of its {@code vulnerable} elements holds and none of its {@code unaffected} ones;
 * {@link GlsaRanges} makes ranges of them.
 */
public final class Glsa implements Feed {
    private static final Ecosystem GENTOO = new Ecosystem("Gentoo", "");
    private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,10}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final int TEXT_CHARS_MAX = 400;

    @Override
    public String folder() {
        return "gentoo-glsa";
    }

    @Override
    public boolean reads(String path) {
        return path.substring(path.lastIndexOf('/') + 1).startsWith("glsa-") && path.endsWith(".xml");
    }

    @Override
    public long documentBytesMax() {
        return 4 << 20;
    }

    /** An advisory while it is read. */
    private static final class Draft {
        private String title = "";
        private String announced = "";
        private String revised = "";
        private String impact = "";
        private final Set<String> cves = new LinkedHashSet<>();
        private final List<Statement> statements = new ArrayList<>();
    }

    @Override
    public void read(String path, InputStream document, FeedSink sink) {
        XmlCursor.readTyped(document, "glsa", xml -> {
            String id = xml.attribute("id");
            Draft draft = new Draft();
            xml.children(name -> field(xml, name, draft, sink));
            if (id.isEmpty() || draft.statements.isEmpty()) {
                throw new DocumentFault(id.isEmpty() ? "an advisory without an id" : "an advisory without a package");
            }
            String glsa = "GLSA-" + id;
            Heads head = draft.cves.isEmpty()
                    ? Heads.ofVulnerability(glsa, glsa)
                    : Heads.ofNotice(glsa, List.copyOf(draft.cves));
            head.title(draft.title)
                    .rated(draft.impact.equals("normal") ? "medium" : draft.impact)
                    .dated(draft.announced, draft.revised.isEmpty() ? draft.announced : draft.revised)
                    .reference("https://security.gentoo.org/glsa/" + id);
            sink.advisory(new FeedAdvisory(head.build(), "Gentoo", FeedAdvisory.Kind.NOTICE, draft.statements));
        });
    }

    private static void field(XmlCursor xml, String name, Draft draft, FeedSink sink) {
        switch (name) {
            case "title" -> draft.title = xml.text(TEXT_CHARS_MAX);
            case "announced" -> draft.announced = instant(xml.text(TEXT_CHARS_MAX));
            case "revised" -> draft.revised = instant(xml.text(TEXT_CHARS_MAX));
            case "impact" -> draft.impact = xml.attribute("type").toLowerCase(Locale.ROOT);
            case "affected" -> xml.guardedChildren(_ -> affected(xml, draft), why -> sink.refuse("a package", why));
            case "references" -> xml.children(_ -> cve(xml, draft));
            default -> {}
        }
    }

    private static void cve(XmlCursor xml, Draft draft) {
        Matcher inLink = CVE.matcher(xml.attribute("link"));
        String text = xml.text(TEXT_CHARS_MAX);
        Matcher matcher = CVE.matcher(text);
        if (matcher.find()) {
            draft.cves.add(matcher.group());
        } else if (inLink.find()) {
            draft.cves.add(inLink.group());
        }
    }

    private static void affected(XmlCursor xml, Draft draft) {
        String name = xml.attribute("name");
        String machines = xml.attribute("arch").strip();
        GlsaRanges ranges = new GlsaRanges();
        xml.children(kind -> {
            String slot = xml.attribute("slot");
            int slash = slot.indexOf('/');
            String comparator = xml.attribute("range");
            ranges.add(
                    kind.equals("unaffected"),
                    slash < 0 ? slot : slot.substring(0, slash),
                    comparator,
                    xml.text(TEXT_CHARS_MAX));
        });
        if (name.indexOf('/') <= 0) {
            throw new DocumentFault("a package without category and name");
        }
        Scope scope = machines.isEmpty() || machines.equals("*")
                ? Scope.ANY
                : Scope.ANY.onArchitectures(List.of(machines.split("\\s+")));
        draft.statements.add(new Statement(GENTOO, name, ranges.ranges(), VendorWord.AFFECTED, List.of(), scope));
    }

    /** {@code 2024-01-02}, or {@code 2024-01-02: 01} with a count behind it; older ones are written out and say nothing. */
    private static String instant(String date) {
        Matcher day = DAY.matcher(date);
        return day.find() ? day.group() + "T00:00:00Z" : "";
    }
}
