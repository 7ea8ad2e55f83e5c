package io.tidewaiter.assess.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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

    private final Map<String, Scoped> scopes = new HashMap<>();
    private final List<Rule> all;
    private final long[] expiries;

    public RuleSet(Collection<Rule> rules) {
        all = List.copyOf(rules);
        expiries = rules.stream()
                .filter(r -> r.expires() != null)
                .mapToLong(r -> Objects.requireNonNull(r.expires()).toEpochMilli())
                .sorted()
                .toArray();
        List<Rule> sorted = new ArrayList<>(rules);
        sorted.sort(Comparator.comparing(Rule::id).thenComparing(Rule::name));
        for (Rule rule : sorted) {
            scopes.computeIfAbsent(rule.scope(), _ -> new Scoped()).add(rule);
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

        private void collectFree(RuleSubject subject, Collection<Rule> into) {
            for (String id : subject.ids()) {
                into.addAll(byId.getOrDefault(id.toUpperCase(Locale.ROOT), List.of()));
            }
            into.addAll(byPackage.getOrDefault(subject.packageName(), List.of()));
            into.addAll(byPackage.getOrDefault(subject.subjectName(), List.of()));
            into.addAll(rest);
        }

        private void collectBound(RulePlace place, Collection<Rule> into) {
            into.addAll(byDigest.getOrDefault(place.digest(), List.of()));
            into.addAll(byRepository.getOrDefault(place.repository(), List.of()));
            into.addAll(elsewhere);
        }
    }

    /** How many rules there are. */
    public int size() {
        return all.size();
    }

    /** The same with one more: what a rule would hide is seen before it is written. */
    public RuleSet with(Rule rule) {
        List<Rule> more = new ArrayList<>(all);
        more.removeIf(other -> other.id().equalsIgnoreCase(rule.id()));
        more.add(rule);
        return new RuleSet(more);
    }

    /** Whether none of these scopes has a rule. */
    public boolean isEmptyAt(List<String> chain) {
        return chain.stream().noneMatch(scopes::containsKey);
    }

    /** Whether a rule here is bound to images: what it hides has to be asked for each. */
    public boolean isBoundAt(List<String> chain) {
        return chain.stream()
                .map(scopes::get)
                .anyMatch(
                        s -> s != null && !(s.byDigest.isEmpty() && s.byRepository.isEmpty() && s.elsewhere.isEmpty()));
    }

    /** Those of the scopes that have a rule. */
    public List<String> withRules(List<String> chain) {
        return chain.stream().filter(scopes::containsKey).toList();
    }

    /** The first time after this one at which a rule ends; the end of time where none does. */
    public long nextExpiry(long millis) {
        int at = Arrays.binarySearch(expiries, millis + 1);
        int next = at < 0 ? -at - 1 : at;
        return next < expiries.length ? expiries[next] : Long.MAX_VALUE;
    }

    /** The exemption that takes a resource out with everything in it. */
    public Optional<Suppression> exemption(List<String> chain, long millis) {
        for (String scope : chain) {
            Scoped scoped = scopes.get(scope);
            Optional<Rule> found = scoped == null
                    ? Optional.empty()
                    : scoped.exemptions.stream().filter(r -> r.holdsAt(millis)).findFirst();
            if (found.isPresent()) {
                return found.map(Rule::suppression);
            }
        }
        return Optional.empty();
    }

    /** All exemptions of whole resources, whether or not they hold any more; the nearest first. */
    public List<Rule> exemptions(List<String> chain) {
        return chain.stream()
                .map(scopes::get)
                .filter(Objects::nonNull)
                .flatMap(scoped -> scoped.exemptions.stream())
                .toList();
    }

    /**
     * All rules that speak for a package's vulnerability in an image, hiding it or not, whether or not they hold any
     * more; the nearest first.
     */
    public List<Rule> speaking(RuleSubject subject, RulePlace place) {
        List<Rule> found = new ArrayList<>();
        for (String scope : place.scopes()) {
            Scoped scoped = scopes.get(scope);
            if (scoped != null) {
                candidates(scoped, subject, place).stream()
                        .filter(rule -> rule.conditions().holdsAt(place)
                                && rule.conditions().holdsFor(subject))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** What hides a package's vulnerability in an image: the rule nearest to it. */
    public Optional<Suppression> suppression(RuleSubject subject, RulePlace place, long millis) {
        return first(
                        place.scopes(),
                        scoped -> candidates(scoped, subject, place),
                        rule -> rule.hides() && holds(rule, subject, place, millis))
                .map(Rule::suppression);
    }

    /** What was said of it without hiding it, for example that somebody is looking into it. */
    public List<Suppression> notes(RuleSubject subject, RulePlace place, long millis) {
        Set<Suppression> notes = new LinkedHashSet<>();
        for (String scope : place.scopes()) {
            Scoped scoped = scopes.get(scope);
            if (scoped != null) {
                candidates(scoped, subject, place).stream()
                        .filter(rule -> !rule.hides() && holds(rule, subject, place, millis))
                        .forEach(rule -> notes.add(rule.suppression()));
            }
        }
        return List.copyOf(notes);
    }

    /** What hides this wherever it lies below these scopes: a rule that is bound to no image. */
    public Optional<Suppression> suppressionEverywhere(RuleSubject subject, List<String> chain, long millis) {
        return first(
                        chain,
                        scoped -> {
                            List<Rule> found = new ArrayList<>();
                            scoped.collectFree(subject, found);
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
            Scoped scoped = scopes.get(scope);
            if (scoped != null) {
                List<Rule> bound = new ArrayList<>();
                scoped.collectBound(place, bound);
                bound.stream()
                        .filter(r ->
                                r.hides() && r.holdsAt(millis) && r.conditions().holdsAt(place))
                        .forEach(r -> found.add(r.conditions()::holdsFor));
            }
        }
        return found;
    }

    private static List<Rule> candidates(Scoped scoped, RuleSubject subject, RulePlace place) {
        List<Rule> found = new ArrayList<>();
        scoped.collectFree(subject, found);
        scoped.collectBound(place, found);
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
        List<Rule> of(Scoped scoped);
    }

    private Optional<Rule> first(List<String> chain, Candidates candidates, Predicate<Rule> speaks) {
        for (String scope : chain) {
            Scoped scoped = scopes.get(scope);
            Optional<Rule> found = scoped == null
                    ? Optional.empty()
                    : candidates.of(scoped).stream().filter(speaks).findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
