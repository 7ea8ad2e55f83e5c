package io.tidewaiter.assess.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Every rule in force, so arranged that a finding meets only those that can speak for it.
 *
 * <p>A hundred thousand rules are mostly lists of ids. They are found by scope and id through two hash tables, some 100
 * ns for each scope above a finding; what names no id is found by digest, repository or package, and only the rest is
 * asked one by one. Immutable; a change makes a new set of the same rules.
 */
public final class RuleSet {
    /** No rule at all. */
    public static final RuleSet EMPTY = new RuleSet(List.of());

    private static final Comparator<Rule> ORDER = Comparator.comparing(Rule::id).thenComparing(Rule::name);
    private static final int RECENT_MIN = 256;
    private static final int RECENT_SHARE = 16;

    private final Layer base;
    private final Layer recent;
    private final Set<Rule> gone;

    public RuleSet(Collection<Rule> rules) {
        this(new Layer(rules), new Layer(List.of()), Set.of());
    }

    private RuleSet(Layer base, Layer recent, Set<Rule> gone) {
        this.base = base;
        this.recent = recent;
        this.gone = gone;
    }

    /** Rules that were arranged together. */
    private static final class Layer {
        private final Map<String, Scoped> scopes = new HashMap<>();
        private final List<Rule> all;
        private final long[] expiries;

        Layer(Collection<Rule> rules) {
            all = List.copyOf(rules);
            expiries = rules.stream()
                    .filter(r -> r.expires() != null)
                    .mapToLong(r -> Objects.requireNonNull(r.expires()).toEpochMilli())
                    .sorted()
                    .toArray();
            List<Rule> sorted = new ArrayList<>(rules);
            sorted.sort(ORDER);
            for (Rule rule : sorted) {
                scopes.computeIfAbsent(rule.scope(), _ -> new Scoped()).add(rule);
            }
        }

        long nextExpiry(long millis) {
            int at = Arrays.binarySearch(expiries, millis + 1);
            int next = at < 0 ? -at - 1 : at;
            return next < expiries.length ? expiries[next] : Long.MAX_VALUE;
        }
    }

    /** The rules of one scope, by what is cheapest to look them up with. */
    private static final class Scoped {
        private final List<Rule> exemptions = new ArrayList<>();
        private final Map<String, List<Rule>> byId = new HashMap<>();
        private final Map<String, List<Rule>> byPackage = new HashMap<>();
        private final List<Rule> rest = new ArrayList<>();
        private final Map<String, List<Rule>> byDigest = new HashMap<>();
        private final Map<String, List<Rule>> byRepository = new HashMap<>();
        private final List<Rule> elsewhere = new ArrayList<>();

        void add(Rule rule) {
            if (rule.isExemption() && rule.conditions().equals(RuleConditions.NONE)) {
                exemptions.add(rule);
                return;
            }
            switch (rule.handle()) {
                case RuleHandle.Digests(var digests) -> digests.forEach(digest -> put(byDigest, digest, rule));
                case RuleHandle.Repositories(var names) -> names.forEach(name -> put(byRepository, name, rule));
                case RuleHandle.Ids(var ids) -> ids.forEach(id -> put(byId, id, rule));
                case RuleHandle.Packages(var names) -> names.forEach(name -> put(byPackage, name, rule));
                case RuleHandle.Anything(boolean isBound) -> (isBound ? elsewhere : rest).add(rule);
            }
        }

        private static void put(Map<String, List<Rule>> map, String key, Rule rule) {
            map.computeIfAbsent(key, _ -> new ArrayList<>()).add(rule);
        }

        private boolean isBound() {
            return !(byDigest.isEmpty() && byRepository.isEmpty() && elsewhere.isEmpty());
        }
    }

