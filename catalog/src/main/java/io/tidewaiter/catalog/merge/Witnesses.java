package io.tidewaiter.catalog.merge;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.catalog.account.Executables;
import io.tidewaiter.catalog.classifier.ClassifierCataloger;
import io.tidewaiter.catalog.classifier.Witness;
import io.tidewaiter.catalog.overlay.FolderLinks;
import io.tidewaiter.catalog.python.BundledSoftware;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Products that were built from source: a package where a program's bytes and what its installation wrote beside it tell
 * the same version, or the program's bytes tell it in two forms, and no package owns them that is judged; else a note of
 * what was seen, and the program stays unexplained.
 */
final class Witnesses {
    /** The attribute that names the file that tells the version too; the program itself where it has it in two forms. */
    static final String HEADER = "witness";

    static final String CPE = "cpe";

    /** The attribute that names the symbolic link by which a program has its name. */
    private static final String LINK = "link";

    /** Package managers that bring whole products, and whose packages nobody publishes advisories for. */
    private static final Set<String> UNJUDGED = Set.of("conda", "nix", "guix", "homebrew", "flatpak", "snap", "vcpkg");

    private final Executables executables;
    private final List<InstalledPackage> found = new ArrayList<>();
    private final List<CoverageFact> notes = new ArrayList<>();
    private final Set<String> explained = new HashSet<>();

    /** Headers of installations that have no program. */
    private final List<Said> alone = new ArrayList<>();

    /**
     * What one file said.
     *
     * @param link that gives it its name; empty where it has that itself
     */
    private record Said(InstalledPackage seen, Witness what, String link) {
        Said(InstalledPackage seen, Witness what) {
            this(seen, what, "");
        }

        String path() {
            return seen.evidence().path();
        }

        boolean isProgram() {
            return what.kind() != Witness.Kind.HEADER;
        }

        boolean isProven() {
            return what.kind() == Witness.Kind.PROVEN;
        }

        boolean agreesWith(Said other) {
            return !what.version().isEmpty() && what.version().equals(other.what.version());
        }

        /** Whether it is a program of a library, which may have more numbers at the end of its name. */
        boolean needs(Said library) {
            String name = library.path().substring(library.path().lastIndexOf('/') + 1);
            return !what.library().isEmpty() && (name.equals(what.library()) || name.startsWith(what.library() + '.'));
        }
    }

    private Witnesses(Executables executables) {
        this.executables = executables;
    }

    /**
     * Replaces in the list what files say by the packages that are proven, and has their programs explained.
     *
     * @param packages whose owners are marked
     * @param links of the image, one of which may give a program its name
     * @return what was seen and not proven
     */
    static List<CoverageFact> settle(List<InstalledPackage> packages, Executables executables, FolderLinks links) {
        if (packages.stream().filter(Witness::is).allMatch(one -> isOwned(one, executables))) {
            packages.removeIf(Witness::is); // as in most images, which have a distribution's libssl
            return List.of();
        }
        SortedMap<String, List<Said>> installations = new TreeMap<>();
        List<InstalledPackage> hardLinks = new ArrayList<>();
        linked(packages, links)
                .forEach(said -> installations
                        .computeIfAbsent(said.what().name() + ' ' + said.what().folder(), _ -> new ArrayList<>())
                        .add(said));
        for (InstalledPackage one : packages) {
            if (Witness.is(one) && !Witness.isUnnamed(one)) {
                Witness.of(one)
                        .ifPresentOrElse(
                                what -> installations
                                        .computeIfAbsent(what.name() + ' ' + what.folder(), _ -> new ArrayList<>())
                                        .add(new Said(one, what)),
                                () -> hardLinks.add(one));
            }
        }
        packages.removeIf(Witness::is);
        Witnesses witnesses = new Witnesses(executables);
        installations.values().forEach(witnesses::installation);
        hardLinks.forEach(witnesses::link);
        witnesses.headersAlone();
        executables.explain(witnesses.explained);
        witnesses.found.removeIf(one -> isBundled(one, packages, executables));
        packages.addAll(witnesses.found);
        return witnesses.notes;
    }

    /** Programs that are called what they say by a symbolic link alone, each under the first one. */
    private static List<Said> linked(List<InstalledPackage> packages, FolderLinks links) {
        List<InstalledPackage> unnamed =
                packages.stream().filter(Witness::isUnnamed).toList();
        Map<String, List<String>> names = links.leadingTo(
                unnamed.stream().map(one -> one.evidence().path()).collect(Collectors.toSet()),
                ClassifierCataloger::isNamed);
        List<Said> said = new ArrayList<>();
        for (InstalledPackage one : unnamed) {
            names.getOrDefault(one.evidence().path(), List.of()).stream()
                    .flatMap(name -> Witness.of(one, name).map(what -> new Said(one, what, name)).stream())
                    .findFirst()
                    .ifPresent(said::add);
        }
        return said;
    }

    /**
     * Whether it is judged as a package's. A wheel or a package of npm may bring a whole server: that it is theirs, too,
     * takes nothing from what its bytes prove.
     */
    private static boolean isOwned(InstalledPackage said, Executables executables) {
        String path = said.evidence().path();
        if (!Witness.isProgram(said)) {
            return said.attributes().containsKey(Owners.ATTRIBUTE);
        }
        String owner = executables.ownersCataloger(path);
        boolean isBrought = (owner.equals("python") || owner.equals("npm")) && Witness.isProven(said);
        return !executables.isOfNobody(path) && !isBrought && !UNJUDGED.contains(owner);
    }

