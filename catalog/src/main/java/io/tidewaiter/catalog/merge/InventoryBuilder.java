package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.account.Executables;
import io.tidewaiter.catalog.distro.PackageNames;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.PackageTypes;
import io.tidewaiter.catalog.layer.FileFacts;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.overlay.FileHistory;
import io.tidewaiter.catalog.overlay.FolderLinks;
import io.tidewaiter.catalog.overlay.LayerMerge;
import io.tidewaiter.catalog.text.Counted;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.version.Purl;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** From the facts of all layers to what the image contains. Pure. */
public final class InventoryBuilder {
    /** Facts and owned paths that are gone through: a million hard links to a database of a million packages. */
    private static final long WORK_MAX = 20_000_000;

    /** Package managers that systems are made with, and that no distribution's advisories speak for. */
    private static final Set<String> WHOLE_SYSTEMS = Set.of("nix", "guix", "freebsd");

    private static final int PACKAGES_MAX = 250_000;
    private static final int FACTS_OF_A_KIND_MAX = 1_000;

    private final List<FileHistory> files;
    private final LayerMerge.Merged merged;

    /** Those of {@link #merged} are the account's, which runs beside all else. */
    private final FolderLinks links;

    private final Roots roots;
    private final OperatingSystem system;
    private final List<InstalledPackage> packages = new ArrayList<>();
    private final List<CoverageFact> facts = new ArrayList<>();

    /** Of files that were too long to be read, or to be read to their end. */
    private final List<CoverageFact> unreadPrograms = new ArrayList<>();

    /** Of archives that do not tell what they are. */
    private final List<CoverageFact> nameless = new ArrayList<>();

    /** Their files, each with its layer. */
    private final Map<String, Integer> namelessFiles = new HashMap<>();

    private final Map<CoverageFact.Kind, Integer> factCounts = new EnumMap<>(CoverageFact.Kind.class);
    private long databases;
    private long archives;
    private long work;
    private long leftOut;

    InventoryBuilder(LayerMerge.Merged merged) {
        this.merged = merged;
        this.files = merged.histories();
        this.roots = Roots.of(files, merged.links());
        this.links = merged.links().beside();
        this.system = roots.own();
        this.facts.addAll(roots.notes());
    }

    /**
     * The inventory.
     *
     * @param layers records of all layers, lowest first
     * @param read the facts of each layer by its index; empty where a layer was not read
     * @param known what is already known to limit the reading
     */
    public static Inventory build(
            String catalogVersion,
            List<LayerRecord> layers,
            List<Optional<LayerFacts>> read,
            List<CoverageFact> known) {
        return MergedImage.of(read).inventory(catalogVersion, layers, known);
    }

    Inventory inventory(
            String catalogVersion,
            List<LayerRecord> layers,
            List<Optional<LayerFacts>> read,
            List<CoverageFact> known) {
        facts.addAll(known);
        files.stream().filter(FileHistory::isThere).forEach(this::file);
        StandIns.remove(packages, files);
        Journals.lay(packages);
        StandIns.tellOnce(packages);
        PackageNotes.settle(packages, system);
        Set<String> displaced = RpmDatabases.choose(packages, LinkedDatabases.rpm(files), facts);
        // The longest part, which asks nothing of the packages, on the core that is idle once the layers are read.
        CompletableFuture<Executables> account = CompletableFuture.supplyAsync(
                () -> Executables.of(merged, displaced),
                work -> Thread.ofPlatform().daemon(true).name("account").start(work));
        SourceEpochs.settle(packages);
        nameless(Owners.mark(packages, files, links, namelessFiles));
        Kernels.settle(packages);
        Executables executables = account.join(); // an Error of its comes as a RuntimeException, as those of layers do
        Witnesses.settle(packages, executables, links).forEach(this::unread);
        unreadPrograms(executables);
        judge(executables, read.stream().allMatch(Optional::isPresent));
        bounds();
        return new Inventory(catalogVersion, system, layers, packages, coverage(read, executables));
    }

