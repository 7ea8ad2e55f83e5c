package io.tidewaiter.advisory.csaf;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.vuln.csaf.CsafGroup;
import io.tidewaiter.vuln.csaf.CsafVulnerability;
import java.util.List;
import java.util.Locale;

/** The words of a CSAF document for what has no fix: its remediations and flags. */
public final class CsafWords {
    private CsafWords() {}

    /** The word on a product with that status. */
    public static VendorWord of(CsafVulnerability vulnerability, String id, String status) {
        return switch (status) {
            case "not affected" -> VendorWord.notAffected(flag(vulnerability, id));
            case "under investigation" -> VendorWord.open(FixState.UNDER_INVESTIGATION, "under investigation");
            default -> open(vulnerability, id);
        };
    }

    /** {@code no_fix_planned} and {@code none_available} (CSAF 2.0 section 3.2.3.12.1), with the vendor's details. */
    private static VendorWord open(CsafVulnerability vulnerability, String id) {
        for (CsafGroup remediation : vulnerability.remediations()) {
            boolean isPlan = remediation.category().equals("no_fix_planned")
                    || remediation.category().equals("none_available")
                    || remediation.category().equals("fix_planned");
            if (isPlan && remediation.holdsFor(id)) {
                return VendorWord.open(state(remediation), remediation.text());
            }
        }
        return VendorWord.AFFECTED;
    }

    private static FixState state(CsafGroup remediation) {
        String details = remediation.text().toLowerCase(Locale.ROOT);
        if (details.contains("out of support") || details.contains("end of life")) {
            return FixState.END_OF_LIFE;
        }
        if (remediation.category().equals("no_fix_planned")) {
            return FixState.WILL_NOT_FIX;
        }
        return details.contains("deferred") || remediation.category().equals("fix_planned")
                ? FixState.FIX_DEFERRED
                : FixState.AFFECTED;
    }

    private static String flag(CsafVulnerability vulnerability, String id) {
        for (CsafGroup flag : vulnerability.flags()) {
            if (flag.holdsFor(id)) {
                return flag.text().replace('_', ' ');
            }
        }
        for (CsafGroup threat : vulnerability.threats()) {
            if (threat.category().equals("impact") && !threat.products().isEmpty() && threat.holdsFor(id)) {
                return threat.text();
            }
        }
        return "not affected";
    }

    /** From which version to which: a document may name the first or the last affected one. */
    static List<RangeEvent> events(String status, String version) {
        RangeEvent first = new RangeEvent.Introduced("0");
        if (version.isEmpty()) {
            return List.of(first);
        }
        return switch (status) {
            case "first_affected" -> List.of(new RangeEvent.Introduced(version));
            case "last_affected" -> List.of(first, new RangeEvent.LastAffected(version));
            default -> List.of(first);
        };
    }
}