    /** Whether the distribution of Python whose file it is says of itself that it has it (PEP 770). */
    private static boolean isBundled(InstalledPackage one, List<InstalledPackage> packages, Executables executables) {
        String owner = executables.ownersName(one.evidence().path());
        return !owner.isEmpty()
                && packages.stream()
                        .filter(other -> other.purl().equals(one.purl())
                                && owner.equals(BundledSoftware.distribution(
                                        other.attributes().getOrDefault(BundledSoftware.ATTRIBUTE, ""))))
                        .map(other -> other.evidence().path())
                        .anyMatch(path -> {
                            int folder = path.indexOf(".dist-info/sboms/");
                            return folder > 0
                                    && one.evidence()
                                            .path()
                                            .startsWith(path.substring(0, path.lastIndexOf('/', folder) + 1));
                        });
    }

    /** All that was said of one product in one folder. */
    private void installation(List<Said> all) {
        all.sort(Comparator.comparing(Said::path));
        Map<Boolean, List<Said>> ofNobody = all.stream()
                .filter(one -> !isOwned(one.seen(), executables))
                .collect(Collectors.partitioningBy(Said::isProgram));
        List<Said> programs = ofNobody.getOrDefault(true, List.of());
        List<Said> headers = ofNobody.getOrDefault(false, List.of());
        List<Said> proven = programs.stream().filter(Said::isProven).toList();
        SortedMap<String, Said> versions = new TreeMap<>();
        Set<String> settled = new HashSet<>();
        List<Said> libraries = new ArrayList<>();
        for (Said program : programs) {
            Stream<Said> witnesses = Stream.concat(headers.stream(), proven.stream());
            witnesses.filter(program::agreesWith).findFirst().ifPresent(header -> {
                if (versions.putIfAbsent(program.what().version(), program) == null) {
                    found.add(installed(program, header));
                }
                libraries.add(program);
                settled.add(program.path());
                settled.add(header.path());
            });
        }
        programs.stream()
                .filter(one -> libraries.stream().anyMatch(one::needs))
                .forEach(one -> settled.add(one.path()));
        programs.stream().map(Said::path).filter(settled::contains).forEach(explained::add);
        unproven(programs, headers, settled);
        boolean hasProgram = all.stream().anyMatch(Said::isProgram);
        if (!hasProgram) {
            headers.stream().filter(one -> !one.what().version().isEmpty()).forEach(alone::add);
        }
    }

    /** A hard link under a name that is none of the product's: a program that proves itself does so under any. */
    private void link(InstalledPackage link) {
        boolean isProven = found.stream()
                .anyMatch(one -> Witness.isProven(link)
                        && one.name().equals(link.name())
                        && one.version().equals(link.version()));
        if (isProven && executables.isOfNobody(link.evidence().path())) {
            explained.add(link.evidence().path());
        }
    }

    private void unproven(List<Said> said, List<Said> others, Set<String> settled) {
        Map<String, List<Said>> byPath = said.stream()
                .filter(one ->
                        !settled.contains(one.path()) && !one.what().version().isEmpty())
                .collect(Collectors.groupingBy(Said::path, TreeMap::new, Collectors.toList()));
        byPath.forEach((path, ofIt) -> notes.add(new CoverageFact(
                CoverageFact.Kind.NOTE,
                path,
                ofIt.getFirst().seen().evidence().layer(),
                "it says that it is " + ofIt.getFirst().what().name() + " " + versions(ofIt) + ", and "
                        + (others.isEmpty()
                                ? "no other file of the installation says so"
                                : ArchiveException.quote(others.getFirst().path()) + " says " + versions(others))
                        + ": no package is made of it")));
    }

    /** One note for all of a version: Node.js alone brings OpenSSL's header for fifty kinds of machines. */
    private void headersAlone() {
        Map<String, List<Said>> byVersion = alone.stream()
                .collect(Collectors.groupingBy(
                        one -> one.what().name() + ' ' + one.what().version(), TreeMap::new, Collectors.toList()));
        byVersion.forEach((version, said) -> {
            Said first = said.stream().min(Comparator.comparing(Said::path)).orElseThrow();
            String others = said.size() == 1 ? "" : ", as %d others do".formatted(said.size() - 1);
            notes.add(new CoverageFact(
                    CoverageFact.Kind.NOTE,
                    first.path(),
                    first.seen().evidence().layer(),
                    "it says that it is " + version + others
                            + ", and no other file of the installation says so: no package is made of it"));
        });
    }

    private static String versions(List<Said> said) {
        return said.stream()
                .map(one -> one.what().version())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static InstalledPackage installed(Said program, Said header) {
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put(CPE, program.what().cpe());
        attributes.put(HEADER, header.path());
        if (!program.link().isEmpty()) {
            attributes.put(LINK, program.link());
        }
        int introduced = Math.max(program.seen().introducedBy(), header.seen().introducedBy());
        return program.seen().with(introduced, attributes);
    }
}
