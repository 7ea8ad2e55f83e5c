package io.tidewaiter.catalog.nix;

import java.util.Optional;
import java.util.Set;

/**
 * The name of a path of the store, {@code HASH-NAME-VERSION[-OUTPUT]}: 32 digits of the hash, and a version that begins
 * behind the first dash that a digit follows, as Nix itself takes names apart.
 *
 * @param version without the output: what a package is split into is the same package
 */
record StoreName(String name, String version) {
    private static final int HASH_CHARS = 32;
    private static final int NAME_CHARS_MAX = 211;

    private static final Set<String> OUTPUTS = Set.of(
            "bin",
            "dev",
            "lib",
            "libs",
            "out",
            "doc",
            "devdoc",
            "docs",
            "man",
            "info",
            "static",
            "debug",
            "data",
            "dist",
            "py",
            "python",
            "nc",
            "terminfo",
            "getent",
            "libgcc",
            "xgcc",
            "lang",
            "gui",
            "tools",
            "modules",
            "pthread",
            "systemd",
            "su",
            "login",
            "mount",
            "swap");

    /** What the store holds besides packages: recipes, sources and single files. */
    private static final Set<String> NO_PACKAGES = Set.of(
            "drv", "patch", "diff", "lock", "json", "gz", "xz", "bz2", "zst", "lz", "tgz", "zip", "crate", "gem", "whl",
            "jar", "sh", "conf", "service", "xml", "txt", "nix", "scm", "pdf");

    /** Takes the last part of a store path apart; empty where it names no package with a version. */
    static Optional<StoreName> parse(String base) {
        if (hashChars(base, 0) == 0 || base.length() > HASH_CHARS + 1 + NAME_CHARS_MAX) {
            return Optional.empty();
        }
        String rest = base.substring(HASH_CHARS + 1);
        int dash = rest.indexOf('-', 1);
        while (dash > 0 && (dash + 1 >= rest.length() || !isDigit(rest.charAt(dash + 1)))) {
            dash = rest.indexOf('-', dash + 1);
        }
        if (dash < 0) {
            return Optional.empty();
        }
        String version = withoutOutput(rest.substring(dash + 1));
        boolean isPackage = !NO_PACKAGES.contains(version.substring(version.lastIndexOf('.') + 1))
                && !version.endsWith("-source")
                && !version.endsWith("-src")
                && !version.endsWith("-builder");
        return isPackage ? Optional.of(new StoreName(rest.substring(0, dash), version)) : Optional.empty();
    }

    /** How many characters of a path, from its start, are a folder of this store; 0 where it is none. */
    static int folderChars(String path, String store) {
        if (!path.startsWith(store) || hashChars(path, store.length()) == 0) {
            return 0;
        }
        return Math.max(0, path.indexOf('/', store.length()));
    }

    private static int hashChars(String text, int from) {
        if (text.length() < from + HASH_CHARS + 2 || text.charAt(from + HASH_CHARS) != '-') {
            return 0;
        }
        for (int i = from; i < from + HASH_CHARS; i++) {
            char c = text.charAt(i);
            if (!isDigit(c) && (c < 'a' || c > 'z')) {
                return 0;
            }
        }
        return HASH_CHARS;
    }

    private static String withoutOutput(String version) {
        int dash = version.lastIndexOf('-');
        return dash > 0 && OUTPUTS.contains(version.substring(dash + 1)) ? version.substring(0, dash) : version;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
