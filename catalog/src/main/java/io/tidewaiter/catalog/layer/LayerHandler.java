package io.tidewaiter.catalog.layer;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.EntryPath;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.archive.tar.TarEntry;
import io.tidewaiter.archive.tar.TarHandler;
import io.tidewaiter.archive.tar.TarType;
import io.tidewaiter.catalog.digest.DigestKind;
import io.tidewaiter.catalog.digest.FileDigest;
import io.tidewaiter.catalog.digest.FileDigests;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.LinkedNames;
import io.tidewaiter.catalog.read.LinkedPath;
import io.tidewaiter.catalog.read.UnreadFormats;
import io.tidewaiter.catalog.read.Wanting;
import io.tidewaiter.catalog.stargz.StargzTable;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.hash.BackgroundDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Takes the entries of a layer's tar: every path into the table, wanted files to their catalogers. */
final class LayerHandler implements TarHandler, AutoCloseable {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final byte[] NO_TARGET = new byte[0];
    private static final int PROGRAMS_MAX = 100_000;

    /** Where as many layers are read as there are cores, a thread more for each makes all of them slower. */
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private static final AtomicInteger READ_NOW = new AtomicInteger();
    private static final long FACT_BYTES_MAX = FactsBudget.LAYER_BYTES_MAX / 2; // the rest is for the paths

    private final Wanting wanting;
    private final Limits limits;
    private final Notes notes;
    private final BackgroundDigest background;
    private final LinkedNames linked;
    private final PathTableBuilder paths = new PathTableBuilder();
    private final UnreadFormats unreadFormats = new UnreadFormats();
    private final Map<String, List<Kept>> files = new HashMap<>();
    private final Map<String, String> wantedLinks = new HashMap<>();
    private final FileSink.Large large = new FileSink.Large();
    private final Companions companions = new Companions(large);
    private final PackageFolders folders;
    private final FileDigests digests = new FileDigests();

    /** The first of them, each with its place: what a hard link to one leads to is a program, too. */
    private final Map<String, Integer> programs = new HashMap<>();

    /** What was read for the hard links to it alone. */
    private final Set<String> kept = new HashSet<>();

    /** Files that are only kept where they lie. */
    private final Set<String> keptHere = new HashSet<>();

    private final WaitingFiles waiting = new WaitingFiles(this::keep);

    private long entries;
    private long factBytes;
    private final StargzTable.FileSizes sizes = new StargzTable.FileSizes();
    private @Nullable FileSink current;
    private @Nullable StargzTable table;

    /**
     * The facts of one cataloger, and what they take where they are read.
     *
     * @param facts coded; of digests that are still to be computed, zeros in their place
     */
    private record Kept(
            String cataloger, byte[] facts, @Nullable FileDigest digest, long memory) {
        byte[] coded() {
            return digest == null ? facts : code(new FileFacts(cataloger, List.of(digest.fact())));
        }

        private static byte[] code(FileFacts facts) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(facts, new FactsWriter(bytes));
            return bytes.toByteArray();
        }

        private static void write(FileFacts facts, FactsWriter out) {
            try {
                FactCodec.write(facts, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // memory does not fail
            }
        }
    }

    /** @param background digests the layer, and files of it where it has the time */
    LayerHandler(Wanting wanting, Limits limits, Notes notes, List<LinkedPath> linked, BackgroundDigest background) {
        this.linked = new LinkedNames(linked);
        this.wanting = wanting;
        this.folders = new PackageFolders(wanting.all());
        this.limits = limits;
        this.notes = notes;
        this.background = background;
        READ_NOW.incrementAndGet();
    }

    PathTableBuilder paths() {
        return paths;
    }

    long entries() {
        return entries;
    }

