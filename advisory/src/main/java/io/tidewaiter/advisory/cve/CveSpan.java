package io.tidewaiter.advisory.cve;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.vuln.cve.CveRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry of a product's versions: all from one to another.
 *
 * @param from the first; {@link #FIRST} where there is no lower bound
 * @param to the last, or the first that is not in it; empty where there is none
 * @param isClosed whether {@code to} is in it
 * @param changes from where on its status is another one
 */
record CveSpan(String from, String to, boolean isClosed, String status, List<CveRecord.Change> changes) {
    /** Sorts before every version. */
    static final String FIRST = "0";

    CveSpan {
        changes = List.copyOf(changes);
    }

    /** Every version that it names. */
    List<String> points() {
        List<String> points = new ArrayList<>();
        if (!from.equals(FIRST)) {
            points.add(from);
        }
        if (!to.isEmpty()) {
            points.add(to);
        }
        changes.forEach(change -> points.add(change.at()));
        return points;
    }

    boolean isOrderedBy(VersionScheme scheme) {
        return points().stream().allMatch(scheme::reads);
    }

    /**
     * From the last affected version up to the fix, where that is named behind it, so that it is known which version has it:
     * for the places that nothing else decides.
     */
    Optional<CveSpan> upToFix(VersionScheme scheme) {
        if (!status.equals("affected") || !isClosed || to.isEmpty()) {
            return Optional.empty();
        }
        String fix = "";
        for (CveRecord.Change change : changes) {
            if (change.status().equals("unaffected")
                    && scheme.compare(change.at(), to) == Order.GREATER
                    && (fix.isEmpty() || scheme.compare(change.at(), fix) == Order.LESS)) {
                fix = change.at();
            }
        }
        return fix.isEmpty() ? Optional.empty() : Optional.of(new CveSpan(to, fix, false, status, List.of()));
    }

    /** Without its changes, for versions that cannot be ordered: whoever has one of them is told that. */
    VersionRange raw() {
        List<RangeEvent> events = new ArrayList<>(List.of(new RangeEvent.Introduced(from)));
        if (!to.isEmpty()) {
            events.add(isClosed ? new RangeEvent.LastAffected(to) : new RangeEvent.Fixed(to));
        }
        return new VersionRange(VersionRange.Kind.ECOSYSTEM, events);
    }
}
