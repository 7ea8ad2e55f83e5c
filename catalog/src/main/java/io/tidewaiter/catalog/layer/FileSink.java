package io.tidewaiter.catalog.layer;

import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.digest.FileDigests;
import io.tidewaiter.catalog.elf.ElfExcerpt;
import io.tidewaiter.catalog.elf.ElfHeader;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.ProgramStart;
import io.tidewaiter.catalog.read.UnreadFormats;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of one file as they pass: the first few of each, all of a wanted one.
 *
 * <p>The bytes of a large file are held by one layer at a time, whatever the number of layers that are read.
 */
final class FileSink implements ByteSink, AutoCloseable {
    private static final int HEAD_BYTES = 64;
    private static final int HELD_BYTES_MAX = 160 << 20;
    private static final int LARGE_BYTES = 16 << 20;

    /** Of a program that is longer than what is held. */
    private static final int EXCERPT_BYTES_MAX = 112 << 20;

    /** What is larger may be put with what lives long at once, and is only looked for there when that is full. */
    private static final int OLD_BYTES = 4 << 20;

    /** Below it the other thread would be woken for less than its waking costs. */
    private static final int BESIDE_BYTES = 256 << 10;

    private static final int BESIDE_BYTES_MAX = 32 << 20;

    private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F'};

    private final FileEntry file;
    private final Place place;
    private final List<Cataloger> all;
    private final Large large;
    private final List<Fact> refused = new ArrayList<>();
    private List<Cataloger> wanting;
    private byte[] head = new byte[0];
    private boolean headSeen;
    private boolean isElf;
    private boolean isProgram;
    private boolean holdsLarge;
    private byte @Nullable [] content;
    private int fill;
    private @Nullable ElfExcerpt excerpt;
    private FileDigests.@Nullable Whole whole;

    /**
     * Where the layer has a file.
     *
     * @param number of its path in the table
     * @param path its own, whatever the name it is read under
     */
    record Place(int number, String path) {}

    FileSink(FileEntry file, Place place, List<Cataloger> wanting, List<Cataloger> all, Large large) {
        this.file = file;
        this.place = place;
        this.wanting = wanting;
        this.all = all;
        this.large = large;
    }

    int place() {
        return place.number;
    }

    String path() {
        return place.path;
    }

    /** The path under which it is read. */
    String name() {
        return file.path();
    }

    boolean isElf() {
        return isElf;
    }

    /** Whether it is a program of which only a part is held. */
    boolean isExcerpt() {
        return excerpt != null;
    }

    /** Has all bytes of a program digested that is too long to be held. */
    FileSink digested(FileDigests digests) {
        whole = file.bytes() > HELD_BYTES_MAX ? digests.whole(file.path(), file.bytes()) : null;
        return this;
    }

    /** The digests of such a program; empty where there are none. */
    Optional<Fact> digest(List<Fact> said) {
        return excerpt == null || whole == null ? Optional.empty() : whole.fact(said);
    }

    /** Whether it is an ELF file that is meant to be run. */
    boolean isProgram() {
        return isProgram;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        if (headSeen) {
            take(buffer, offset, length);
            return;
        }
        int needed = (int) Math.min(HEAD_BYTES, file.bytes());
        if (head.length == 0 && length >= needed) {
            begin(buffer, offset, length);
            take(buffer, offset, length);
            return;
        }
        head = Arrays.copyOf(head, head.length + length);
        System.arraycopy(buffer, offset, head, head.length - length, length);
        if (head.length >= needed) {
            begin(head, 0, head.length);
            take(head, 0, head.length);
        }
    }

