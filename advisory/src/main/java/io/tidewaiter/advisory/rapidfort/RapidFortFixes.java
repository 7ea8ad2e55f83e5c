package io.tidewaiter.advisory.rapidfort;

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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code rapidfort}: the files {@code OS/ubuntu/curl_advisory.json} of {@code github.com/rapidfort/security-advisories}, a
 * package each: {@code {"package_name", "advisory": {release: {CVE: {"severity", "title", "status", "events"}}}}}, where an
 * event is a range of its own, {@code {"introduced", "fixed", "identifier"}}.
 *
 * <p>They repeat what the distribution says of its builds. What counts here is what they say of RapidFort's own builds, which
 * the identifier {@code rf} or the mark in a version tells ({@code 0:2.46-10rfubu}, {@code 8.18.0-11.rf}); these are the
 * same for every release.
 */
public final class RapidFortFixes implements Feed {
    /** The ecosystem of its builds, with the distribution behind the colon. */
    public static final String NAME = "RapidFort";

    /** Marks of RapidFort behind a release: {@code 1build1+rf.1}, {@code 10rfubu}, {@code 2.rf}. */
    private static final Pattern MARK = Pattern.compile("[0-9+~.]rf(?:ubu[a-z]*|debian)?(?:[^a-z]|$)");

    private static final Map<String, String> SYSTEMS =
            Map.of("ubuntu", "Ubuntu", "debian", "Debian", "redhat", "Red Hat");

    private static final long BYTES_MAX = 64L << 20;
    private static final int NESTING_MAX = 16;
    private static final int STRING_CHARS_MAX = 1 << 20;
    private static final int LIST_MAX = 100_000;
    private static final int TEXT_CHARS_MAX = 400;

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, NESTING_MAX, STRING_CHARS_MAX, LIST_MAX);

    /** What is said of one CVE, of every release alike. */
    private static final class Draft {
        private String title = "";
        private String severity = "";
        private final Set<VersionRange> ranges = new LinkedHashSet<>();
    }

    /** Whether a version, or its release, has a mark of RapidFort; RepoForge's {@code 1.el5.rf} has it too. */
    public static boolean isMarked(String version) {
        return version.contains("rf") && MARK.matcher(version).find();
    }

    @Override
    public String folder() {
        return "rapidfort";
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
        String system = SYSTEMS.get(system(path));
        if (system == null) {
            sink.note("builds for a system whose versions bear no mark of RapidFort");
            return;
        }
        String[] name = {""};
        Map<String, Draft> drafts = new LinkedHashMap<>();
        documents.object(
                document,
                json -> json.object("the document", field -> {
                    switch (field) {
                        case "package_name" -> name[0] = json.text(field);
                        case "advisory" ->
                            json.object(
                                    field,
                                    release -> json.object(
                                            release,
                                            cve -> json.guarded(
                                                    () -> entry(json, drafts.computeIfAbsent(cve, _ -> new Draft())),
                                                    why -> sink.refuse(release + " " + cve, why))));
                        default -> json.skip();
                    }
                }));
        if (name[0].isEmpty()) {
            throw new DocumentFault("no package_name");
        }
        Ecosystem ecosystem = new Ecosystem(NAME, system);
        drafts.forEach((cve, draft) -> {
            if (!draft.ranges.isEmpty()) {
                sink.advisory(advisory(ecosystem, name[0], cve, draft));
            }
        });
    }

    private static FeedAdvisory advisory(Ecosystem ecosystem, String name, String cve, Draft draft) {
        Statement statement = new Statement(
                        ecosystem, name, List.copyOf(draft.ranges), VendorWord.AFFECTED, List.of(), Scope.ANY)
                .rated(draft.severity);
        Heads head = Heads.ofVulnerability("RAPIDFORT-" + cve, cve).title(draft.title);
        return new FeedAdvisory(head.build(), NAME, FeedAdvisory.Kind.PART, List.of(statement));
    }

    /** {@code ubuntu} of {@code OS/ubuntu/curl_advisory.json}. */
    private static String system(String path) {
        int end = path.lastIndexOf('/');
        return end < 0 ? "" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    private static void entry(JsonCursor json, Draft draft) {
        json.object("the entry", field -> {
            switch (field) {
                case "title" -> draft.title = json.cutText(field, TEXT_CHARS_MAX);
                case "severity" -> draft.severity = json.scalar(TEXT_CHARS_MAX);
                case "events" -> json.array(field, () -> event(json.scalars(field), draft));
                default -> json.skip();
            }
        });
    }

    private static void event(Map<String, String> event, Draft draft) {
        String from = event.getOrDefault("introduced", "0");
        String fixed = event.getOrDefault("fixed", "");
        String identifier = event.getOrDefault("identifier", "");
        boolean isOwn = identifier.isEmpty() ? isMarked(from) || isMarked(fixed) : identifier.equals("rf");
        if (isOwn) {
            List<RangeEvent> events = new ArrayList<>();
            events.add(new RangeEvent.Introduced(from.isEmpty() ? "0" : from));
            if (!fixed.isEmpty()) {
                events.add(new RangeEvent.Fixed(fixed));
            }
            draft.ranges.add(new VersionRange(VersionRange.Kind.ECOSYSTEM, events));
        }
    }
}
