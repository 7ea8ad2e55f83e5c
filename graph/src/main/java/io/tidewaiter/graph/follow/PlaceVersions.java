package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.derive.Interval;
import io.tidewaiter.graph.follow.ImageFacts.Presence;
import io.tidewaiter.graph.follow.ImageFacts.VerdictSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Cuts the time of a place where its tags or the verdict on its image change. */
final class PlaceVersions {
    private PlaceVersions() {}

    /** A place while nothing of it changes. */
    record Version(Presence place, List<String> tags, VerdictSpan verdict, Interval valid) {}

    /** The versions of a place in the order of time; none where no verdict holds. */
    static List<Version> of(ImageFacts image, Presence place) {
        List<Version> versions = new ArrayList<>();
        for (Interval cut : cuts(image, place)) {
            long at = cut.from();
            Optional<VerdictSpan> verdict =
                    image.verdicts.stream().filter(v -> v.valid().contains(at)).findFirst();
            if (verdict.isPresent()) {
                versions.add(new Version(place, tags(image, place, at), verdict.get(), cut));
            }
        }
        return versions;
    }

    /** Intervals that together are the time of the place. */
    static List<Interval> cuts(ImageFacts image, Presence place) {
        TreeSet<Long> cuts = new TreeSet<>();
        cuts.add(place.valid().from());
        cuts.add(place.valid().to());
        image.verdicts.forEach(v -> cut(cuts, place, v.valid()));
        image.presences.stream().filter(p -> isTagOf(p, place)).forEach(p -> cut(cuts, place, p.valid()));
        List<Interval> intervals = new ArrayList<>();
        long from = Long.MIN_VALUE;
        for (long at : cuts) {
            if (from != Long.MIN_VALUE) {
                intervals.add(new Interval(from, at));
            }
            from = at;
        }
        return intervals;
    }

    private static void cut(Set<Long> cuts, Presence place, Interval valid) {
        if (place.valid().contains(valid.from())) {
            cuts.add(valid.from());
        }
        if (place.valid().contains(valid.to())) {
            cuts.add(valid.to());
        }
    }

    private static List<String> tags(ImageFacts image, Presence place, long at) {
        return image.presences.stream()
                .filter(p -> isTagOf(p, place) && p.valid().contains(at))
                .map(Presence::tag)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isTagOf(Presence presence, Presence place) {
        return !presence.tag().isEmpty()
                && presence.registry() == place.registry()
                && presence.repository().equals(place.repository());
    }
}
