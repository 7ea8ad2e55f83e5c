package io.tidewaiter.graph.follow;

import io.tidewaiter.assess.rule.Suppression;
import io.tidewaiter.graph.derive.Interval;
import io.tidewaiter.graph.derive.SaidSpans;
import io.tidewaiter.graph.follow.ImageFacts.Presence;
import io.tidewaiter.graph.follow.ImageFacts.VerdictSpan;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.store.judge.RuleTimeline.Timed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Cuts the time of a place where its tags, the verdict on its image or an exemption change. */
final class PlaceVersions {
    private PlaceVersions() {}

    /**
     * A place while nothing of it changes.
     *
     * @param asked the time for which the base was asked, which no exemption cuts
     * @param exempt what takes everything in the place out; null for nothing
     */
    record Version(
            Presence place,
            List<String> tags,
            VerdictSpan verdict,
            Interval asked,
            Interval valid,
            @Nullable Suppression exempt) {
        /** What is shown of the image where none of its findings counts. */
        Shown shown() {
            return exempt == null
                    ? new Shown(Health.ofLabel(verdict.health()), verdict.cause(), verdict.description())
                    : new Shown(Health.NOT_APPLICABLE, exempt.cause(), exempt.sentence());
        }
    }

    /** What an image is said to be. */
    record Shown(Health health, String cause, String description) {}

    /**
     * The versions of a place in the order of time; none where no verdict holds.
     *
     * @param exemptions of what the place lies in, the nearest first
     */
    static List<Version> of(ImageFacts image, Presence place, List<Timed> exemptions) {
        List<Version> versions = new ArrayList<>();
        for (Interval cut : cuts(image, place)) {
            long at = cut.from();
            Optional<VerdictSpan> verdict =
                    image.verdicts.stream().filter(v -> v.valid().contains(at)).findFirst();
            if (verdict.isPresent()) {
                List<String> tags = tags(image, place, at);
                for (Interval part : SaidSpans.parts(cut, exemptions)) {
                    versions.add(new Version(
                            place, tags, verdict.get(), cut, part, SaidSpans.exemption(exemptions, part.from())));
                }
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