    private void file(FileHistory file) {
        work += 1 + file.last().stream().mapToLong(read -> read.facts().size()).sum();
        if (work > WORK_MAX || packages.size() > PACKAGES_MAX) {
            leftOut++;
            return;
        }
        Map<Integer, Set<Fact>> byLayer = factsByLayer(file);
        for (FileFacts read : file.last()) {
            for (Fact fact : read.facts()) {
                switch (fact) {
                    case Fact.InstalledFact installed ->
                        packages.add(
                                installed(file, read.cataloger(), installed, introducedBy(file, installed, byLayer)));
                    case Fact.OwnedFact _, Fact.DigestFact _ -> {} // the account of the executables has them
                    case Fact.DistributionFact _ -> {} // taken already
                    case Fact.ChannelFact _ -> {} // likewise
                    case Fact.OpenedFact opened -> opened(opened);
                    case Fact.UnreadFact unread -> unread(file, read.cataloger(), unread);
                }
            }
        }
    }

    private void unread(FileHistory file, String cataloger, Fact.UnreadFact unread) {
        CoverageFact fact =
                new CoverageFact(unread.kind(), file.path() + unread.inner(), file.layer(), unread.detail());
        if (fact.kind() == CoverageFact.Kind.LIMIT_REACHED && cataloger.equals(FileFacts.COVERAGE)) {
            unreadPrograms.add(fact);
        } else if (fact.kind() == CoverageFact.Kind.NOTHING_RECOGNISED) {
            nameless.add(fact);
            namelessFiles.put(file.path(), file.layer());
        } else {
            unread(fact);
        }
    }

    /** An archive of a distribution's package is judged as that package. */
    private void nameless(Set<String> owned) {
        nameless.forEach(fact -> {
            int inner = fact.path().indexOf("!/");
            unread(owned.contains(inner < 0 ? fact.path() : fact.path().substring(0, inner)) ? ofPackage(fact) : fact);
        });
    }

    private static CoverageFact ofPackage(CoverageFact fact) {
        return new CoverageFact(
                CoverageFact.Kind.NOTE, fact.path(), fact.layer(), fact.detail() + "; it is a package's");
    }

    /** Whose program it is says what is in it, too: its distribution's advisories speak of it. */
    private void unreadPrograms(Executables executables) {
        unreadPrograms.forEach(fact -> unread(executables.isOfPackage(fact.path()) ? ofPackage(fact) : fact));
    }

    private void unread(CoverageFact fact) {
        if (factCounts.merge(fact.kind(), 1, Integer::sum) <= FACTS_OF_A_KIND_MAX) {
            facts.add(fact);
        }
    }

    private void opened(Fact.OpenedFact opened) {
        switch (opened.what()) {
            case DATABASE -> databases += opened.count();
            case ARCHIVE -> archives += opened.count();
            case EXECUTABLE -> {} // the account of the executables has it
        }
    }

    private InstalledPackage installed(FileHistory file, String cataloger, Fact.InstalledFact fact, int introducedBy) {
        SourcePackage source =
                fact.sourceName().isEmpty() ? null : new SourcePackage(fact.sourceName(), fact.sourceVersion());
        OperatingSystem lies = roots.at(file.path());
        return new InstalledPackage(
                PackageNames.purl(fact, lies),
                PackageTypes.ecosystem(fact, lies),
                Purl.wholeName(fact.type(), fact.namespace(), fact.name()),
                fact.version(),
                source,
                fact.architecture(),
                new Evidence(file.path() + fact.inner(), file.layer(), cataloger),
                introducedBy,
                fact.attributes());
    }

    /** The lowest state from which on the file says the same of the package, whoever rewrote the file meanwhile. */
    private static int introducedBy(FileHistory file, Fact.InstalledFact fact, Map<Integer, Set<Fact>> byLayer) {
        int[] layers = file.layers();
        int state = layers.length - 1;
        while (state > 0) {
            int before = layers[state - 1];
            boolean same = before >= 0
                    && (before == layers[state]
                            || byLayer.getOrDefault(before, Set.of()).contains(fact));
            if (!same) {
                break;
            }
            state--;
        }
        return state;
    }

    /** What each layer's bytes at the path say, as sets: a hostile database has a million packages in every layer. */
    private Map<Integer, Set<Fact>> factsByLayer(FileHistory file) {
        Map<Integer, Set<Fact>> byLayer = new HashMap<>();
        for (int state = 0; state < file.layers().length - 1; state++) {
            int layer = file.layers()[state];
            if (layer >= 0 && layer != file.layer() && !byLayer.containsKey(layer)) {
                Set<Fact> facts = new HashSet<>();
                for (FileFacts read : file.facts().get(state)) {
                    work += read.facts().size();
                    read.facts().stream()
                            .filter(fact -> fact instanceof Fact.InstalledFact)
                            .forEach(facts::add);
                }
                byLayer.put(layer, facts);
            }
        }
        return byLayer;
    }

