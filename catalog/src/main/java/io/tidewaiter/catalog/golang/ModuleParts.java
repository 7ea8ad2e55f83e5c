package io.tidewaiter.catalog.golang;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The linked packages of a program by the modules that they are of: as one text, the paths below the module's own with a
 * space between them, {@code .} for the package that has the module's own path and {@code -} alone for none.
 */
final class ModuleParts {
    private static final int TEXT_CHARS_MAX = 32 << 10;
    private static final String ROOT = ".";
    private static final String NONE = "-";
    private static final String STANDARD_LIBRARY = "";

    private final Map<String, NavigableSet<String>> parts = new HashMap<>();
    private final Set<String> modules = new HashSet<>();
    private final boolean isTold;

    /** The parts of the packages that {@link LinkedPackages#of} told. */
    ModuleParts(Optional<Set<String>> packages, ModuleList list) {
        list.modules().forEach(module -> modules.add(module.importPath()));
        packages.orElse(Set.of()).stream().filter(one -> !one.equals("main")).forEach(this::add);
        // of several modules not one package, and yet names: they were changed
        boolean belongTogether =
                modules.size() < 2 || parts.keySet().stream().anyMatch(module -> !module.equals(STANDARD_LIBRARY));
        isTold = packages.isPresent() && belongTogether;
        add(list.programPath());
    }

    private void add(String path) {
        String module = moduleOf(path);
        String below = module.isEmpty() ? path : path.equals(module) ? ROOT : path.substring(module.length() + 1);
        int slash = path.indexOf('/');
        boolean isStandard = (slash < 0 ? path : path.substring(0, slash)).indexOf('.') < 0;
        if (!path.isEmpty() && (!module.isEmpty() || isStandard)) {
            parts.computeIfAbsent(module, _ -> new TreeSet<>()).add(below);
        }
    }

    /** The longest module path that the package's path begins with; empty for none. */
    private String moduleOf(String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String beginning = path.substring(0, end);
            if (modules.contains(beginning)) {
                return beginning;
            }
        }
        return "";
    }

    /** Of the standard library and of the go command; empty where the program does not tell. */
    Optional<String> ofStandardLibrary() {
        return of(STANDARD_LIBRARY);
    }

    /** Of a module, by the path under which it was imported; empty where the program does not tell. */
    Optional<String> of(String importPath) {
        if (!isTold) {
            return Optional.empty();
        }
        NavigableSet<String> own = parts.getOrDefault(importPath, new TreeSet<>());
        String text = own.isEmpty() ? NONE : String.join(" ", own);
        boolean isPlain = own.stream().allMatch(ModuleParts::isPlain);
        return isPlain && text.length() <= TEXT_CHARS_MAX ? Optional.of(text) : Optional.empty();
    }

    private static boolean isPlain(String path) {
        return path.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
