package io.tidewaiter.advisory.feed;

import io.tidewaiter.vuln.OsvRecord;
import io.tidewaiter.vuln.OsvReference;
import io.tidewaiter.vuln.OsvSeverity;
import io.tidewaiter.vuln.Weaknesses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the head of a {@link FeedAdvisory}, bounded: texts are cut, lists end. */
public final class Heads {
    private static final int TEXT_CHARS_MAX = 400;
    private static final int REFERENCES_MAX = 8;
    private static final int URL_CHARS_MAX = 2048;
    private static final int ALIASES_MAX = 64;

    /** In the head's {@code database_specific}: CISA lists the vulnerability among the exploited ones. */
    public static final String EXPLOITED = "kev";

    private final String id;
    private List<String> aliases = List.of();
    private List<String> upstream = List.of();
    private String title = "";
    private String published = "";
    private String modified = "";
    private String severityWord = "";
    private boolean isExploited;
    private List<String> weaknesses = List.of();
    private final List<OsvSeverity> vectors = new ArrayList<>();
    private final List<OsvReference> references = new ArrayList<>();

    private Heads(String id) {
        this.id = id;
    }

    /** The record of one vulnerability. */
    public static Heads ofVulnerability(String id, String vulnerability) {
        Heads head = new Heads(id);
        head.aliases = id.equals(vulnerability) ? List.of() : List.of(vulnerability);
        return head;
    }

    /** Other names of the same vulnerability. */
    public Heads also(Collection<String> names) {
        List<String> all = new ArrayList<>(aliases);
        names.stream().filter(name -> !all.contains(name)).limit(ALIASES_MAX).forEach(all::add);
        aliases = List.copyOf(all);
        return this;
    }

    /** A notice about some vulnerabilities. */
    public static Heads ofNotice(String id, List<String> vulnerabilities) {
        Heads head = new Heads(id);
        head.upstream = List.copyOf(vulnerabilities);
        return head;
    }

    /** One line for a person. */
    public Heads title(String text) {
        title = cut(text.strip());
        return this;
    }

    /** Dates as ISO-8601 instants; either may be empty. */
    public Heads dated(String publishedAt, String modifiedAt) {
        published = cut(publishedAt);
        modified = cut(modifiedAt);
        return this;
    }

    /** The feed's severity word. */
    public Heads rated(String word) {
        severityWord = cut(word);
        return this;
    }

    /** Whether CISA lists the vulnerability among the exploited ones. */
    public Heads exploited(boolean is) {
        isExploited = is;
        return this;
    }

    /** A CVSS vector of any version; an empty one adds nothing. */
    public Heads scored(String vector) {
        if (!vector.isEmpty() && vectors.size() < REFERENCES_MAX) {
            vectors.add(new OsvSeverity("CVSS_" + version(vector), vector));
        }
        return this;
    }

    /** CWE ids. */
    public Heads weak(Collection<String> ids) {
        weaknesses = Weaknesses.of(ids);
        return this;
    }

    /** A web address; what is none adds nothing. */
    public Heads reference(String url) {
        boolean isAddress = url.startsWith("https://") || url.startsWith("http://");
        if (isAddress && url.length() <= URL_CHARS_MAX && references.size() < REFERENCES_MAX) {
            references.add(new OsvReference("WEB", url));
        }
        return this;
    }

    /** The head. */
    public OsvRecord build() {
        return new OsvRecord(
                id,
                modified,
                published,
                "",
                aliases,
                upstream,
                List.of(),
                title,
                "",
                vectors,
                List.of(),
                references,
                databaseSpecific());
    }

    private Map<String, String> databaseSpecific() {
        Map<String, String> specific = new TreeMap<>();
        if (!severityWord.isEmpty()) {
            specific.put("severity", severityWord);
        }
        if (isExploited) {
            specific.put(EXPLOITED, "true");
        }
        if (!weaknesses.isEmpty()) {
            specific.put(Weaknesses.KEY, String.join(" ", weaknesses));
        }
        return specific;
    }

    private static char version(String vector) {
        return vector.startsWith("CVSS:") && vector.length() > 5 ? vector.charAt(5) : '2';
    }

    private static String cut(String text) {
        return text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX);
    }
}
