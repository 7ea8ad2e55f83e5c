package io.tidewaiter.catalog.text;

import java.util.Set;

/** Folders that packages put their files into and that none has for itself, whatever it says. */
public final class SystemFolders {
    private static final Set<String> OF_THE_SYSTEM =
            Set.of("bin", "sbin", "lib", "lib32", "lib64", "libexec", "usr/bin", "usr/sbin", "usr/lib", "usr/libexec");

    private static final Set<String> SHARED = Set.of(
            "",
            "etc",
            "home",
            "opt",
            "opt/bin",
            "opt/lib",
            "root",
            "srv",
            "tmp",
            "usr",
            "usr/local",
            "usr/local/bin",
            "usr/local/lib",
            "usr/local/libexec",
            "usr/local/sbin",
            "usr/share",
            "var",
            "var/lib");

    private SystemFolders() {}

    /** Whether a folder can be no package's. */
    public static boolean areOfNobody(String folder) {
        return OF_THE_SYSTEM.contains(folder) || SHARED.contains(folder);
    }

    /** Whether a path lies, at any depth, where a distribution's programs and libraries do. */
    public static boolean hold(String path) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (OF_THE_SYSTEM.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    /** A path below {@code /usr} as it was listed before its folder was merged into it; empty for any other. */
    public static String beforeMerge(String path) {
        boolean isMerged = path.startsWith("usr/bin/") || path.startsWith("usr/sbin/") || path.startsWith("usr/lib");
        return isMerged ? path.substring("usr/".length()) : "";
    }
}
