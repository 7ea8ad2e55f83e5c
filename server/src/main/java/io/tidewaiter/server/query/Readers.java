package io.tidewaiter.server.query;

import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.graph.table.Right;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.token.Caller;
import io.tidewaiter.store.ResourceStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a caller may read of what they ask about: their roles' scopes, cut down to what the question names. */
public final class Readers {
    private static final String GROUP = "/providers/Microsoft.Management/managementGroups/";

    private final AccessCheck access;
    private final ResourceStore resources;

    public Readers(AccessCheck access, ResourceStore resources) {
        this.access = access;
        this.resources = resources;
    }

    /** The reader; empty where something is named and nothing of it may be read. */
    Optional<Reader> of(Caller caller, List<String> subscriptions, List<String> managementGroups) {
        List<Scope> all = resources.subscriptions().stream()
                .map(Subscription::id)
                .map(Scope::of)
                .toList();
        Set<String> known = all.stream().map(Scope::key).collect(Collectors.toSet());
        // what is not there cannot be read, even by those who may read everything
        List<Scope> asked = asked(all, subscriptions, managementGroups).stream()
                .filter(s -> known.contains(s.key()))
                .toList();
        boolean named = !subscriptions.isEmpty() || !managementGroups.isEmpty();
        Map<Right, List<String>> scopes = new EnumMap<>(Right.class);
        boolean any = false;
        for (Right right : Right.values()) {
            List<Scope> held = held(access.scopes(caller.objectId(), right.action()), all);
            List<String> here =
                    named ? cut(held, asked) : held.stream().map(Scope::key).toList();
            scopes.put(right, right == Right.ROLES ? withGroups(here) : here);
            any |= !here.isEmpty();
        }
        return named && !any ? Optional.empty() : Optional.of(new Reader(caller.objectId(), scopes));
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

    private List<Scope> asked(List<Scope> all, List<String> subscriptions, List<String> managementGroups) {
        List<Scope> asked = new ArrayList<>();
        subscriptions.forEach(s -> asked.add(Scope.of("/subscriptions/" + s)));
        for (String group : managementGroups) {
            Scope above = Scope.of(GROUP + group);
            all.stream().filter(s -> access.covers(above, s)).forEach(asked::add);
        }
        return asked;
    }

    /** Management groups stand for the subscriptions below them, and for themselves. */
    private List<Scope> held(List<Scope> scopes, List<Scope> all) {
        List<Scope> held = new ArrayList<>(scopes);
        for (Scope scope : scopes) {
            if (scope.key().startsWith(Scope.of(GROUP).key())) {
                all.stream().filter(s -> access.covers(scope, s)).forEach(held::add);
            }
        }
        return held.stream().distinct().toList();
    }

    private static List<String> cut(List<Scope> held, List<Scope> asked) {
        List<String> cut = new ArrayList<>();
        for (Scope here : asked) {
            for (Scope scope : held) {
                if (scope.contains(here)) {
                    cut.add(here.key());
                } else if (here.contains(scope)) {
                    cut.add(scope.key());
                }
            }
        }
        return cut;
    }
}
