package io.tidewaiter.catalog.dpkg;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.RootPath;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * dpkg(1), deb-control(5): {@code lib/dpkg/status}, the {@code status.d} of distroless images, the lists of files under
 * {@code info}, diversions and the journal, in the image's own root and in any below it.
 *
 * <p>{@code status-old}, {@code available} and the {@code status} of other tools (vcpkg) are none of these.
 */
public final class DpkgCataloger implements Cataloger {
    /** Stands for the owner of files that dpkg-divert(1) moved, of whichever package they are. */
    public static final String DIVERTED = "dpkg-divert";

    private static final String FOLDER = "lib/dpkg/";
    private static final String SINGLE = "status.d/";
    private static final String LISTS = "info/";
    private static final String JOURNAL = "updates/";
    private static final String DIGESTS = ".md5sums";

    /** Parts of a package that lie beside its stanza in {@code status.d} and are no stanzas. */
    private static final Set<String> NO_STANZAS =
            Set.of("conffiles", "preinst", "postinst", "prerm", "postrm", "shlibs", "symbols", "triggers", "templates");

    @Override
    public String name() {
        return "dpkg";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("dpkg", "deb", "dpkg(1), deb-control(5)")
                .reads(1, "var/lib/dpkg/status", "packages, their source packages and architectures")
                .reads(1, "var/lib/dpkg/status.d/*", "packages of distroless images")
                .reads(1, "var/lib/dpkg/info/*.list, *.md5sums", "files that a package owns")
                .reads(3, "**/lib/dpkg/", "the same in a root within the image")
                .reads(3, "**/lib/dpkg/diversions", "where files of packages were moved to")
                .reads(3, "**/lib/dpkg/updates/*", "packages of a run of dpkg that did not end");
    }

    @Override
    public boolean wants(FileEntry file) {
        String within = RootPath.within(file.path(), FOLDER, 2);
        if (within.isEmpty()) {
            return false;
        }
        if (within.indexOf('/') < 0) {
            return within.equals("status") || within.equals("diversions");
        }
        return (within.startsWith(SINGLE) && !NO_STANZAS.contains(extension(within)))
                || (within.startsWith(LISTS) && isList(within))
                || isJournal(within);
    }

    /** The status file of a full desktop has 5 MB. */
    @Override
    public int bytesMax() {
        return 64 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        String root = RootPath.of(file.path(), FOLDER);
        String within = RootPath.within(file.path(), FOLDER);
        if (within.equals("diversions")) {
            DpkgListParser.diversions(root, content, facts);
        } else if (within.endsWith(DIGESTS)) {
            DpkgListParser.digests(root, owner(file.name()), content, facts);
        } else if (within.startsWith(LISTS)) {
            DpkgListParser.list(root, owner(file.name()), content, facts);
        } else if (!isJournal(within)) {
            DpkgParser.parse(content, facts);
        } else if (content.length > 0) {
            boolean laid = DpkgParser.parseJournal(content, facts);
            facts.accept(new UnreadFact(
                    laid ? Kind.NOTE : Kind.FORMAT_UNREAD,
                    "",
                    laid
                            ? "a run of dpkg did not end: what its journal says of this package is believed"
                            : "a run of dpkg did not end: its journal says that a package is gone, which the status may"
                                    + " still list"));
        }
    }

    /** A stanza of {@code status.d} and the digests beside it: whose they are the stanza tells, its file name need not. */
    @Override
    public String belongsTo(FileEntry file) {
        String within = RootPath.within(file.path(), FOLDER);
        if (!within.startsWith(SINGLE)) {
            return "";
        }
        String name = file.name();
        return name.endsWith(DIGESTS) ? name.substring(0, name.length() - DIGESTS.length()) : name;
    }

    @Override
    public void readTogether(
            FileEntry file, byte[] content, Map<String, byte[]> companions, Limits limits, Consumer<Fact> facts) {
        Set<String> names = new HashSet<>();
        DpkgParser.parse(content, fact -> {
            if (fact instanceof Fact.InstalledFact one) {
                names.add(one.name());
            }
            facts.accept(fact);
        });
        String root = RootPath.of(file.path(), FOLDER);
        String owner = names.size() == 1 ? names.iterator().next() : file.name();
        companions.values().forEach(digests -> DpkgListParser.digests(root, owner, digests, facts));
    }

    /** dpkg numbers the entries of its journal and writes them to {@code tmp.i} before. */
    private static boolean isJournal(String within) {
        return within.startsWith(JOURNAL)
                && within.length() > JOURNAL.length()
                && within.chars().skip(JOURNAL.length()).allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isList(String path) {
        return path.endsWith(".list") || path.endsWith(DIGESTS);
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** {@code libc6:amd64.list} is a list of {@code libc6}. */
    private static String owner(String fileName) {
        String stem = fileName.substring(0, fileName.lastIndexOf('.'));
        int colon = stem.indexOf(':');
        return colon < 0 ? stem : stem.substring(0, colon);
    }
}
