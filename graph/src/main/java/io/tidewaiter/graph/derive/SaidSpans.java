package io.tidewaiter.graph.derive;

import io.tidewaiter.assess.rule.Suppression;
import io.tidewaiter.store.judge.RuleTimeline.Timed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Cuts the time of a finding wherever what rules say of it changes. */
public final class SaidSpans {
    private SaidSpans() {}

    /**
     * The parts of an interval, in order and without gaps.
     *
     * @param byPackage what speaks for each of the finding's packages, the nearest first; a finding is hidden where each
     *     of them is, and the first one tells by what
     * @param exemptions of the resource that the image lies in, the nearest first
     */
    public static List<SaidSpan> of(Interval whole, List<List<Timed>> byPackage, List<Timed> exemptions) {
        List<Timed> all = new ArrayList<>(exemptions);
        byPackage.forEach(all::addAll);
        List<SaidSpan> spans = new ArrayList<>();
        for (Interval part : parts(whole, all)) {
            SaidSpan next = at(part, byPackage, exemptions);
            SaidSpan last = spans.isEmpty() ? null : spans.getLast();
            if (last != null && last.said().equals(next.said()) && last.counts() == next.counts()) {
                spans.removeLast();
                next = new SaidSpan(
                        new Interval(last.valid().from(), next.valid().to()), next.said(), next.counts());
            }
            spans.add(next);
        }
        return spans;
    }

    /** An interval cut wherever one of these rules begins or ends. */
    public static List<Interval> parts(Interval whole, List<Timed> rules) {
        TreeSet<Long> cuts = new TreeSet<>(List.of(whole.from(), whole.to()));
        for (Timed rule : rules) {
            for (long at : List.of(rule.from(), rule.to())) {
                if (whole.contains(at)) {
                    cuts.add(at);
                }
            }
        }
        List<Interval> parts = new ArrayList<>();
        for (long from : cuts.headSet(whole.to())) {
            Long to = cuts.higher(from);
            parts.add(new Interval(from, to == null ? whole.to() : to));
        }
        return parts;
    }

    /** What takes a resource out at a time; null for nothing. */
    public static @Nullable Suppression exemption(List<Timed> exemptions, long millis) {
        for (Timed exemption : exemptions) {
            if (exemption.holdsAt(millis)) {
                return exemption.rule().suppression();
            }
        }
        return null;
    }

    private static SaidSpan at(Interval valid, List<List<Timed>> byPackage, List<Timed> exemptions) {
        long millis = valid.from();
        Suppression hidden = hidden(byPackage, millis);
        Suppression exempt = exemption(exemptions, millis);
        Set<Suppression> notes = new LinkedHashSet<>();
        for (Timed one : byPackage.getFirst()) {
            if (!one.rule().hides() && one.holdsAt(millis)) {
                notes.add(one.rule().suppression());
            }
        }
        Suppression out = exempt == null ? hidden : exempt;
        Said said = out == null && notes.isEmpty() ? Said.NOTHING : new Said(out, List.copyOf(notes));
        return new SaidSpan(valid, said, hidden == null);
    }

    private static @Nullable Suppression hidden(List<List<Timed>> byPackage, long millis) {
        Suppression first = null;
        for (List<Timed> rules : byPackage) {
            Suppression found = rules.stream()
                    .filter(one -> one.rule().hides() && one.holdsAt(millis))
                    .map(one -> one.rule().suppression())
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                return null;
            }
            first = first == null ? found : first;
        }
        return first;
    }
}