    @Override
    public @Nullable ByteSink entry(TarEntry entry) {
        entries++;
        String path = entry.path().value();
        if (entry.path().escapes()) {
            // Docker refuses the image, containerd resolves the path within the root: read it where that puts it.
            notes.add(
                    CoverageFact.Kind.ENTRY_REFUSED,
                    path,
                    "an entry's path " + ArchiveException.quote(entry.rawPath())
                            + " leaves the image; it is read as if the root held it");
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (path.isEmpty() || (entry.path().escapes() && name.startsWith(WHITEOUT))) {
            return null; // what is not surely hidden counts as there
        }
        if (name.startsWith(WHITEOUT)) {
            whiteout(path, name);
            return null;
        }
        return node(entry, path);
    }

    /** OCI image-spec layer.md, "Whiteouts": they speak of the layers below only, wherever they stand in the tar. */
    private void whiteout(String path, String name) {
        String folder = path.substring(0, path.length() - name.length());
        if (name.equals(OPAQUE)) {
            String opaque = folder.isEmpty() ? "" : folder.substring(0, folder.length() - 1);
            paths.add(EntryMarks.OPAQUE, opaque.getBytes(StandardCharsets.UTF_8), NO_TARGET);
        } else if (name.startsWith(".wh..wh.")) {
            notes.add(CoverageFact.Kind.NOTE, path, "a leftover of aufs");
        } else if (name.length() == WHITEOUT.length()) {
            notes.add(CoverageFact.Kind.NOTE, path, "a whiteout of nothing");
        } else {
            String hidden = folder + name.substring(WHITEOUT.length());
            paths.add(EntryMarks.WHITEOUT, hidden.getBytes(StandardCharsets.UTF_8), NO_TARGET);
        }
    }

    private @Nullable ByteSink node(TarEntry entry, String path) {
        if (!waiting.isEmpty() && (entry.type() == TarType.HARDLINK || waiting.has(path))) {
            waiting.settle();
        }
        if (!files.isEmpty() && entry.type() != TarType.OTHER) {
            if (files.remove(path) != null) { // a later entry of the same path replaces what the earlier one said
                folders.forget(path);
            }
        }
        companions.forget(path);
        programs.remove(path);
        wantedLinks.remove(path);
        if (entry.type() != TarType.OTHER && keptHere.remove(path)) {
            kept.remove(path); // links lead to what it was, not to what it is now
        }
        digests.see(path);
        return switch (entry.type()) {
            case DIRECTORY -> add(EntryMarks.DIRECTORY, path, "");
            case SYMLINK -> add(EntryMarks.SYMLINK, path, entry.linkTarget());
            case HARDLINK -> hardlink(entry, path);
            case CHAR, BLOCK, FIFO -> add(EntryMarks.SPECIAL, path, "");
            case OTHER -> {
                notes.add(CoverageFact.Kind.NOTE, path, "an entry of a vendor's type, which no runtime unpacks");
                yield null;
            }
            case REGULAR -> regular(entry, path);
        };
    }

    private @Nullable ByteSink add(int node, String path, String target) {
        paths.add(node, path.getBytes(StandardCharsets.UTF_8), target.getBytes(StandardCharsets.UTF_8));
        return null;
    }

    private @Nullable ByteSink hardlink(TarEntry entry, String path) {
        String target = EntryPath.normalise(entry.linkTarget()).value();
        int place = paths.add(
                EntryMarks.HARDLINK, path.getBytes(StandardCharsets.UTF_8), target.getBytes(StandardCharsets.UTF_8));
        boolean isWanted =
                !wanting.of(new FileEntry(path, entry.size(), entry.mode())).isEmpty();
        if (isWanted) {
            wantedLinks.put(path, target);
        }
        Integer program = programs.get(target);
        if (program != null) {
            paths.mark(place, paths.marks(program) & (EntryMarks.ELF | EntryMarks.PROGRAM));
            program(path, place);
        } else if (isWanted) {
            paths.mark(place, EntryMarks.WANTED);
        }
        if (wanting.isProgramName(path) && !wanting.isProgramName(linked.of(target))) {
            paths.mark(place, EntryMarks.NAMED);
        }
        if (keptHere.contains(target)) { // else the link is to a file of a layer below
            kept.add(target);
        }
        List<Kept> said = saidUnder(path, target, entry);
        if (!said.isEmpty()) {
            // The link keeps the bytes, whatever becomes of the target's name later in the archive.
            paths.mark(place, EntryMarks.FACTS);
            said.forEach(kept -> charge(kept.memory() + path.length()));
            files.put(path, said);
        }
        folder(path, place);
        return null;
    }

    /** What a file says under another name: a cataloger that knew it by its path has to know that one, too. */
    private List<Kept> saidUnder(String path, String target, TarEntry entry) {
        List<Kept> said = new ArrayList<>(files.getOrDefault(target, List.of()));
        if (!said.isEmpty()) {
            List<Cataloger> known = wanting.of(new FileEntry(linked.of(target), entry.size(), entry.mode()));
            List<Cataloger> still = wanting.of(new FileEntry(path, entry.size(), entry.mode()));
            known.stream()
                    .filter(cataloger -> !still.contains(cataloger))
                    .forEach(gone -> said.removeIf(kept -> kept.cataloger().equals(gone.name())));
        }
        return said;
    }

    private @Nullable ByteSink regular(TarEntry entry, String path) {
        if (StargzTable.isOfTheFormat(path, entry.size())) {
            table = StargzTable.isTable(path) ? new StargzTable() : table;
            return StargzTable.isTable(path) ? table : null;
        }
        sizes.add(path, entry.size());
        int place = paths.add(EntryMarks.REGULAR, path.getBytes(StandardCharsets.UTF_8), NO_TARGET);
        FileEntry file = new FileEntry(linked.of(path), entry.size(), entry.mode());
        Optional<Fact> unread = unreadFormats.of(file);
        if (unread.isPresent()) { // no lambda: making one costs every file an allocation by the runtime (ADR 13)
            paths.mark(place, EntryMarks.FACTS);
            keep(path, new FileFacts(FileFacts.COVERAGE, List.of(unread.get())));
        }
        folder(path, place);
        if (linked.isKept(path)) {
            keptHere.add(path);
        }
        List<Cataloger> takers = wanting.of(file);
        if (entry.size() == 0 && takers.isEmpty()) {
            return null;
        }
        waiting.makeRoom(entry.size());
        current = new FileSink(file, new FileSink.Place(place, path), takers, wanting.all(), large).digested(digests);
        if (entry.size() == 0) {
            return null;
        }
        return current;
    }

    private void folder(String path, int place) {
        Optional<FileFacts> said = folders.of(path);
        if (said.isPresent()) {
            charge((long) FactsBudget.OBJECT_BYTES + path.length());
            if (!said.get().facts().isEmpty()) {
                paths.mark(place, EntryMarks.FACTS);
                keep(path, said.get());
            }
        }
    }

    @Override
    public void entryEnd(TarEntry entry) {
        FileSink ended = current;
        current = null;
        if (ended == null) {
            return;
        }
        if (ended.isElf()) {
            paths.mark(ended.place(), ended.isProgram() ? EntryMarks.ELF | EntryMarks.PROGRAM : EntryMarks.ELF);
            program(ended.path(), ended.place());
        }
        List<Cataloger> readers = ended.readers(companions);
        if (readers.isEmpty() && ended.hasNothing()) {
            ended.close(); // most files
        } else if (!readers.isEmpty() && ended.isReadBeside(!waiting.isEmpty()) && READ_NOW.get() < CORES) {
            waiting.add(ended, digests.kinds(ended.name()), () -> ended.facts(readers, limits));
        } else {
            waiting.settle();
            try (ended) {
                Set<DigestKind> kinds = ended.content().length == 0 ? Set.of() : digests.kinds(ended.name());
                keep(ended, ended.facts(readers, limits), kinds);
            }
        }
    }

    private void keep(FileSink ended, List<FileFacts> said, Set<DigestKind> kinds) {
        List<Fact> facts = new ArrayList<>();
        for (FileFacts read : said) {
            keep(ended, read);
            facts.addAll(read.facts());
        }
        if (ended.content().length == 0) {
            return; // most files
        }
        if (ended.isExcerpt()) {
            ended.digest(facts).ifPresent(digest -> keep(ended, new FileFacts(FileFacts.COVERAGE, List.of(digest))));
        } else {
            digests.of(ended.name(), ended.isElf(), ended.content(), facts, kinds)
                    .ifPresent(digest -> keep(ended, digest));
        }
    }

    private void keep(FileSink ended, FileDigest digest) {
        boolean beside = background.also(digest, ended.content().length) || waiting.digest(digest, ended);
        Fact fact = beside ? digest.shape() : digest.fact();
        paths.mark(ended.place(), EntryMarks.FACTS);
        keep(ended.path(), new FileFacts(FileFacts.COVERAGE, List.of(fact)), beside ? digest : null);
    }

    private void program(String path, int place) {
        if (programs.size() < PROGRAMS_MAX) {
            programs.put(path, place);
        }
    }

    private void keep(FileSink ended, FileFacts facts) {
        paths.mark(ended.place(), EntryMarks.FACTS);
        keep(ended.path(), facts);
    }

    private void keep(String path, FileFacts facts) {
        keep(path, facts, null);
    }

    private void keep(String path, FileFacts facts, @Nullable FileDigest digest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FactsWriter out = new FactsWriter(bytes);
        Kept.write(facts, out);
        long memory = out.memory()
                + FactsBudget.TEXT_BYTES
                + (long) FactsBudget.OBJECT_BYTES * (1 + facts.facts().size());
        charge(memory + path.length());
        files.computeIfAbsent(path, p -> new ArrayList<>(1))
                .add(new Kept(facts.cataloger(), bytes.toByteArray(), digest, memory));
    }

    private void charge(long memory) {
        waiting.settle(); // what came before costs first
        factBytes += memory;
        if (factBytes > FACT_BYTES_MAX) {
            throw ArchiveException.limit("facts of a layer", entries, "factBytesMax", FACT_BYTES_MAX, factBytes);
        }
    }

    /** No more entries come: files that belong together are read, and hard links that somebody wanted looked at. */
    void finish() {
        try {
            waiting.settle();
        } finally {
            waiting.awaitDigests();
            tidy();
        }
    }

    private void tidy() {
        companions.groups().forEach(this::together);
        kept.forEach(path -> {
            files.remove(path);
            Integer program = programs.get(path);
            if (program != null) {
                paths.unmark(program, EntryMarks.ELF | EntryMarks.PROGRAM);
            }
        });
        keptHere.stream()
                .filter(linked::isHardLinked)
                .filter(path -> !kept.contains(path))
                .forEach(this::forgetName);
        if (table != null) {
            table.difference(sizes).ifPresent(detail -> notes.add(CoverageFact.Kind.NOTE, "", detail));
        }
        wantedLinks.forEach((path, target) -> {
            if (!files.containsKey(path) && !files.containsKey(target) && !isWhole(target)) {
                notes.add(
                        CoverageFact.Kind.FILE_UNREADABLE,
                        path,
                        "a hard link to " + ArchiveException.quote(target) + ", which was not read under that name");
            }
        });
    }

    /** What is read of several files takes the place of what was read of the main one alone. */
    private void together(Companions.Group group) {
        String path = group.main().path();
        Cataloger cataloger = group.cataloger();
        byte[] content = group.content();
        List<Fact> facts = new ArrayList<>();
        if (content == null) {
            facts.add(unread(
                    CoverageFact.Kind.LIMIT_REACHED,
                    "it is too large to be read together with "
                            + String.join(", ", group.companions().keySet())));
        } else if (group.companions().isEmpty()) {
            FileSink.read(cataloger, facts, () -> cataloger.read(group.main(), content, limits, facts::add));
        } else {
            files.getOrDefault(path, new ArrayList<>())
                    .removeIf(kept -> kept.cataloger().equals(cataloger.name()));
            FileSink.read(
                    cataloger,
                    facts,
                    () -> cataloger.readTogether(group.main(), content, group.companions(), limits, facts::add));
        }
        if (!facts.isEmpty()) {
            paths.mark(group.place(), EntryMarks.FACTS);
            keep(path, new FileFacts(cataloger.name(), facts));
        }
    }

    /** What a file says under a name that no link of this layer gives it; what its bytes alone say stays. */
    private void forgetName(String path) {
        List<Kept> said = files.get(path);
        if (said != null) {
            wanting.of(new FileEntry(linked.of(path), 0, 0))
                    .forEach(named -> said.removeIf(one -> one.cataloger().equals(named.name())));
            if (said.isEmpty()) {
                files.remove(path);
            }
        }
    }

    /** A wanted target that says nothing was read all the same. */
    private boolean isWhole(String target) {
        // What is only kept in a layer below speaks under the names that it has there.
        boolean isThere = !linked.isKept(target) || keptHere.contains(target);
        return isThere && !wanting.of(new FileEntry(linked.of(target), 0, 0)).isEmpty();
    }

    void writeFiles(FactsWriter out) throws IOException {
        long count = files.values().stream().mapToLong(List::size).sum();
        out.number(count);
        for (Map.Entry<String, List<Kept>> file : files.entrySet()) {
            for (Kept kept : file.getValue()) {
                out.text(file.getKey());
                out.raw(kept.coded());
            }
        }
    }

    /** The facts that say that a file was not read. */
    static Fact unread(CoverageFact.Kind kind, String detail) {
        return new Fact.UnreadFact(kind, "", detail);
    }

    @Override
    public void close() {
        READ_NOW.decrementAndGet();
        if (current != null) {
            current.close();
        }
        waiting.close();
        large.close();
    }
}
