package io.tidewaiter.advisory.feed;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Fixed versions as updates list them, file by file for every architecture, put together: one statement where all
 * architectures have the same, one for each version where they differ. Of several builds for one architecture, as one update
 * brings a module for several minor releases, the first in order has the fix, and those behind it have it as well.
 */
public final class PackageFixes {
    private final Map<Key, TreeMap<String, String>> fixes = new LinkedHashMap<>();

    private record Key(Ecosystem ecosystem, String name, Scope scope) {}

    /** The version is fixed for that architecture; an empty architecture stands for all. */
    public void add(Ecosystem ecosystem, String name, String version, String architecture, Scope scope) {
        fixes.computeIfAbsent(new Key(ecosystem, name, scope), _ -> new TreeMap<>())
                .merge(architecture, version, (one, other) -> first(ecosystem, one, other));
    }

    private static String first(Ecosystem ecosystem, String one, String other) {
        return VersionSchemes.of(ecosystem)
                        .map(scheme -> scheme.compare(other, one))
                        .filter(Order.LESS::equals)
                        .isPresent()
                ? other
                : one;
    }

    /** What was added, in the order of its first mention. */
    public List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        fixes.forEach((key, versionOf) -> {
            TreeMap<String, TreeSet<String>> versions = new TreeMap<>();
            versionOf.forEach((architecture, version) ->
                    versions.computeIfAbsent(version, _ -> new TreeSet<>()).add(architecture));
            versions.forEach((version, architectures) -> {
                boolean isForAll = versions.size() == 1 || architectures.contains("");
                Scope scope = isForAll ? key.scope() : key.scope().onArchitectures(List.copyOf(architectures));
                statements.add(
                        Statement.fixed(key.ecosystem(), key.name(), version).within(scope));
            });
        });
        return statements;
    }
}
