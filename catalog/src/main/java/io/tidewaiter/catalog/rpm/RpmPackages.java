package io.tidewaiter.catalog.rpm;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Turns the header blobs of one database, in whatever form they were kept, into facts. A blob that cannot be read costs
 * one package, no more.
 *
 * <p>All blobs together may be no longer than twice the file: pages and slots that point at the same bytes over and over
 * would else make gigabytes out of a small file.
 */
final class RpmPackages {
    /** What rpm keeps in its database as a package and is none: a key that somebody trusts. */
    static final String PUBLIC_KEY = "gpg-pubkey";

    private static final int GHOST = 1 << 6;

    /** Of the flags of what is verified: the digest (rpm calls it by what it once was, MD5). */
    private static final int DIGEST_VERIFIED = 1;

    private final Consumer<Fact> facts;
    private final Troubles troubles;
    private final OwnedPaths owned;
    private long budget;

    RpmPackages(String root, int databaseBytes, Troubles troubles, Consumer<Fact> facts) {
        this.facts = facts;
        this.troubles = troubles;
        this.owned = new OwnedPaths(root, databaseBytes, troubles, facts);
        this.budget = 2L * databaseBytes;
    }

    /** To be asked before bytes are gathered for a blob. */
    void afford(long bytes) {
        if (bytes < 0 || bytes > budget) {
            throw new RpmFault("the database holds more than fits in it");
        }
        budget -= bytes;
    }

    void lost(String where, RpmFault fault) {
        troubles.lost("read the rpm database, " + where + ": " + fault.sentence());
    }

    /** Tells the package of one header. */
    void accept(String where, byte[] blob) {
        try {
            RpmHeader header = new RpmHeader(blob);
            String name = header.text(RpmHeader.NAME);
            if (name.equals(PUBLIC_KEY) || header.has(RpmHeader.SOURCE_PACKAGE)) {
                return;
            }
            read(name, header).tell(troubles, facts);
            own(name, header);
        } catch (RpmFault fault) {
            lost(where, fault);
        }
    }

    private static SystemPackage read(String name, RpmHeader header) {
        long number = header.number(RpmHeader.EPOCH);
        String epoch = number == 0 ? "" : number + ":";
        String version = header.text(RpmHeader.VERSION);
        String release = header.text(RpmHeader.RELEASE);
        SourceRpm source = SourceRpm.parse(header.text(RpmHeader.SOURCE_RPM));
        SortedMap<String, String> qualifiers = new TreeMap<>();
        String module = header.text(RpmHeader.MODULARITY_LABEL);
        if (!module.isEmpty()) {
            qualifiers.put("rpmmod", module);
        }
        String architecture = header.text(RpmHeader.ARCHITECTURE);
        return new SystemPackage(
                "rpm",
                name,
                version.isEmpty() ? "" : epoch + version + (release.isEmpty() ? "" : "-" + release),
                source.name(),
                source.version().isEmpty() ? "" : epoch + source.version(),
                architecture.equals("(none)") ? "" : architecture,
                qualifiers,
                HeaderAttributes.of(header));
    }

    /** Base names with the index of their folder; before rpm 4 whole paths. */
    private void own(String name, RpmHeader header) {
        try {
            for (String path : header.texts(RpmHeader.OLD_FILE_NAMES)) {
                owned.add("", path);
            }
            List<String> baseNames = header.texts(RpmHeader.BASE_NAMES);
            List<String> folders = header.texts(RpmHeader.FOLDER_NAMES);
            int[] indexes = header.numbers(RpmHeader.FOLDER_INDEXES);
            int[] flags = header.numbers(RpmHeader.FILE_FLAGS);
            List<String> digests = digests(header);
            int[] verified = header.numbers(RpmHeader.FILE_VERIFY_FLAGS);
            if (indexes.length != baseNames.size()) {
                throw new RpmFault(baseNames.size() + " files are in " + indexes.length + " folders");
            }
            for (int i = 0; i < indexes.length; i++) {
                if (indexes[i] < 0 || indexes[i] >= folders.size()) {
                    throw new RpmFault("a file is in folder " + indexes[i] + " of " + folders.size());
                }
                if (i < flags.length && (flags[i] & GHOST) != 0) {
                    continue; // the package speaks for the path, but brings no file
                }
                boolean says = i < digests.size() && (i >= verified.length || (verified[i] & DIGEST_VERIFIED) != 0);
                owned.add(folders.get(indexes[i]), baseNames.get(i), says ? digests.get(i) : "");
            }
        } catch (RpmFault fault) {
            troubles.odd("the list of files of " + Troubles.quote(name) + " could not be read: " + fault.sentence());
        }
        owned.finish(name);
    }

    /** Of links and folders they are empty; who cannot read them still knows the paths. */
    private static List<String> digests(RpmHeader header) {
        try {
            return header.texts(RpmHeader.FILE_DIGESTS);
        } catch (RpmFault fault) {
            return List.of();
        }
    }
}
