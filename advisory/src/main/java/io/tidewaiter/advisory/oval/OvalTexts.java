package io.tidewaiter.advisory.oval;

import io.tidewaiter.vuln.oval.OvalCheck;
import io.tidewaiter.vuln.oval.OvalDefinition;
import io.tidewaiter.vuln.oval.OvalTest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What definitions of several vendors have in common. */
final class OvalTexts {
    static final String LESS_THAN = "less than";

    private static final Pattern SAID = Pattern.compile("(?<name>\\S+) is earlier than (?<bound>\\S+)"
            + "|(?<of>\\S+)-(?<fix>[^-\\s]+-\\d[^-\\s]*) is installed|(?<named>\\S+) is (?:not )?affected");

    private OvalTexts() {}

    /** The CVEs that the definition names, in order. */
    static List<String> cves(OvalDefinition definition) {
        Set<String> cves = new LinkedHashSet<>();
        for (OvalDefinition.Reference reference : definition.references()) {
            if (reference.id().startsWith("CVE-")) {
                cves.add(reference.id());
            }
        }
        definition.cves().stream().filter(cve -> cve.startsWith("CVE-")).forEach(cves::add);
        return List.copyOf(cves);
    }

    /**
     * The test of a check; where the document was published without it, its object or its state, what the comment says of it: {@code bind is
     * earlier than 30:9.3.3-8.el5}, {@code curl-7.60-1.2 is installed}, {@code curl is affected}. Null where that is
     * nothing.
     */
    static @Nullable OvalTest test(OvalCheck check, Map<String, OvalTest> tests) {
        OvalTest test = tests.get(check.test());
        if (test != null && !test.names().isEmpty() && !test.version().isEmpty()) {
            return test;
        }
        Matcher said = SAID.matcher(check.comment());
        if (!said.matches()) {
            return test;
        }
        if (said.group("bound") != null) {
            return new OvalTest(List.of(said.group("name")), LESS_THAN, said.group("bound"), "");
        }
        return said.group("fix") == null
                ? new OvalTest(List.of(said.group("named")), "", "", "")
                : new OvalTest(List.of(said.group("of")), LESS_THAN, said.group("fix"), "");
    }

    /** {@code 2024-01-12} as an instant; what is already one, or nothing, stays. */
    static String instant(String date) {
        return date.length() == 10 ? date + "T00:00:00Z" : date;
    }

    /** Without an epoch of 0, as rpm itself writes versions. */
    static String evr(String version) {
        return version.startsWith("0:") ? version.substring(2) : version;
    }

    /** The text between two others; empty where either is not there. */
    static String between(String text, String before, String after) {
        int from = text.indexOf(before);
        int to = from < 0 ? -1 : text.indexOf(after, from + before.length());
        return to < 0 ? "" : text.substring(from + before.length(), to).strip();
    }

    /** The module and stream that must be on beside the check; empty where none is asked for. */
    static String module(OvalCheck check) {
        for (String comment : check.beside()) {
            String module = between(comment, "Module ", " is enabled");
            if (module.indexOf(':') > 0) {
                return module;
            }
        }
        return "";
    }
}
