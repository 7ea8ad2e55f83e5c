package io.tidewaiter.advisory.cve;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.vuln.cve.CveRecord;
import java.util.ArrayList;
import java.util.List;

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

    /** Up to the fix where that is named behind the last affected version, so that it is known which version has it. */
    CveSpan withFixBehind(VersionScheme scheme) {
        if (!status.equals("affected") || !isClosed || to.isEmpty()) {
            return this;
        }
        for (CveRecord.Change change : changes) {
            if (change.status().equals("unaffected") && scheme.compare(change.at(), to) == Order.GREATER) {
                return new CveSpan(from, change.at(), false, status, changes);
            }
        }
        return this;
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
