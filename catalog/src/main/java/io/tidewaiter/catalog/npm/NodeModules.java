package io.tidewaiter.catalog.npm;

import io.tidewaiter.catalog.text.RootPath;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which package.json files are those of installed packages (npm docs, "folders"): the one in
 * {@code node_modules/NAME} or {@code node_modules/@SCOPE/NAME}, or in the folder of a distribution's own. Those below, of fixtures, of examples and of
 * sub-paths, install nothing; nor does a node_modules folder that is itself such a fixture of a package.
 */
final class NodeModules {
    private static final String FILE = "/package.json";
    private static final String FOLDER = "node_modules/";

    /** Where Yarn keeps what it links to, with {@code nodeLinker: pnpm}; the folder's name is that of no package. */
    private static final Pattern STORED = Pattern.compile("\\.store/[^/]+/package/package\\.json");

    /** Where Debian and its derivatives have in one folder what npm has in many (Debian policy for Node.js). */
    private static final List<String> SYSTEM_FOLDERS = List.of("usr/share/nodejs/", "usr/lib/nodejs/");

    private static final Set<String> FIXTURE_FOLDERS = Set.of(
            "__fixtures__",
            "__mocks__",
            "__tests__",
            "example",
            "examples",
            "fixture",
            "fixtures",
            "spec",
            "test",
            "testdata",
            "tests");

    private NodeModules() {}

    static boolean installs(String path) {
        if (!path.endsWith(FILE)) {
            return false;
        }
        int end = path.length() - FILE.length();
        int from = startOfLast(path);
        if (from < 0 || from >= end) {
            return false;
        }
        if (path.charAt(from) == '.') {
            return STORED.matcher(path.substring(from)).matches() && !isFixture(path, from);
        }
        int slash = path.indexOf('/', from);
        boolean scoped = path.charAt(from) == '@';
        boolean root = scoped ? slash < end && path.indexOf('/', slash + 1) == end : slash == end;
        return root && !isFixture(path, from);
    }

    /** Whether it lies in a node_modules folder, or below a folder of tests. */
    static boolean isWithinOrFixture(String path) {
        for (String segment : path.split("/")) {
            if (segment.equals("node_modules") || FIXTURE_FOLDERS.contains(segment)) {
                return true;
            }
        }
        return false;
    }

    /** Where the name behind the last node_modules folder starts; -1 where there is none. */
    private static int startOfLast(String path) {
        int at = path.lastIndexOf(FOLDER);
        while (at > 0 && path.charAt(at - 1) != '/') {
            at = path.lastIndexOf(FOLDER, at - 1);
        }
        return at < 0 ? startOfSystems(path) : at + FOLDER.length();
    }

    private static int startOfSystems(String path) {
        for (String folder : SYSTEM_FOLDERS) {
            int at = RootPath.find(path, folder);
            if (at >= 0) {
                return at + folder.length();
            }
        }
        return -1;
    }

    /** Whether a test folder lies between the outermost node_modules folder and the last one. */
    private static boolean isFixture(String path, int last) {
        boolean inPackage = false;
        boolean named = true;
        for (String segment : path.substring(0, last).split("/")) {
            if (segment.equals("node_modules")) {
                inPackage = true;
                named = false;
            } else if (!named) {
                named = !segment.startsWith("@"); // a package may be called "test"
            } else if (inPackage && FIXTURE_FOLDERS.contains(segment)) {
                return true;
            }
        }
        return false;
    }
}
