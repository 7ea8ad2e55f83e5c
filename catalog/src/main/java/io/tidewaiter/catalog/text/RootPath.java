package io.tidewaiter.catalog.text;

/**
 * The root that a package database speaks of. Package managers keep their databases at fixed places below a root, which is
 * the image's own or any folder: a chroot, an image of another system, a relocated installation.
 */
public final class RootPath {
    /** The last is where images whose {@code var} is their user's keep what belongs there. */
    private static final String[] TOPS = {"var/", "usr/", "usr/lib/sysimage/"};

    private RootPath() {}

    /** Where the last such folder begins in a path, as whole names; -1 where it is not there. */
    public static int find(String path, String folder) {
        int at = path.lastIndexOf(folder);
        while (at > 0 && path.charAt(at - 1) != '/') {
            at = path.lastIndexOf(folder, at - 1);
        }
        return at;
    }

    /** The path behind the last such folder; empty where the folder is not there. */
    public static String within(String path, String folder) {
        int at = find(path, folder);
        return at < 0 ? "" : path.substring(at + folder.length());
    }

    /**
     * As {@link #within}, where no more than some names follow the folder; no more of the path is looked at. Nearly every
     * path of a layer is asked.
     *
     * @param names how many names may follow
     * @return empty, too, where more of them follow
     */
    public static String within(String path, String folder, int names) {
        int slash = path.length();
        for (int name = 0; name < names; name++) {
            slash = path.lastIndexOf('/', slash - 1);
            int begin = slash + 1 - folder.length();
            if (slash < 0) {
                return "";
            }
            if (path.startsWith(folder, begin) && (begin == 0 || path.charAt(begin - 1) == '/')) {
                return path.substring(slash + 1);
            }
        }
        return "";
    }

    /**
     * The root below which such a folder lies, itself or in {@code var}, {@code usr} or
     * {@code usr/lib/sysimage}: empty for the image's own root,
     * else with a slash at its end.
     */
    public static String of(String path, String folder) {
        String before = path.substring(0, Math.max(0, find(path, folder)));
        for (String top : TOPS) {
            if (before.equals(top) || before.endsWith("/" + top)) {
                return before.substring(0, before.length() - top.length());
            }
        }
        return before;
    }
}
