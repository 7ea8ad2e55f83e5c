package io.tidewaiter.assess.rule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .tidewaiterignore}: what is ignored, one vulnerability a line.
 *
 * <pre>
 * # comment
 * CVE-2026-1234
 * CVE-2026-5678 until=2027-01-31 package=openssl we do not call it
 * </pre>
 *
 * <p>The day of {@code until} is the last one on which the line holds, in UTC. {@code package} is a name or a pattern
 * with {@code *}. Whatever follows is the reason. A word with an equals sign that is neither is a fault, because a
 * misspelt {@code until} would hide for ever.
 */
public final class IgnoreFile {
    private static final int LINES_MAX = 100_000;
    /** The cause of what a line hides. */
    public static final String CAUSE = "Ignored";

    private IgnoreFile() {}

    /**
     * The rules of the lines, in force everywhere.
     *
     * @param name the file's, for messages and as the rules' name
     * @throws RuleFault for a line that says nothing clear
     */
    public static List<Rule> read(String name, String text) {
        List<Rule> rules = new ArrayList<>();
        List<String> lines = text.lines().toList();
        if (lines.size() > LINES_MAX) {
            throw new RuleFault(name + ": more than " + LINES_MAX + " lines");
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && line.charAt(0) != '#') {
                rules.add(rule(name, name + ":" + (i + 1), line.split("\\s+")));
            }
        }
        return rules;
    }

    private static Rule rule(String file, String place, String[] words) {
        Instant expires = null;
        List<PackagePattern> packages = new ArrayList<>();
        int at = 1;
        for (; at < words.length && words[at].matches("[A-Za-z]+=.*"); at++) {
            int equals = words[at].indexOf('=');
            String value = words[at].substring(equals + 1);
            switch (words[at].substring(0, equals).toLowerCase(Locale.ROOT)) {
                case "until" -> expires = dayAfter(place, value);
                case "package" -> packages.add(PackagePattern.of(value, null, ""));
                default ->
                    throw new RuleFault(place + ": '" + cut(words[at]) + "' is neither until=DAY nor package=NAME");
            }
        }
        if (words[0].indexOf('=') >= 0) {
            throw new RuleFault(
                    place + ": a line begins with the id of a vulnerability, not with '" + cut(words[0]) + "'");
        }
        String reason = String.join(" ", List.of(words).subList(at, words.length));
        return new Rule(place, file, "/", CAUSE, reason, true, expires, conditions(words[0], packages));
    }

    private static RuleConditions conditions(String id, List<PackagePattern> packages) {
        return new RuleConditions(
                Set.of(id.toUpperCase(Locale.ROOT)),
                Set.of(),
                0,
                null,
                Set.of(),
                packages,
                Set.of(),
                List.of(),
                Set.of(),
                Set.of());
    }

    private static @Nullable Instant dayAfter(String place, String day) {
        try {
            return LocalDate.parse(day).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new RuleFault(place + ": until=" + cut(day) + " is no day like 2027-01-31");
        }
    }

    private static String cut(String foreign) {
        return foreign.length() > 60 ? foreign.substring(0, 60) + "…" : foreign;
    }
}
