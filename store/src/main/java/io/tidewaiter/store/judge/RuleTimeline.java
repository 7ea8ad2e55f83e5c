package io.tidewaiter.store.judge;

import io.tidewaiter.assess.rule.Rule;
import io.tidewaiter.assess.rule.RulePlace;
import io.tidewaiter.assess.rule.RuleSet;
import io.tidewaiter.assess.rule.RuleSubject;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rules of all time with the time that each held in; immutable. */
public final class RuleTimeline {
    private final RuleSet rules;
    private final IdentityHashMap<Rule, Timed> times;
    private final Map<String, Long> prints;
    private final long until;
    private final Above above;

    /**
     * @param until the first moment at which one of the rules that hold now ends by itself
     * @param above what lies over registries
     */
    RuleTimeline(Collection<Timed> timed, long until, Above above) {
        this(
                new RuleSet(timed.stream().map(Timed::rule).toList()),
                new IdentityHashMap<>(),
                new HashMap<>(),
                until,
                above);
        timed.forEach(this::add);
    }

    private RuleTimeline(
            RuleSet rules, IdentityHashMap<Rule, Timed> times, Map<String, Long> prints, long until, Above above) {
        this.rules = rules;
        this.times = times;
        this.prints = prints;
        this.until = until;
        this.above = above;
    }

    private void add(Timed one) {
        times.put(one.rule(), one);
        prints.merge(one.rule().scope(), one.print(), Long::sum);
    }

    /**
     * The same with other times, and with other rules.
     *
     * @param gone of this timeline
     * @param until the first moment at which one of those added ends by itself
     */
    RuleTimeline changed(Collection<Timed> gone, Collection<Timed> added, long until) {
        Map<String, Long> sums = new HashMap<>(prints);
        IdentityHashMap<Rule, Timed> kept = new IdentityHashMap<>(times);
        for (Timed one : gone) {
            kept.remove(one.rule());
            sums.merge(one.rule().scope(), -one.print(), Long::sum);
        }
        RuleSet changed = rules.changed(
                gone.stream().map(Timed::rule).toList(),
                added.stream().map(Timed::rule).toList());
        RuleTimeline next = new RuleTimeline(changed, kept, sums, Math.min(this.until, until), above);
        added.forEach(next::add);
        return next;
    }

    static RuleTimeline none(Above above) {
        return new RuleTimeline(List.of(), Long.MAX_VALUE, above);
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

        /** A version begins at a time of its own, so this tells its contents, too. */
        private long print() {
            return (rule.id().hashCode() * 31L + from) * 0x9E3779B97F4A7C15L ^ (to * 0xD6E8FEB86659FD93L);
        }
    }

    /** A number that is another one as soon as anything else is said below these scopes; the same in every process. */
    public long print(List<String> chain) {
        long print = 0;
        for (String scope : chain) {
            print = print * 31 + prints.getOrDefault(scope, 0L);
        }
        return print;
    }

    /** Those of the scopes that ever had a rule: where they are the same, the same is said. */
    public List<String> withRules(List<String> chain) {
        return rules.withRules(chain);
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
