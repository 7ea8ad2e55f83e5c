package io.tidewaiter.advisory.oval;

import io.tidewaiter.vuln.oval.OvalCheck;
import io.tidewaiter.vuln.oval.OvalDefinition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What definitions of several vendors have in common. */
final class OvalTexts {
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
