package io.tidewaiter.store.judge;

import io.tidewaiter.assess.rule.Rule;
import io.tidewaiter.assess.rule.RulePlace;
import io.tidewaiter.assess.rule.RuleSet;
import io.tidewaiter.assess.rule.RuleSubject;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/** The rules of all time with the time that each held in; immutable. */
public final class RuleTimeline {
    private final RuleSet rules;
    private final IdentityHashMap<Rule, Timed> times = new IdentityHashMap<>();
    private final long latest;
    private final long until;
    private final Above above;

    /**
     * @param latest the newest version of a resource that was read
     * @param until the first moment at which one of the rules that hold now ends by itself
     * @param above what lies over registries
     */
    RuleTimeline(Collection<Timed> timed, long latest, long until, Above above) {
        this.latest = latest;
        this.rules = new RuleSet(timed.stream().map(Timed::rule).toList());
        this.until = until;
        this.above = above;
        timed.forEach(one -> times.put(one.rule(), one));
    }

    static RuleTimeline none(Above above) {
        return new RuleTimeline(List.of(), 0, Long.MAX_VALUE, above);
    }

    /**
     * A rule and when it held: {@code [from, to)} in milliseconds since 1970.
     *
     * @param to {@link Long#MAX_VALUE} where it holds now
     */
    public record Timed(Rule rule, long from, long to) {
        /** Whether it held at a time. */
        public boolean holdsAt(long millis) {
            return from <= millis && millis < to;
        }
    }

    /** A number that is another one as soon as anything else is said; the same in every process. */
    public long print() {
        return latest * 31 + until;
    }

    long until() {
        return until;
    }

    /** A registry and everything above it that a rule can hang on. */
    public List<String> chain(String registryKey) {
        return RulePlace.scopes(registryKey, above.of(registryKey));
    }

    /** Whether any rule hangs on a management group: then it matters who lies under whom. */
    public boolean hangsOnGroups() {
        return times.keySet().stream().anyMatch(rule -> rule.scope().startsWith("/providers/microsoft.management/"));
    }

    /** Whether none of these scopes ever had a rule. */
    public boolean isEmptyAt(List<String> chain) {
        return rules.isEmptyAt(chain);
    }

    /** Whether a rule here is bound to images: what it says has to be asked for each. */
    public boolean isBoundAt(List<String> chain) {
        return rules.isBoundAt(chain);
    }

    /** The exemptions that take or took a resource out with everything in it, the nearest first. */
    public List<Timed> exemptions(List<String> chain) {
        return timed(rules.exemptions(chain));
    }

    /** Whatever speaks or spoke for a package's vulnerability in an image, the nearest first. */
    public List<Timed> speaking(RuleSubject subject, RulePlace place) {
        return timed(rules.speaking(subject, place));
    }

    private List<Timed> timed(List<Rule> found) {
        return found.stream()
                .map(rule -> Objects.requireNonNull(times.get(rule)))
                .toList();
    }
}