    /** The rules that something of a scope leads to, in their order, from both layers. */
    private void collect(String scope, Function<Scoped, List<Rule>> what, Collection<Rule> into) {
        Scoped older = base.scopes.get(scope);
        Scoped newer = recent.scopes.get(scope);
        List<Rule> old = older == null ? List.of() : what.apply(older);
        List<Rule> added = newer == null ? List.of() : what.apply(newer);
        if (!gone.isEmpty() && !old.isEmpty()) {
            old = old.stream().filter(rule -> !gone.contains(rule)).toList();
        }
        if (!old.isEmpty() && !added.isEmpty()) {
            List<Rule> both = new ArrayList<>(old);
            both.addAll(added);
            both.sort(ORDER);
            into.addAll(both);
        } else {
            into.addAll(old);
            into.addAll(added);
        }
    }

    private void collectFree(String scope, RuleSubject subject, Collection<Rule> into) {
        for (String id : subject.ids()) {
            String key = id.toUpperCase(Locale.ROOT);
            collect(scope, s -> s.byId.getOrDefault(key, List.of()), into);
        }
        collect(scope, s -> s.byPackage.getOrDefault(subject.packageName(), List.of()), into);
        collect(scope, s -> s.byPackage.getOrDefault(subject.subjectName(), List.of()), into);
        collect(scope, s -> s.rest, into);
    }

    private void collectBound(String scope, RulePlace place, Collection<Rule> into) {
        collect(scope, s -> s.byDigest.getOrDefault(place.digest(), List.of()), into);
        collect(scope, s -> s.byRepository.getOrDefault(place.repository(), List.of()), into);
        collect(scope, s -> s.elsewhere, into);
    }

    private boolean hasRules(String scope) {
        return base.scopes.containsKey(scope) || recent.scopes.containsKey(scope);
    }

    /**
     * The same without some rules and with others.
     *
     * @param without rules of this set, themselves and not their like
     */
    public RuleSet changed(Collection<Rule> without, Collection<Rule> with) {
        Set<Rule> leaving = identities(without);
        List<Rule> added = new ArrayList<>();
        for (Rule rule : recent.all) {
            if (!leaving.remove(rule)) {
                added.add(rule);
            }
        }
        added.addAll(with);
        Set<Rule> absent = identities(gone);
        absent.addAll(leaving);
        if (added.size() + absent.size() <= Math.max(RECENT_MIN, base.all.size() / RECENT_SHARE)) {
            return new RuleSet(base, new Layer(added), absent);
        }
        base.all.stream().filter(rule -> !absent.contains(rule)).forEach(added::add);
        return new RuleSet(added);
    }

    private static Set<Rule> identities(Collection<Rule> rules) {
        Set<Rule> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(rules);
        return set;
    }

    private Stream<Rule> all() {
        return Stream.concat(base.all.stream().filter(rule -> !gone.contains(rule)), recent.all.stream());
    }

    /** How many rules there are. */
    public int size() {
        return base.all.size() - gone.size() + recent.all.size();
    }

    /** The same with one more: what a rule would hide is seen before it is written. */
    public RuleSet with(Rule rule) {
        return changed(
                all().filter(other -> other.id().equalsIgnoreCase(rule.id())).toList(), List.of(rule));
    }

    /** Whether none of these scopes has a rule. */
    public boolean isEmptyAt(List<String> chain) {
        return chain.stream().noneMatch(this::hasRules);
    }

    /** Whether a rule here is bound to images: what it hides has to be asked for each. */
    public boolean isBoundAt(List<String> chain) {
        return chain.stream().anyMatch(scope -> isBound(base, scope) || isBound(recent, scope));
    }

    private static boolean isBound(Layer layer, String scope) {
        Scoped scoped = layer.scopes.get(scope);
        return scoped != null && scoped.isBound();
    }

    /** Those of the scopes that have a rule. */
    public List<String> withRules(List<String> chain) {
        return chain.stream().filter(this::hasRules).toList();
    }

    /** The first time after this one at which a rule ends; the end of time where none does. */
    public long nextExpiry(long millis) {
        return Math.min(base.nextExpiry(millis), recent.nextExpiry(millis));
    }