    private void begin(byte[] bytes, int offset, int length) {
        headSeen = true;
        isElf = length >= ELF_MAGIC.length && Arrays.equals(bytes, offset, offset + ELF_MAGIC.length, ELF_MAGIC, 0, 4);
        if (isElf) {
            byte[] first = Arrays.copyOfRange(bytes, offset, offset + Math.min(length, 4096));
            isProgram = ElfHeader.isRun(first, file.name());
            UnreadFormats.ofProgram(first).ifPresent(refused::add);
        }
        if (wanting.isEmpty() && length > 0 && ProgramStart.is(bytes[offset])) {
            wanting = byHead(Arrays.copyOfRange(bytes, offset, offset + Math.min(length, 4096)));
            if (isElf && !wanting.isEmpty() && file.bytes() > HELD_BYTES_MAX) {
                large.begin();
                holdsLarge = true;
                large.makeRoom(EXCERPT_BYTES_MAX);
                excerpt = new ElfExcerpt(file.bytes(), EXCERPT_BYTES_MAX);
                return;
            }
        }
        if (isElf && !wanting.isEmpty() && !file.path().equals(place.path)) {
            // The name is of links to it, or to what was here before: it may be a program all the same.
            List<Cataloger> both = new ArrayList<>(wanting);
            byHead(Arrays.copyOfRange(bytes, offset, offset + Math.min(length, 4096))).stream()
                    .filter(one -> !both.contains(one))
                    .forEach(both::add);
            wanting = both;
        }
        if (!wanting.isEmpty() && wanting.stream().anyMatch(one -> file.bytes() > bytesMax(one))) {
            refuse();
        }
        if (wanting.isEmpty()) {
            return;
        }
        if (file.bytes() > LARGE_BYTES) {
            large.begin();
            holdsLarge = true;
        }
        if (file.bytes() > OLD_BYTES) {
            large.makeRoom((int) file.bytes());
        }
        content = new byte[(int) file.bytes()];
    }

