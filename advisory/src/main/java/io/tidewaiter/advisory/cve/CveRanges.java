package io.tidewaiter.advisory.cve;

import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersText;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.vuln.cve.CveRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The {@code versions} of a product as ranges (CVE record format 5.1, "Version Status"): an entry is one version, or all
 * from one to below {@code lessThan} or up to {@code lessThanOrEqual}, with changes of the status in between. What no
 * entry speaks of has the default status; only "affected" makes ranges, "unknown" does not.
 */
final class CveRanges {
    private final List<VersionRange> affected = new ArrayList<>();

    private CveRanges() {}

    static CveRanges of(CveRecord.Product product, Consumer<String> refused) {
        CveRanges ranges = new CveRanges();
        List<RangeEvent> rest = new ArrayList<>(List.of(new RangeEvent.Introduced("0")));
        for (CveRecord.Version version : product.versions()) {
            if (version.type().equals("git")) {
                continue; // commits say nothing of what is installed
            }
            Optional<List<RangeEvent>> events = events(version);
            if (events.isEmpty()) {
                refused.accept("a range of versions that cannot be read: " + version.from());
            } else if (version.status().equals("affected")) {
                ranges.affected.add(new VersionRange(VersionRange.Kind.ECOSYSTEM, events.get()));
            } else if (version.status().equals("unaffected")) {
                without(events.get(), rest);
            }
        }
        if (product.defaultStatus().equals("affected")) {
            ranges.affected.add(new VersionRange(VersionRange.Kind.ECOSYSTEM, rest));
        }
        return ranges;
    }

    List<VersionRange> affected() {
        return List.copyOf(affected);
    }

    /** Takes a stretch out of the rest: it is the fix that ends one part, and where it ends the next part begins. */
    private static void without(List<RangeEvent> stretch, List<RangeEvent> rest) {
        for (RangeEvent event : stretch) {
            switch (event) {
                case RangeEvent.Introduced(String version) -> rest.add(new RangeEvent.Fixed(version));
                case RangeEvent.Fixed(String version) -> rest.add(new RangeEvent.Introduced(version));
                // The first version after one is not known; the next that is named is behind it.
                case RangeEvent.LastAffected _, RangeEvent.Limit _ -> {}
            }
        }
    }

    private static Optional<List<RangeEvent>> events(CveRecord.Version version) {
        String from = version.from().equals("*") || version.from().isEmpty() ? "0" : version.from();
        List<RangeEvent> events = new ArrayList<>();
        if (version.below().isEmpty() && version.upTo().isEmpty()) {
            return isUnbounded(version)
                    ? Optional.of(List.of(new RangeEvent.Introduced("0")))
                    : VersText.parse(version.from())
                            .map(ranges -> ranges.getFirst().events());
        }
        if (!isVersion(from)) {
            return Optional.empty();
        }
        events.add(new RangeEvent.Introduced(from));
        for (CveRecord.Change change : version.changes()) {
            if (change.at().isEmpty() || !isVersion(change.at())) {
                return Optional.empty();
            }
            boolean isBack = change.status().equals(version.status());
            events.add(isBack ? new RangeEvent.Introduced(change.at()) : new RangeEvent.Fixed(change.at()));
        }
        return end(version, events);
    }

    private static Optional<List<RangeEvent>> end(CveRecord.Version version, List<RangeEvent> events) {
        boolean isBelow = !version.below().isEmpty();
        String to = isBelow ? version.below() : version.upTo();
        if (to.equals("*")) {
            return Optional.of(events);
        }
        if (to.endsWith(".*")) {
            return after(to.substring(0, to.length() - 2)).map(next -> {
                events.add(new RangeEvent.Fixed(next));
                return events;
            });
        }
        if (!isVersion(to)) {
            return Optional.empty();
        }
        boolean hasFix = events.stream().anyMatch(event -> event instanceof RangeEvent.Fixed);
        if (!isBelow && hasFix) {
            return Optional.of(events); // a fix and a last affected version do not go together; the fix is below it
        }
        events.add(isBelow ? new RangeEvent.Fixed(to) : new RangeEvent.LastAffected(to));
        return Optional.of(events);
    }

    private static boolean isUnbounded(CveRecord.Version version) {
        return version.from().equals("*") || version.from().equalsIgnoreCase("all");
    }

    private static boolean isVersion(String text) {
        return text.equals("0") || VersText.parse("<" + text).isPresent();
    }

    /** {@code 5.11} of {@code 5.10}: everything of the line is below it. */
    private static Optional<String> after(String line) {
        int dot = line.lastIndexOf('.');
        String last = line.substring(dot + 1);
        boolean isNumber = !last.isEmpty() && last.length() < 9 && last.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Optional.of(line.substring(0, dot + 1) + (Integer.parseInt(last) + 1)) : Optional.empty();
    }
}
