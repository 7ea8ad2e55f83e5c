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
                keep(root.isEmpty() ? path : root + path, digest);
            }
        }
    }

    /** The same for a path that {@link Lines#plainPath} gave. */
    public void addPlain(String path, String digest) {
        if (fits(root.length() + 1 + path.length())) {
            keep(root.isEmpty() ? path : root + path, digest);
        }
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
        boolean worth = !digest.isEmpty() && RecordedDigests.isWorthKeeping(path);
        String kept = worth ? RecordedDigests.normalised(digest) : "";
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
