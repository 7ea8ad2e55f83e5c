package io.tidewaiter.catalog.golang;

import java.util.ArrayList;
import java.util.List;

/**
 * The module list of a program (runtime/debug, "BuildInfo"): lines of tab-separated fields.
 *
 * @param programPath import path of the main package; empty where it is not told
 * @param modules main module first, then its dependencies, each as it was really built: a replacement counts
 * @param skipped lines that name no module, though they claim to
 */
record ModuleList(String programPath, List<Module> modules, int skipped) {
    private static final int PATH_CHARS_MAX = 1024;
    private static final int VERSION_CHARS_MAX = 256;
    private static final String LOCAL = "(devel)";

    ModuleList {
        modules = List.copyOf(modules);
    }

    /**
     * A module.
     *
     * @param path of what it was built from: of a replacement where there is one
     * @param version empty where the build did not know it
     * @param importPath under which its packages are imported and named
     */
    record Module(String path, String version, String importPath) {}

    static ModuleList parse(String text) {
        String programPath = "";
        List<Module> modules = new ArrayList<>();
        int skipped = 0;
        int end;
        for (int at = 0; at < text.length(); at = end + 1) {
            int newline = text.indexOf('\n', at);
            end = newline < 0 ? text.length() : newline;
            String[] fields = text.substring(at, end).split("\t", 5);
            String path = fields.length > 1 ? fields[1] : "";
            String version = fields.length > 2 ? fields[2] : "";
            switch (fields[0]) {
                case "path" -> programPath = path;
                case "mod", "dep" -> {
                    if (isPlain(path, PATH_CHARS_MAX) && !path.isEmpty()) {
                        modules.add(new Module(path, known(version), path));
                    } else {
                        skipped++;
                    }
                }
                case "=>" -> {
                    if (!modules.isEmpty()) {
                        modules.add(replaced(modules.removeLast(), path, version));
                    }
                }
                default -> {}
            }
        }
        return new ModuleList(programPath, modules, skipped);
    }

    /** A folder has no version: the module keeps its name, and what was built of it is not known. */
    private static Module replaced(Module original, String path, String version) {
        boolean folder = path.isEmpty() || path.startsWith(".") || path.startsWith("/") || version.isEmpty();
        return folder || !isPlain(path, PATH_CHARS_MAX)
                ? new Module(original.path, "", original.path)
                : new Module(path, known(version), original.path);
    }

    private static String known(String version) {
        return version.equals(LOCAL) || !isPlain(version, VERSION_CHARS_MAX) ? "" : version;
    }

    private static boolean isPlain(String text, int charsMax) {
        return text.length() <= charsMax && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