    private List<Cataloger> byHead(byte[] first) {
        List<Cataloger> found = List.of();
        for (Cataloger cataloger : all) {
            if (cataloger.wantsHead(file, first, first.length)) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.add(cataloger);
            }
        }
        return found;
    }

    private static int bytesMax(Cataloger cataloger) {
        return Math.min(cataloger.bytesMax(), HELD_BYTES_MAX);
    }

    /** Leaves those that do not read a file so long; what one bound costs is one fact, however many have it. */
    private void refuse() {
        SortedMap<Integer, List<String>> refusing = new TreeMap<>();
        List<Cataloger> fitting = new ArrayList<>();
        for (Cataloger one : wanting) {
            if (file.bytes() <= bytesMax(one)) {
                fitting.add(one);
            } else {
                refusing.computeIfAbsent(bytesMax(one), _ -> new ArrayList<>()).add(one.name());
            }
        }
        wanting = fitting;
        refusing.forEach((max, names) -> refused.add(LayerHandler.unread(
                CoverageFact.Kind.LIMIT_REACHED,
                String.join(", ", names) + (names.size() == 1 ? " reads" : " read") + " files up to " + max
                        + " bytes, this one has " + file.bytes())));
    }

    private void take(byte[] buffer, int offset, int length) {
        if (excerpt != null) {
            excerpt.take(buffer, offset, length);
            if (whole != null) {
                whole.update(buffer, offset, length);
            }
        } else if (content != null) {
            System.arraycopy(buffer, offset, content, fill, length);
            fill += length;
        }
    }

    /** What is held of the file: all of it or nothing; of a program that is too long, what is read of it. */
    byte[] content() {
        if (excerpt != null) {
            return excerpt.content();
        }
        return content == null ? new byte[0] : content;
    }

    /** The file is complete: who reads it now. The others do at the end of the layer. */
    List<Cataloger> readers(Companions companions) {
        boolean isHeld = content != null || excerpt != null || file.bytes() == 0;
        if (!isHeld) {
            return List.of();
        }
        if (wanting.isEmpty() || !place.path.equals(file.path())) {
            return wanting;
        }
        List<Cataloger> now = new ArrayList<>(wanting.size());
        for (Cataloger cataloger : wanting) {
            if (!companions.take(cataloger, file, place.number, content())) {
                now.add(cataloger);
            }
        }
        return now;
    }

    /**
     * Whether reading it is worth another thread, and its bytes may be held while those of later files come.
     *
     * @param awake whether that thread need not be woken for it
     */
    boolean isReadBeside(boolean awake) {
        return content != null && (awake || content.length >= BESIDE_BYTES) && content.length <= BESIDE_BYTES_MAX;
    }

    /** Goes on holding what it holds beyond its end, until what is returned has run. */
    Runnable hold() {
        if (!holdsLarge) {
            return () -> {};
        }
        large.begin();
        return large::end;
    }

    /** Whether nobody will say anything of it who has not been told to read it. */
    boolean hasNothing() {
        return content == null && excerpt == null && refused.isEmpty();
    }

    /** What those say of it. */
    List<FileFacts> facts(List<Cataloger> readers, Limits limits) {
        List<FileFacts> read = new ArrayList<>();
        if (excerpt != null) {
            refused.add(leftOut(excerpt));
        }
        if (!refused.isEmpty()) {
            read.add(new FileFacts(FileFacts.COVERAGE, refused));
        }
        byte[] bytes = content();
        for (Cataloger cataloger : readers) {
            List<Fact> facts = new ArrayList<>();
            read(cataloger, facts, () -> cataloger.read(file, bytes, limits, facts::add));
            if (!facts.isEmpty()) {
                read.add(new FileFacts(cataloger.name(), facts));
            }
        }
        return read;
    }

    private Fact leftOut(ElfExcerpt of) {
        String held = "of its " + file.bytes() + " bytes " + (file.bytes() - of.leftOut()) + " are held";
        return of.missing()
                .map(lost -> LayerHandler.unread(CoverageFact.Kind.LIMIT_REACHED, held + ": not " + lost))
                .orElseGet(() -> LayerHandler.unread(CoverageFact.Kind.NOTE, held + ": all that is read of a program"));
    }

    /** A cataloger that breaks its promise costs its file and nothing else, and not in silence. */
    static void read(Cataloger cataloger, List<Fact> facts, Runnable reading) {
        try {
            reading.run();
        } catch (RuntimeException | StackOverflowError e) {
            facts.add(LayerHandler.unread(
                    CoverageFact.Kind.FILE_UNREADABLE,
                    "the cataloger " + cataloger.name() + " failed on it: "
                            + e.getClass().getSimpleName()));
        }
    }

    @Override
    public void close() {
        content = null;
        excerpt = null;
        if (holdsLarge) {
            holdsLarge = false;
            large.end();
        }
    }

    /** One layer's leave to hold many bytes: only one layer of the process has it at a time. */
    static final class Large implements AutoCloseable {
        private static final Semaphore LEAVE = new Semaphore(1);

        /** Two programs of a compiler's suite side by side; below it the heap is small enough as it is. */
        private static final long GARBAGE_BYTES_MAX = 64L << 20;

        private boolean owned;
        private boolean kept;
        private int files;
        private long garbageBytes;

        /** A large file begins: waits for the leave, if this layer has it not yet. */
        void begin() {
            files++;
            own();
        }

        private void own() {
            if (!owned) {
                LEAVE.acquireUninterruptibly();
                owned = true;
            }
        }

        /**
         * Has the garbage collected that earlier large files left. The serial collector would rather let the heap grow by
         * one large file more than look at its old generation (200 instead of 120 MB for two programs of 110 MB each);
         * a collection costs 10 to 30 ms.
         */
        void makeRoom(int bytes) {
            if (garbageBytes > 0 && garbageBytes + bytes > GARBAGE_BYTES_MAX) {
                System.gc();
                garbageBytes = 0;
            }
            garbageBytes += bytes;
        }

        /** Waits for the leave and has it up to the end of the layer. */
        void keep() {
            own();
            kept = true;
        }

        /** The large file is read; another layer may have one, unless there is one more here. */
        void end() {
            if (--files == 0 && !kept) {
                close();
            }
        }

        @Override
        public void close() {
            if (owned) {
                owned = false;
                kept = false;
                LEAVE.release();
            }
        }
    }
}