    /** The exemption that takes a resource out with everything in it. */
    public Optional<Suppression> exemption(List<String> chain, long millis) {
        return exemptions(chain).stream()
                .filter(rule -> rule.holdsAt(millis))
                .findFirst()
                .map(Rule::suppression);
    }

    /** All exemptions of whole resources, whether or not they hold any more; the nearest first. */
    public List<Rule> exemptions(List<String> chain) {
        List<Rule> found = new ArrayList<>();
        chain.forEach(scope -> collect(scope, scoped -> scoped.exemptions, found));
        return found;
    }

    /**
     * All rules that speak for a package's vulnerability in an image, hiding it or not, whether or not they hold any
     * more; the nearest first.
     */
    public List<Rule> speaking(RuleSubject subject, RulePlace place) {
        List<Rule> found = new ArrayList<>();
        for (String scope : place.scopes()) {
            candidates(scope, subject, place).stream()
                    .filter(rule -> rule.conditions().holdsAt(place)
                            && rule.conditions().holdsFor(subject))
                    .forEach(found::add);
        }
        return found;
    }

    /** What hides a package's vulnerability in an image: the rule nearest to it. */
    public Optional<Suppression> suppression(RuleSubject subject, RulePlace place, long millis) {
        return first(
                        place.scopes(),
                        scope -> candidates(scope, subject, place),
                        rule -> rule.hides() && holds(rule, subject, place, millis))
                .map(Rule::suppression);
    }

    /** What was said of it without hiding it, for example that somebody is looking into it. */
    public List<Suppression> notes(RuleSubject subject, RulePlace place, long millis) {
        Set<Suppression> notes = new LinkedHashSet<>();
        for (String scope : place.scopes()) {
            candidates(scope, subject, place).stream()
                    .filter(rule -> !rule.hides() && holds(rule, subject, place, millis))
                    .forEach(rule -> notes.add(rule.suppression()));
        }
        return List.copyOf(notes);
    }

    /** What hides this wherever it lies below these scopes: a rule that is bound to no image. */
    public Optional<Suppression> suppressionEverywhere(RuleSubject subject, List<String> chain, long millis) {
        return first(
                        chain,
                        scope -> {
                            List<Rule> found = new ArrayList<>();
                            collectFree(scope, subject, found);
                            return found;
                        },
                        rule -> rule.hides()
                                && rule.holdsAt(millis)
                                && rule.conditions().holdsFor(subject))
                .map(Rule::suppression);
    }

    /** The rules that are bound to images and hide something in this one: what they hide is asked with each. */
    public List<Predicate<RuleSubject>> hiding(RulePlace place, long millis) {
        List<Predicate<RuleSubject>> found = new ArrayList<>();
        for (String scope : place.scopes()) {
            List<Rule> bound = new ArrayList<>();
            collectBound(scope, place, bound);
            bound.stream()
                    .filter(r ->
                            r.hides() && r.holdsAt(millis) && r.conditions().holdsAt(place))
                    .forEach(r -> found.add(r.conditions()::holdsFor));
        }
        return found;
    }

    private List<Rule> candidates(String scope, RuleSubject subject, RulePlace place) {
        if (!hasRules(scope)) {
            return List.of();
        }
        List<Rule> found = new ArrayList<>();
        collectFree(scope, subject, found);
        collectBound(scope, place, found);
        return found;
    }

    private static boolean holds(Rule rule, RuleSubject subject, RulePlace place, long millis) {
        return rule.holdsAt(millis)
                && rule.conditions().holdsAt(place)
                && rule.conditions().holdsFor(subject);
    }

    /** Finds the rules of a scope that may speak. */
    @FunctionalInterface
    private interface Candidates {
        List<Rule> of(String scope);
    }

    private Optional<Rule> first(List<String> chain, Candidates candidates, Predicate<Rule> speaks) {
        for (String scope : chain) {
            Optional<Rule> found = hasRules(scope)
                    ? candidates.of(scope).stream().filter(speaks).findFirst()
                    : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
