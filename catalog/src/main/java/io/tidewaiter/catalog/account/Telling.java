package io.tidewaiter.catalog.account;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.catalog.text.Counted;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The sentences of the account. */
final class Telling {
    private static final int NAMED_MAX = 5;

    private Telling() {}

    /** Records of packages are gone, of which files are still there. */
    static Optional<CoverageFact> gone(Collection<String> packages, int files, String noun, int layer) {
        if (files == 0) {
            return Optional.empty();
        }
        return Optional.of(new CoverageFact(
                Kind.DATABASE_TAMPERED,
                "",
                layer,
                "inventory incomplete: the package database has no record of " + named(packages, "package")
                        + ", of which " + Counted.of(files, noun)
                        + (files == 1 ? " is still there" : " are still there")));
    }

    /** Versions were written into the record of packages that stayed what they were. */
    static Optional<CoverageFact> rewritten(Collection<String> packages) {
        return packages.isEmpty()
                ? Optional.empty()
                : image(
                        Kind.DATABASE_TAMPERED,
                        "the package database has other versions than before of " + named(packages, "package")
                                + ", of which the files are still those of the versions before");
    }

    /** Executables are not what their packages recorded. */
    static Optional<CoverageFact> modified(List<String> paths, String why, Collection<String> owners, String end) {
        return paths.isEmpty()
                ? Optional.empty()
                : image(
                        Kind.EXECUTABLE_MODIFIED,
                        "the bytes of " + named(paths, "executable") + why + named(owners, "package") + end);
    }

    /** Nobody explains these. */
    static Optional<CoverageFact> unexplained(List<String> programs) {
        return programs.isEmpty()
                ? Optional.empty()
                : image(
                        Kind.PROGRAM_UNEXPLAINED,
                        "no package and no contents of its own explain " + named(programs, "program"));
    }

    /** The account was not gone through to its end. */
    static Optional<CoverageFact> cutOff(boolean cutOff) {
        return cutOff
                ? image(
                        Kind.LIMIT_REACHED,
                        "the image has too many executables, or files that packages own: not all of them were accounted for")
                : Optional.empty();
    }

    private static Optional<CoverageFact> image(Kind kind, String detail) {
        return Optional.of(new CoverageFact(kind, "", -1, detail));
    }

    /** Some of the names, once each and sorted. */
    private static String named(Collection<String> names, String noun) {
        List<String> sorted = names.stream().distinct().sorted().toList();
        StringBuilder out = new StringBuilder(Counted.of(sorted.size(), noun)).append(": ");
        for (int i = 0; i < Math.min(NAMED_MAX, sorted.size()); i++) {
            out.append(i == 0 ? "" : ", ").append(ArchiveException.quote(sorted.get(i)));
        }
        return sorted.size() > NAMED_MAX ? out.append(", …").toString() : out.toString();
    }
}
