package io.tidewaiter.server.query;

import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.graph.table.Right;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.token.Caller;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ManagementTree;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a caller may read of what they ask about: their roles' scopes, cut down to what the question names. */
public final class Readers {
    private final AccessCheck access;
    private final ResourceStore resources;

    public Readers(AccessCheck access, ResourceStore resources) {
        this.access = access;
        this.resources = resources;
    }

    /**
     * What a question is about.
     *
     * @param subscriptions ids; empty for all
     * @param managementGroups names; likewise
     * @param filter where assignments are looked for
     */
    record Asked(List<String> subscriptions, List<String> managementGroups, ScopeFilter filter) {
        static final Asked OF_ALL = new Asked(List.of(), List.of(), ScopeFilter.AtScopeAndBelow);

        boolean isNamed() {
            return !subscriptions.isEmpty() || !managementGroups.isEmpty();
        }
    }

    /** The reader; empty where something is named and nothing of it may be read. */
    Optional<Reader> of(Caller caller, Asked asked) {
        List<Scope> all = resources.subscriptions().stream()
                .map(Subscription::id)
                .map(Scope::of)
                .toList();
        List<Scope> groups = groups(asked);
        List<Scope> named = asked.isNamed() ? named(all, asked, groups) : all;
        Map<Right, List<String>> scopes = new EnumMap<>(Right.class);
        Map<Right, List<String>> exact = new EnumMap<>(Right.class);
        boolean any = false;
        for (Right right : Right.values()) {
            List<Scope> held = held(access.scopes(caller.objectId(), right.action()), all);
            boolean isOfAssignments = right == Right.AUTHORIZATION || right == Right.POLICY;
            boolean isOfGroups = isOfAssignments || right == Right.CONTAINERS; // groups have rows of their own
            List<Scope> places = isOfGroups ? joined(below(groups), named) : named;
            List<String> here = asked.isNamed()
                    ? cut(held, places)
                    : held.stream().map(Scope::key).toList();
            any |= !here.isEmpty();
            if (isOfAssignments && asked.filter() != ScopeFilter.AtScopeAndBelow) {
                List<Scope> given = asked.isNamed()
                        ? joined(groups, asked.managementGroups().isEmpty() ? named : List.of())
                        : all;
                exact.put(right, exactly(held, given, asked.filter().isAbove()));
            }
            boolean isBelow = !isOfAssignments || asked.filter().isBelow();
            scopes.put(right, right == Right.ROLES ? withGroups(here) : isBelow ? here : List.of());
        }
        return asked.isNamed() && !any ? Optional.empty() : Optional.of(new Reader(caller.objectId(), scopes, exact));
    }

    /** The management groups that are named and are there: what is not there cannot be read, even by those who may all. */
    private List<Scope> groups(Asked asked) {
        Set<String> known = knownGroups().map(Scope::key).collect(Collectors.toSet());
        return asked.managementGroups().stream()
                .map(Scope::ofManagementGroup)
                .filter(g -> known.contains(g.key()))
                .toList();
    }

    private Stream<Scope> knownGroups() {
        return Stream.concat(
                resources.tree().root().stream().map(Scope::ofManagementGroup),
                resources.arm().list(ManagementTree.GROUP).stream().map(g -> Scope.of(g.id())));
    }

    /** Groups, and the groups below them. */
    private List<Scope> below(List<Scope> groups) {
        return groups.isEmpty() ? List.of() : within(groups, knownGroups());
    }

    /** The subscriptions that are named, or lie below a named group, and are there. */
    private List<Scope> named(List<Scope> all, Asked asked, List<Scope> groups) {
        Set<String> known = all.stream().map(Scope::key).collect(Collectors.toSet());
        Stream<Scope> given = asked.subscriptions().stream()
                .map(id -> Scope.of("/subscriptions/" + id))
                .filter(s -> known.contains(s.key()));
        return joined(given.toList(), within(groups, all.stream()));
    }

    /** Those of some places that are groups or lie below them. */
    private List<Scope> within(List<Scope> groups, Stream<Scope> places) {
        Set<String> keys = groups.stream().map(Scope::key).collect(Collectors.toSet());
        return places.filter(place -> access.above(place).stream().anyMatch(above -> keys.contains(above.key())))
                .toList();
    }

    private static List<Scope> joined(List<Scope> first, List<Scope> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Those of the given places that may be read, and what they inherit from. */
    private List<String> exactly(List<Scope> held, List<Scope> given, boolean withAbove) {
        List<String> exactly = new ArrayList<>();
        for (Scope place : given) {
            if (held.stream().anyMatch(access.over(place))) {
                exactly.add(place.key());
                if (withAbove) {
                    access.above(place).forEach(above -> exactly.add(above.key()));
                    exactly.add(Scope.TENANT.key());
                }
            }
        }
        return exactly.stream().distinct().toList();
    }

    /** What can be assigned at a management group can be assigned below it. */
    private List<String> withGroups(List<String> here) {
        return Stream.concat(
                        here.stream(),
                        here.stream()
                                .map(Scope::of)
                                .flatMap(s -> access.above(s).stream().map(Scope::key)))
                .toList();
    }

    /** Management groups stand for the subscriptions and groups below them, and for themselves. */
    private List<Scope> held(List<Scope> scopes, List<Scope> all) {
        List<Scope> groups =
                scopes.stream().filter(s -> s.managementGroup().isPresent()).toList();
        return groups.isEmpty()
                ? scopes
                : Stream.of(scopes.stream(), within(groups, all.stream()).stream(), below(groups).stream())
                        .flatMap(s -> s)
                        .distinct()
                        .toList();
    }

    private List<String> cut(List<Scope> held, List<Scope> asked) {
        List<String> cut = new ArrayList<>();
        for (Scope place : asked) {
            Predicate<Scope> over = access.over(place);
            for (Scope right : held) {
                if (over.test(right)) {
                    cut.add(place.key());
                } else if (place.contains(right)) {
                    cut.add(right.key());
                }
            }
        }
        return cut;
    }
}
