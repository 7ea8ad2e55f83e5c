package io.tidewaiter.catalog.npm;

import java.util.regex.Pattern;

/**
 * A release that was unpacked outside of any node_modules folder, in a folder that bears its name and version:
 * {@code opt/yarn-v1.22.22} as the images of Node.js have it, {@code corepack/v1/pnpm/9.1.0} of Corepack. What the folder
 * says and what the package.json in it says must be the same: an application lies in no such folder.
 */
final class UnpackedRelease {
    private static final String FILE = "/package.json";
    private static final Pattern FOLDER =
            Pattern.compile("([A-Za-z0-9._-]{1,214}-)?v?[0-9]+\\.[0-9]+\\.[0-9][^/]{0,128}");

    private UnpackedRelease() {}

    static boolean mayBe(String path) {
        if (!path.endsWith(FILE)) {
            return false;
        }
        String folder = path.substring(0, path.length() - FILE.length());
        int slash = folder.lastIndexOf('/');
        return FOLDER.matcher(folder.substring(slash + 1)).matches() && !NodeModules.isWithinOrFixture(path);
    }

    /** Whether the folder has the name, without its scope, and the version of the package.json in it. */
    static boolean isOf(String path, String name, String version) {
        String[] segments = path.split("/");
        String folder = segments.length < 2 ? "" : segments[segments.length - 2];
        String above = segments.length < 3 ? "" : segments[segments.length - 3];
        String plain = name.substring(name.indexOf('/') + 1);
        return folder.equals(plain + "-" + version)
                || folder.equals(plain + "-v" + version)
                || (above.equals(plain) && (folder.equals(version) || folder.equals("v" + version)));
    }
}
