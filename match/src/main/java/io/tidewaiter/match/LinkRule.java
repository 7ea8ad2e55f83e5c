package io.tidewaiter.match;

import io.tidewaiter.advisory.AffectedPackage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a program holds code of any of the packages that an entry of the Go vulnerability database names.
 *
 * <p>The linker leaves out what nothing calls, and names every function that it kept or inlined ({@code
 * catalog.golang.LinkedPackages}): a package without a name has no code there, so none of its functions can run. Only
 * whole packages count. That a single function is missing would be as good a proof, if its symbol were always spelled
 * as the database spells it.
 */
final class LinkRule {
    /** How its answers begin. */
    static final String UNLINKED = "no code of what it affects is linked into the program: ";

    private static final int NAMED_MAX = 5;

    private final String module;
    private final Set<String> linked;
    private final boolean isTold;

    LinkRule(Subject subject) {
        this.module = subject.name();
        this.isTold = !subject.origin().linked().isEmpty();
        this.linked = isTold ? Set.copyOf(List.of(subject.origin().linked().split(" "))) : Set.of();
    }

    /** Why the entry does not speak of the program, though it speaks of the version; empty where it does. */
    Optional<String> unlinked(AffectedPackage affected) {
        if (!isTold || affected.symbols().isEmpty()) {
            return Optional.empty();
        }
        Set<String> packages = new LinkedHashSet<>();
        for (String symbol : affected.symbols()) {
            int hash = symbol.indexOf('#');
            String path = hash < 0 ? symbol : symbol.substring(0, hash);
            if (isLinked(path)) {
                return Optional.empty();
            }
            packages.add(path);
        }
        return Optional.of(UNLINKED
                + String.join(", ", packages.stream().limit(NAMED_MAX).toList())
                + (packages.size() > NAMED_MAX ? " and " + (packages.size() - NAMED_MAX) + " more" : ""));
    }

    /** Also where it cannot be told: a path that is none of the module's. */
    private boolean isLinked(String path) {
        if (module.equals("stdlib") || module.equals("toolchain")) {
            return path.isEmpty() || linked.contains(path) || linked.contains("vendor/" + path);
        }
        if (path.equals(module)) {
            return linked.contains(".");
        }
        return !path.startsWith(module + "/") || linked.contains(path.substring(module.length() + 1));
    }
}
