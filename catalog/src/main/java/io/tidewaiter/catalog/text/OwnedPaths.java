package io.tidewaiter.catalog.text;

import io.tidewaiter.archive.EntryPath;
import io.tidewaiter.catalog.digest.RecordedDigests;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.OwnedFact;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collects the paths that the packages of one database own.
 *
 * <p>Databases write a folder once and its files as bare names, so a folder of 4 kB and a million names of one letter
 * would become 4 GB of paths. All paths of a database together may therefore be no longer than {@value #GROWTH_MAX}
 * times its bytes; real ones stay below 3.
 */
public final class OwnedPaths {
    private static final int GROWTH_MAX = 16;
    private static final int PATH_CHARS_MAX = 4096;
    private static final int SMALLEST_BUDGET = 64 * 1024;

    private final String root;
    private final Consumer<Fact> facts;
    private final Troubles troubles;
    private List<String> paths = new ArrayList<>();
    private List<String> digests = new ArrayList<>();
    private long budget;

    public OwnedPaths(int databaseBytes, Troubles troubles, Consumer<Fact> facts) {
        this("", databaseBytes, troubles, facts);
    }

    /**
     * Paths below a root in the image.
     *
     * @param root as {@link RootPath#of} tells it
     */
    public OwnedPaths(String root, int databaseBytes, Troubles troubles, Consumer<Fact> facts) {
        this.root = root;
        this.facts = facts;
        this.troubles = troubles;
        this.budget = SMALLEST_BUDGET + (long) GROWTH_MAX * databaseBytes;
    }

    /** A path of the package that is being read; the root folder is left out, as everybody owns it. */
    public void add(String folder, String name) {
        add(folder, name, "");
    }

    /** A line of a list in which folders end with a slash; those are left out, as packages share them. */
    public void addFile(String line) {
        if (!line.endsWith("/")) {
            add("", line);
        }
    }

    /**
     * A path of which a digest is recorded.
     *
     * @param digest in hexadecimal; kept where it is one and the file may be a program or tell of a package
     */
    public void add(String folder, String name, String digest) {
        if (fits(root.length() + folder.length() + 1 + name.length())) {
            String path = EntryPath.normalise(folder.isEmpty() ? name : folder + "/" + name)
                    .value();
            if (!path.isEmpty()) {
                String whole = root + path;
                boolean isKept = !digest.isEmpty() && RecordedDigests.isWorthKeeping(whole);
                keep(whole, isKept ? digest : "");
            }
        }
    }

    /**
     * The same for a line whose path {@link Lines#plainPath} can give, of which nothing is made that is not kept.
     *
     * @param digestChars how many begin the line in front of its path; 0: none is recorded
     * @return whether it was such a line; nothing is added of another
     */
    public boolean addPlain(Lines line, int digestChars) {
        String path = line.plainPath(digestChars, PATH_CHARS_MAX);
        if (path.isEmpty()) {
            return false;
        }
        if (fits(root.length() + 1 + path.length())) {
            String whole = root + path;
            boolean isKept = digestChars > 0 && RecordedDigests.isWorthKeeping(whole);
            keep(whole, isKept ? line.text(0, digestChars) : "");
        }
        return true;
    }

    private boolean fits(int chars) {
        if (budget < 0) {
            return false;
        }
        budget -= chars;
        if (budget < 0) {
            troubles.limit("the lists of files are longer than a database of this size can hold; the rest is left out");
            return false;
        }
        if (chars > PATH_CHARS_MAX) {
            troubles.odd("a path of " + chars + " characters is left out of the lists of files");
            return false;
        }
        return true;
    }

    private void keep(String path, String digest) {
        String kept = digest.isEmpty() ? "" : RecordedDigests.normalised(digest);
        if (!kept.isEmpty()) {
            while (digests.size() < paths.size()) {
                digests.add("");
            }
        }
        paths.add(path);
        if (!kept.isEmpty() || !digests.isEmpty()) {
            digests.add(kept);
        }
    }

    /** Ends a package's list; nothing is told where it owns nothing. */
    public void finish(String packageName) {
        if (!paths.isEmpty() && !packageName.isEmpty()) {
            facts.accept(new OwnedFact(packageName, paths, digests));
        }
        paths = new ArrayList<>();
        digests = new ArrayList<>();
    }
}
