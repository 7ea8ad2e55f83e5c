package io.tidewaiter.advisory.bodhi;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code bodhi/*.json} of {@code bodhi.fedoraproject.org/updates/?type=security}: pages with {@code updates}, one
 * {@code update}, a list, or the update itself. What counts is a security update that is out ({@code stable}) in a
 * numbered release of Fedora or EPEL: its builds are source packages, and the vulnerabilities stand in the titles of its bugs.
 * Modules, flatpaks and containers are built from other streams. EPEL has the same form, for other distributions.
 */
public final class BodhiUpdates implements Feed {
    private static final long BYTES_MAX = 256L << 20;
    private static final Pattern MINOR = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final int TEXT_CHARS_MAX = 4_000;
    private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,19}");

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, 64, 4 << 20, 1_000_000);

    /** @param epoch empty where the build tells none, which is 0 */
    private record Build(String nvr, String epoch) {}

    /** An update while it is read. */
    private static final class Update {
        final Map<String, String> fields = new HashMap<>();
        final Map<String, String> release = new HashMap<>();
        final List<Build> builds = new ArrayList<>();
        final Set<String> cves = new LinkedHashSet<>();
        boolean isContainer;

        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    @Override
    public String folder() {
        return "bodhi";
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
        documents.either(document, json -> {
            if (json.isArray()) {
                list(json, sink);
            } else {
                update(json, sink);
            }
        });
    }

    private static void list(JsonCursor json, FeedSink sink) {
        json.array("the updates", () -> json.guarded(() -> update(json, sink), why -> sink.refuse("an update", why)));
    }

    private static void update(JsonCursor json, FeedSink sink) {
        Update update = new Update();
        json.object("the update", name -> {
            switch (name) {
                case "updates" -> {
                    update.isContainer = true;
                    list(json, sink);
                }
                case "update" -> {
                    update.isContainer = true;
                    update(json, sink);
                }
                case "release" -> update.release.putAll(json.scalars(name));
                case "builds" -> json.array(name, () -> build(json, update));
                case "bugs" -> json.array(name, () -> bug(json, update));
                default -> update.fields.put(name, json.scalar(TEXT_CHARS_MAX));
            }
        });
        if (!update.isContainer) {
            tell(update, sink);
        }
    }

    private static void build(JsonCursor json, Update update) {
        Map<String, String> build = json.scalars("a build");
        if (build.getOrDefault("type", "rpm").equals("rpm")) {
            update.builds.add(new Build(build.getOrDefault("nvr", ""), build.getOrDefault("epoch", "")));
        }
    }

    /** Also of bugs that are not marked: nobody writes the id of another vulnerability into a security update's bug. */
    private static void bug(JsonCursor json, Update update) {
        update.cves.addAll(cves(json.scalars("a bug").getOrDefault("title", "")));
    }

    private static List<String> cves(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = CVE.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static void tell(Update update, FeedSink sink) {
        String alias = update.field("alias");
        String id = alias.isEmpty() ? update.field("updateid") : alias;
        if (id.isEmpty()) {
            throw new DocumentFault("an update without alias");
        }
        boolean isOut = update.field("type").equals("security")
                && update.field("status").equals("stable");
        String version = update.release.getOrDefault("version", "");
        String prefix = update.release.getOrDefault("id_prefix", "");
        boolean isEpel = prefix.equals("FEDORA-EPEL");
        boolean isNumbered = isEpel
                ? MINOR.matcher(version).matches() // since EPEL 10
                : prefix.equals("FEDORA") && isNumber(version);
        if (!isOut || !isNumbered) {
            sink.note(id + ": " + (isOut ? "no numbered release of Fedora or EPEL" : "no security update that is out"));
            return;
        }
        for (String name : List.of("display_name", "title", "notes")) {
            if (update.cves.isEmpty()) {
                update.cves.addAll(cves(update.field(name)));
            }
        }
        List<Statement> statements = new ArrayList<>();
        Ecosystem release = new Ecosystem(isEpel ? "EPEL" : "Fedora", version);
        update.builds.forEach(build -> statements.add(statement(release, build)));
        if (update.cves.isEmpty() || statements.isEmpty()) {
            sink.note(id + ": an update without CVE or package");
            return;
        }
        Heads head = Heads.ofNotice(id, List.copyOf(update.cves))
                .title(update.field("title"))
                .rated(severity(update.field("severity")))
                .dated(instant(update.field("date_stable")), instant(modified(update)))
                .reference(update.field("url"));
        sink.advisory(new FeedAdvisory(
                head.build(), (isEpel ? "EPEL " : "Fedora ") + version, FeedAdvisory.Kind.NOTICE, statements));
    }

    /** {@code httpd-2.4.55-1.fc36}: what stands before the last two hyphens is the name. */
    private static Statement statement(Ecosystem release, Build build) {
        String nvr = build.nvr();
        int dash = nvr.lastIndexOf('-');
        int name = dash < 0 ? -1 : nvr.lastIndexOf('-', dash - 1);
        if (name <= 0 || dash == nvr.length() - 1 || dash == name + 1) {
            throw new DocumentFault("a build that is no name, version and release: " + nvr);
        }
        String epoch = build.epoch().isEmpty() || build.epoch().equals("0") ? "" : build.epoch() + ":";
        return Statement.fixed(release, nvr.substring(0, name), epoch + nvr.substring(name + 1))
                .within(Scope.SOURCE);
    }

    private static String severity(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "urgent" -> "Critical";
            case "unspecified" -> "";
            default -> word;
        };
    }

    private static String modified(Update update) {
        String modified = update.field("date_modified");
        String stable = update.field("date_stable");
        return modified.compareTo(stable) > 0 ? modified : stable;
    }

    /** {@code 2023-02-03 01:39:02}, of UTC. */
    private static String instant(String date) {
        return date.length() == 19 && date.charAt(10) == ' ' ? date.replace(' ', 'T') + "Z" : date;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
