package io.tidewaiter.catalog.account;

import io.tidewaiter.catalog.text.RootPath;
import java.util.List;
import java.util.Map;

/**
 * A package as its package manager names it, in the root that its database speaks of: two roots of an image may have
 * packages of one name, and what one of them records says nothing of the other's.
 *
 * @param cataloger that reads its database
 * @param root of the database, with a slash at its end; empty for the image's own
 * @param name as lists of files have it
 */
record Owner(String cataloger, String root, String name) {
    /** Folders below a root, by cataloger, the longest first. */
    private static final Map<String, List<String>> FOLDERS = Map.ofEntries(
            Map.entry("dpkg", List.of("lib/dpkg/")),
            Map.entry("chisel", List.of("lib/chisel/")),
            Map.entry("apk", List.of("lib/apk/db/")),
            Map.entry("pacman", List.of("usr/lib/holo/pacmandb/", "lib/pacman/")),
            Map.entry("opkg", List.of("lib/opkg/", "lib/ipkg/")),
            Map.entry("portage", List.of("var/db/pkg/")),
            Map.entry("xbps", List.of("db/xbps/")),
            Map.entry("slackware", List.of("lib/pkgtools/packages/", "var/log/packages/")),
            Map.entry("eopkg", List.of("lib/eopkg/", "lib/pisi/")),
            Map.entry("crux", List.of("lib/pkg/")),
            Map.entry("kiss", List.of("var/db/kiss/installed/")),
            Map.entry(
                    "rpm",
                    List.of(
                            "usr/lib/sysimage/rpm-ostree-base-db/",
                            "usr/lib/sysimage/rpm/",
                            "usr/share/rpm/",
                            "lib/rpm/")),
            Map.entry("conda", List.of("conda-meta/")));

    private static final String PYTHON = "python";
    private static final String JOURNAL = "lib/dpkg/updates/";

    /** The owner that a file of a database names. */
    static Owner of(String file, String cataloger, String name) {
        if (cataloger.equals(PYTHON)) {
            return new Owner(cataloger, site(file), name);
        }
        for (String folder : FOLDERS.getOrDefault(cataloger, List.of())) {
            if (RootPath.find(file, folder) >= 0) {
                return new Owner(cataloger, RootPath.of(file, folder), name);
            }
        }
        return new Owner(cataloger, "", name);
    }

    /** The folder that holds a distribution's metadata: each environment has its own. */
    private static String site(String file) {
        int end = file.lastIndexOf('/') + 1;
        String folder = file.substring(0, end);
        boolean isWithin =
                folder.endsWith(".dist-info/") || folder.endsWith(".egg-info/") || folder.endsWith("/EGG-INFO/");
        return isWithin ? folder.substring(0, folder.lastIndexOf('/', end - 2) + 1) : folder;
    }

    /** Whether a file is an entry of dpkg's journal, which is believed before its status. */
    static boolean isJournal(String file, String cataloger) {
        return cataloger.equals("dpkg") && RootPath.find(file, JOURNAL) >= 0;
    }

    /**
     * Whether a file that it lists is a part of it: what installers of Python put outside of the folder are commands, which
     * call it, and data.
     */
    boolean holds(String path) {
        return !cataloger.equals(PYTHON) || path.startsWith(root);
    }

    /** One text for each owner: its cataloger, its name and its root, a line each. */
    String key() {
        return cataloger + '\n' + name + '\n' + root;
    }

    /** The cataloger of a key. */
    static String cataloger(String key) {
        return key.substring(0, key.indexOf('\n'));
    }

    /** The name of a key. */
    static String name(String key) {
        int from = key.indexOf('\n') + 1;
        return key.substring(from, key.indexOf('\n', from));
    }

    /** The key of what has another name, of the same cataloger and root. */
    static String renamed(String key, String name) {
        return cataloger(key) + '\n' + name + key.substring(key.lastIndexOf('\n'));
    }
}