    /** What was too much to be told. */
    private void bounds() {
        factCounts.forEach((kind, count) -> {
            if (count > FACTS_OF_A_KIND_MAX) {
                facts.add(image(kind, "and " + (count - FACTS_OF_A_KIND_MAX) + " more like these"));
            }
        });
        if (merged.links().tooMany() || links.tooMany()) {
            facts.add(image(
                    CoverageFact.Kind.LIMIT_REACHED,
                    "the image has too many symbolic links: where some of its paths lead was not followed"));
        }
        if (leftOut + merged.leftOut() > 0) {
            facts.add(image(
                    CoverageFact.Kind.LIMIT_REACHED,
                    (leftOut + merged.leftOut()) + " files that say something of packages were left out: "
                            + "the image has too many of them"));
        }
    }

    /**
     * What the whole says besides what its files say.
     *
     * @param isRead whether every layer was; if not, it is told already why its files are not known
     */
    private void judge(Executables executables, boolean isRead) {
        Unjudged unjudged = new Unjudged();
        packages.stream()
                .filter(p ->
                        p.ecosystem() == null && !p.attributes().containsKey(Owners.ATTRIBUTE)) // its owner is judged
                .forEach(p -> unjudged.add(
                        p.purl().type(), p.name(), roots.at(p.evidence().path())));
        facts.addAll(unjudged.facts());
        boolean distributionPackages = packages.stream()
                .anyMatch(p -> (PackageTypes.isDistribution(p.purl().type()) && !PackageNotes.told(p))
                        || (system.ecosystem() == null
                                && WHOLE_SYSTEMS.contains(p.evidence().cataloger())));
        int unexplained = executables.unexplained().size();
        Optional<CoverageFact> tampered = executables.tampered();
        tampered.ifPresent(facts::add);
        facts.addAll(executables.doubts());
        if (!distributionPackages && system.isNamed() && unexplained > 0 && tampered.isEmpty()) {
            facts.add(image(
                    CoverageFact.Kind.DATABASE_MISSING,
                    "inventory incomplete: the image says that it is " + system.id() + " and holds "
                            + Counted.of(unexplained, "executable") + " that nothing explains, but "
                            + (databases == 0 ? "no package database" : "no package in its database")));
        } else if (packages.isEmpty() && tampered.isEmpty() && (merged.files() > 0 || isRead)) {
            facts.add(image(CoverageFact.Kind.NOTHING_RECOGNISED, ofNothing()));
        } else {
            executables.unexplainedPrograms().ifPresent(facts::add);
        }
    }

    /** What there is where no package is: "no findings" would say as much of a folder that was named by mistake. */
    private String ofNothing() {
        if (merged.files() == 0) {
            return "the image holds no file: there is nothing to judge";
        }
        return "the image holds " + Counted.of(merged.files(), "file") + " and nothing says what "
                + (merged.files() == 1 ? "it is" : "they are")
                + (databases == 0 ? "" : ": its package database has no package");
    }

    private static CoverageFact image(CoverageFact.Kind kind, String detail) {
        return new CoverageFact(kind, "", -1, detail);
    }

    private Coverage coverage(List<Optional<LayerFacts>> read, Executables executables) {
        long expanded = 0;
        long entries = 0;
        int complete = 0;
        for (Optional<LayerFacts> layer : read) {
            if (layer.isPresent()) {
                expanded += layer.get().expandedBytes();
                entries += layer.get().entries();
                complete += layer.get().diffId() == null ? 0 : 1;
            }
        }
        CoverageCounts counts = new CoverageCounts(
                read.size(),
                complete,
                expanded,
                entries,
                merged.files(),
                (int) Math.min(Integer.MAX_VALUE, databases),
                (int) Math.min(Integer.MAX_VALUE, archives),
                (int) Math.min(Integer.MAX_VALUE, merged.executableCount()),
                executables.owned(),
                executables.parsed(),
                executables.known(),
                executables.compared());
        List<String> unexplained = executables.unexplained();
        return new Coverage(
                counts, facts, unexplained.subList(0, Math.min(unexplained.size(), Coverage.UNEXPLAINED_MAX)));
    }
}
