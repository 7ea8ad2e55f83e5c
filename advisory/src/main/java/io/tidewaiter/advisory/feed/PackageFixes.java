package io.tidewaiter.advisory.feed;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.version.Ecosystem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fixed versions as updates list them, file by file for every architecture, put together: one statement where all
 * architectures have the same, one for each where they differ. Of several builds for one architecture, as one update brings a
 * module for several minor releases, the first in order has the fix, and of those behind it what {@link FixedBuilds} says.
 */
public final class PackageFixes {
    private final Map<Key, TreeMap<String, FixedBuilds>> fixes = new LinkedHashMap<>();

    private record Key(Ecosystem ecosystem, String name, Scope scope) {}

    /** The version is fixed for that architecture; an empty architecture stands for all. */
    public void add(Ecosystem ecosystem, String name, String version, String architecture, Scope scope) {
        fixes.computeIfAbsent(new Key(ecosystem, name, scope), _ -> new TreeMap<>())
                .computeIfAbsent(architecture, _ -> new FixedBuilds())
                .add(version, Statement.fixed(ecosystem, name, version).within(scope));
    }

    /** What was added, in the order of its first mention. */
    public List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        fixes.forEach((key, builds) -> {
            Map<Statement, List<String>> architectures = new LinkedHashMap<>();
            builds.forEach((architecture, of) -> architectures
                    .computeIfAbsent(of.joined(key.ecosystem()), _ -> new ArrayList<>())
                    .add(architecture));
            architectures.forEach((statement, names) -> {
                boolean isForAll = architectures.size() == 1 || names.contains("");
                statements.add(
                        isForAll ? statement : statement.within(key.scope().onArchitectures(names)));
            });
        });
        return statements;
    }
}
