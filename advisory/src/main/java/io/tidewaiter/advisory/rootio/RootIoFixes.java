package io.tidewaiter.advisory.rootio;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code rootio/cve_feed.json}: what Root.io fixed in its builds of distributions' packages, {@code {"debian":
 * [{"distroversion": "12", "packages": [{"pkg": {"name", "cves": {CVE: {"vulnerable_ranges", "fixed_versions",
 * "severity"}}}}]}]}}. A range is of bounds that hold together ({@code <1.6-2.1.root.io.2}, {@code >=1.0, <1.1}); where there
 * is none, every version below a fixed one is meant.
 *
 * <p>The same is published as OSV under the ecosystem {@code Root}, which is the name here, too.
 */
public final class RootIoFixes implements Feed {
    private static final String NAME = "Root";

    /** Of the names of packages in Root's records. */
    private static final String PREFIX = "rootio-";

    private static final Map<String, String> SYSTEMS =
            Map.of("alpine", "Alpine", "debian", "Debian", "ubuntu", "Ubuntu");

    private static final Pattern BOUND = Pattern.compile("\\s*(<=|>=|<|=)\\s*([^\\s,<>=]+)\\s*,?");
    private static final long BYTES_MAX = 256L << 20;
    private static final int STRING_CHARS_MAX = 1 << 16;
    private static final int LIST_MAX = 1_000_000;

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, 16, STRING_CHARS_MAX, LIST_MAX);

    /** A release, with packages whose name may stand behind what is said of them. */
    private static final class Release {
        private String version = "";
        private final List<Fix> fixes = new ArrayList<>();
    }

    private record Fix(String name, String cve, List<VersionRange> ranges, String severity) {}

    @Override
    public String folder() {
        return "rootio";
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
        documents.object(
                document,
                json -> json.object("the document", field -> {
                    String system = SYSTEMS.get(field);
                    if (system == null) {
                        sink.note(field + ": no system of which there are builds of Root.io");
                        json.skip();
                    } else {
                        json.array(field, () -> release(json, system, sink));
                    }
                }));
    }

    private static void release(JsonCursor json, String system, FeedSink sink) {
        Release release = new Release();
        json.object("the release", field -> {
            switch (field) {
                case "distroversion" -> release.version = json.text(field).strip();
                case "packages" ->
                    json.array(
                            field,
                            () -> json.object("the package", inner -> {
                                if (inner.equals("pkg")) {
                                    json.guarded(() -> builds(json, release, sink), why -> sink.refuse(system, why));
                                } else {
                                    json.skip();
                                }
                            }));
                default -> json.skip();
            }
        });
        if (release.version.isEmpty()) {
            throw new DocumentFault("a release without distroversion");
        }
        Ecosystem ecosystem = new Ecosystem(NAME, new Ecosystem(system, release.version).toString());
        for (Fix fix : release.fixes) {
            Statement statement = new Statement(
                            ecosystem, PREFIX + fix.name(), fix.ranges(), VendorWord.AFFECTED, List.of(), Scope.ANY)
                    .rated(fix.severity());
            Heads head = Heads.ofVulnerability("ROOT-" + fix.cve(), fix.cve());
            sink.advisory(new FeedAdvisory(head.build(), NAME, FeedAdvisory.Kind.PART, List.of(statement)));
        }
    }

    private static void builds(JsonCursor json, Release release, FeedSink sink) {
        String[] name = {""};
        List<Fix> fixes = new ArrayList<>();
        json.object("pkg", field -> {
            switch (field) {
                case "name" -> name[0] = json.text(field);
                case "cves" ->
                    json.object(
                            field,
                            cve -> json.guarded(
                                    () -> fixes.add(fix(json, cve)), why -> sink.refuse(name[0] + " " + cve, why)));
                default -> json.skip();
            }
        });
        if (name[0].isEmpty()) {
            throw new DocumentFault("a package without a name");
        }
        for (Fix fix : fixes) {
            if (!fix.ranges().isEmpty()) {
                release.fixes.add(new Fix(name[0], fix.cve(), fix.ranges(), fix.severity()));
            }
        }
    }

    private static Fix fix(JsonCursor json, String cve) {
        List<String> ranges = new ArrayList<>();
        List<String> fixed = new ArrayList<>();
        String[] severity = {""};
        json.object(cve, field -> {
            switch (field) {
                case "vulnerable_ranges" -> ranges.addAll(json.texts(field));
                case "fixed_versions" -> fixed.addAll(json.texts(field));
                case "severity" -> severity[0] = json.scalar(STRING_CHARS_MAX);
                default -> json.skip();
            }
        });
        List<VersionRange> read = new ArrayList<>();
        ranges.forEach(text -> read.add(range(text)));
        if (ranges.isEmpty()) {
            fixed.forEach(version -> read.add(range("<" + version)));
        }
        return new Fix("", cve, read, severity[0]);
    }

    private static VersionRange range(String text) {
        String from = "0";
        List<RangeEvent> ends = new ArrayList<>();
        Matcher bound = BOUND.matcher(text);
        int at = 0;
        while (bound.lookingAt()) {
            String version = bound.group(2);
            switch (bound.group(1)) {
                case "<" -> ends.add(new RangeEvent.Fixed(version));
                case "<=" -> ends.add(new RangeEvent.LastAffected(version));
                case ">=" -> from = version;
                default -> {
                    from = version;
                    ends.add(new RangeEvent.LastAffected(version));
                }
            }
            at = bound.end();
            bound.region(at, text.length());
        }
        if (at == 0 || at < text.length() || ends.size() > 1) {
            throw new DocumentFault("a range that cannot be read: " + text);
        }
        List<RangeEvent> events = new ArrayList<>();
        events.add(new RangeEvent.Introduced(from));
        events.addAll(ends);
        return new VersionRange(VersionRange.Kind.ECOSYSTEM, events);
    }
}
