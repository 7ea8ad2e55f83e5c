package io.tidewaiter.advisory.alpine;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one secdb document: {@code distroversion}, and for every source package {@code secfixes}, a list of
 * vulnerabilities by the version that fixed them. The version {@code 0} says that no version was affected, SecureOS's
 * {@code None} that there is no fix. An entry may hold several names, separated by blanks.
 *
 * <p>The release stands before or behind the packages, so statements are made when all is read.
 */
final class SecdbReader {
    /** In the place of a version: no version was affected, and all are. */
    static final String NEVER = "0";

    static final String NOT_YET = "None";

    private static final String CVE = "CVE-";
    private static final int NAME_CHARS_MAX = 256;
    private static final int WORDS_MAX = 16;

    private final JsonCursor json;
    private final FeedSink sink;
    private final String vendor;
    private final @Nullable Ecosystem rolling;
    private final List<Fix> fixes = new ArrayList<>();
    private String release = "";

    SecdbReader(JsonCursor json, FeedSink sink, String vendor, @Nullable Ecosystem rolling) {
        this.json = json;
        this.sink = sink;
        this.vendor = vendor;
        this.rolling = rolling;
    }

    /** A vulnerability that a version of a source fixed. */
    record Fix(String source, String version, String name) {}

    void read() {
        boolean[] hasPackages = {false};
        json.object("the document", name -> {
            switch (name) {
                case "distroversion" -> release = json.cutText(name, NAME_CHARS_MAX);
                case "packages" -> {
                    hasPackages[0] = true;
                    json.array(name, () -> json.guarded(this::entry, why -> sink.refuse("a package", why)));
                }
                default -> json.skip();
            }
        });
        if (!hasPackages[0]) {
            throw new DocumentFault("no packages in it");
        }
        Ecosystem ecosystem = rolling == null ? released() : rolling;
        if (FixLines.areOf(ecosystem)) {
            FixLines lines = new FixLines(ecosystem);
            fixes.removeIf(fix -> lines.take(fix));
            lines.statements().forEach((first, statement) -> sink.advisory(advisory(first, statement)));
        }
        fixes.forEach(fix -> sink.advisory(advisory(fix, statement(ecosystem, fix))));
    }

    /** {@code v3.20}, {@code edge}. */
    private Ecosystem released() {
        if (release.isEmpty()) {
            throw new DocumentFault("no distroversion");
        }
        boolean isNumber = Character.isDigit(release.charAt(0));
        return new Ecosystem(vendor, isNumber ? "v" + release : release);
    }

    /** {@code {"pkg": {"name": ..., "secfixes": {version: [...]}}}}. */
    private void entry() {
        json.object("the entry", name -> {
            if (name.equals("pkg")) {
                source();
            } else {
                json.skip();
            }
        });
    }

    private void source() {
        String[] source = {""};
        Map<String, List<String>> secfixes = new LinkedHashMap<>();
        json.object("pkg", name -> {
            switch (name) {
                case "name" -> source[0] = json.cutText(name, NAME_CHARS_MAX);
                case "secfixes" -> json.object(name, version -> secfixes.put(version, json.texts(version)));
                default -> json.skip();
            }
        });
        if (source[0].isEmpty()) {
            throw new DocumentFault("a package without a name");
        }
        secfixes.forEach((version, names) -> {
            if (version.isEmpty()) {
                throw new DocumentFault(source[0] + ": a fix without a version");
            }
            names.forEach(text -> fix(source[0], version, text));
        });
    }

    /** Of several names in one text every CVE is a vulnerability of its own; without a CVE they are one. */
    private void fix(String source, String version, String text) {
        List<String> names = new ArrayList<>();
        for (String word : text.strip().split("\\s+", WORDS_MAX)) {
            if (word.indexOf('-') > 0 && word.length() <= NAME_CHARS_MAX) {
                names.add(word.regionMatches(true, 0, CVE, 0, CVE.length()) ? word.toUpperCase(Locale.ROOT) : word);
            }
        }
        List<String> cves = names.stream().filter(name -> name.startsWith(CVE)).toList();
        if (names.isEmpty()) {
            sink.refuse(source + " " + version, "no name of a vulnerability: " + text);
        } else if (cves.isEmpty()) {
            fixes.add(new Fix(source, version, names.getFirst()));
        } else {
            cves.forEach(cve -> fixes.add(new Fix(source, version, cve)));
        }
    }

    private static Statement statement(Ecosystem ecosystem, Fix fix) {
        return switch (fix.version()) {
            case NEVER ->
                Statement.notAffected(ecosystem, fix.source(), "the vendor says that no version was affected");
            case NOT_YET -> Statement.open(ecosystem, fix.source(), VendorWord.AFFECTED);
            default -> Statement.fixed(ecosystem, fix.source(), fix.version());
        };
    }

    private FeedAdvisory advisory(Fix fix, Statement statement) {
        Heads head = Heads.ofVulnerability(vendor.toUpperCase(Locale.ROOT) + "-" + fix.name(), fix.name());
        if (vendor.equals("Alpine") && fix.name().startsWith(CVE)) {
            head.reference("https://security.alpinelinux.org/vuln/" + fix.name());
        }
        return new FeedAdvisory(head.build(), vendor, FeedAdvisory.Kind.PART, List.of(statement));
    }
}
