package io.tidewaiter.catalog.golang;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The module list of a program (runtime/debug, "BuildInfo"): lines of tab-separated fields.
 *
 * @param programPath import path of the main package; empty where it is not told
 * @param modules main module first, then its dependencies, each as it was really built: a replacement counts
 * @param skipped lines that name no module, though they claim to
 * @param isCommit whether the main module's version stands for a commit of which no tag is known
 */
record ModuleList(String programPath, List<Module> modules, int skipped, boolean isCommit) {
    private static final int PATH_CHARS_MAX = 1024;
    private static final int VERSION_CHARS_MAX = 256;
    private static final int SETTING_CHARS_MAX = 64 << 10;
    private static final String LOCAL = "(devel)";
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\\"ntr])");

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
        Map<String, String> settings = new HashMap<>();
        boolean hasMain = false;
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
                        hasMain |= fields[0].equals("mod") && modules.isEmpty();
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
                case "build" -> setting(text.substring(at, end).substring(fields[0].length()), settings);
                default -> {}
            }
        }
        if (!hasMain) {
            return new ModuleList(programPath, modules, skipped, false);
        }
        Module main = modules.getFirst();
        MainVersion version = MainVersion.of(main.importPath(), main.version(), settings);
        modules.set(0, new Module(main.path(), known(version.version()), main.importPath()));
        return new ModuleList(programPath, modules, skipped, version.isCommit());
    }

    /** A line of a build's setting, behind its first word; what has spaces in it is quoted as in Go's source. */
    private static void setting(String line, Map<String, String> settings) {
        int equals = line.indexOf('=');
        if (equals > 0 && line.length() <= SETTING_CHARS_MAX) {
            settings.putIfAbsent(line.substring(0, equals).strip(), unquoted(line.substring(equals + 1)));
        }
    }

    private static String unquoted(String text) {
        if (text.length() < 2 || text.charAt(0) != text.charAt(text.length() - 1)) {
            return text;
        }
        return switch (text.charAt(0)) {
            case '`' -> text.substring(1, text.length() - 1);
            case '"' ->
                ESCAPED.matcher(text.substring(1, text.length() - 1))
                        .replaceAll(escape -> Matcher.quoteReplacement(meant(escape.group(1))));
            default -> text;
        };
    }

    /** Of the escapes that strconv.Quote writes those that flags have: scripts break and indent them. */
    private static String meant(String escape) {
        return switch (escape) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            default -> escape;
        };
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
