package io.tidewaiter.advisory;

import static java.nio.channels.FileChannel.MapMode.READ_ONLY;

import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.PackageNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A compiled advisory database: one immutable file, mapped into memory, opened in milliseconds whatever its size.
 *
 * <p>A look-up is a binary search over the mapped keys and the decompression of one small frame. What a record says
 * besides its versions lies apart, in blocks of four, and is decompressed only for records that matched: the kernel
 * of a distribution has thousands of entries, and nearly all of them do not. Rejected: an embedded SQL store (slower to
 * open, 3 times the size), one frame per record (no shared context to compress against, twice the size).
 *
 * <p>The file is not trusted: lengths, offsets and counts are checked where they are read, the head by its sum when it
 * is opened, every frame by its own checksum. Safe for use by many threads.
 */
public final class AdvisoryDb implements AutoCloseable {
    /** How many advisories share a frame. */
    public static final int BLOCK = 4;

    private static final long DIGESTED_BYTES = 1L << 30;
    private static final int SUMMED_BYTES = 64 << 10;

    private static final int PARTS_MAX = 1000;

    /** Some 4 MB where all are used; a power of two. */
    private static final int RECENT_BLOCKS = 256;

    private final FileChannel file;
    private final DbHeader header;
    private final DbFacts facts;
    private final Table keys;
    private final Frames values;
    private final Frames advisories;
    private final ByteBuffer cveKeys;
    private final Table cves;
    private final Set<String> spoken;
    private final Table pool;
    private final Map<Ecosystem, Table.Part> parts = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<@Nullable Recent> recentBlocks = new AtomicReferenceArray<>(RECENT_BLOCKS);
    private final AtomicReferenceArray<@Nullable Pooled> recentTexts = new AtomicReferenceArray<>(RECENT_BLOCKS);

    /** Of the last record that was read by any thread: it is a guess, and which one does not matter. */
    private String likelyFeed = "";

    private AdvisoryDb(FileChannel file) throws IOException {
        this.file = file;
        this.header = header(file);
        if (headSum(file, header.headBytes()) != header.headSum()) {
            throw AdvisoryException.corrupt("the head is damaged");
        }
        this.facts = DbFacts.read(new ByteReader(bytes(DbSection.FACTS)));
        this.spoken = facts.feeds().stream().map(AdvisorySnapshot.Feed::name).collect(Collectors.toUnmodifiableSet());
        this.keys = table(DbSection.KEY_OFFSETS, DbSection.KEYS);
        this.values = frames(DbSection.VALUE_OFFSETS, DbSection.VALUES, DbSection.VALUE_DICTIONARY);
        this.advisories = frames(DbSection.BLOCK_OFFSETS, DbSection.ADVISORIES, DbSection.ADVISORY_DICTIONARY);
        this.cveKeys = section(DbSection.CVE_KEYS);
        this.cves = table(DbSection.CVE_OFFSETS, DbSection.CVE_RECORDS);
        this.pool = table(DbSection.POOL_OFFSETS, DbSection.POOL);
        if (values.count() != keys.count() || cveKeys.limit() != cves.count() * 8L) {
            throw AdvisoryException.corrupt("the tables do not belong together");
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Recent(int block, byte[] bytes) {}

    /** A text of the pool: of some ten thousand vectors a few dozen are those of most CVEs. */
    private record Pooled(long place, String text) {}

    /**
     * Maps the file and checks its head.
     *
     * @throws AdvisoryException where the file cannot be read, is no database or is damaged
     */
    public static AdvisoryDb open(Path path) {
        FileChannel file = null;
        try {
            file = FileChannel.open(path, StandardOpenOption.READ);
            return new AdvisoryDb(file);
        } catch (IOException e) {
            shut(file);
            throw AdvisoryException.unreadable(
                    "open advisory database " + path, e, "check the path or build one with db build");
        } catch (AdvisoryException e) {
            shut(file);
            throw e.of(path);
        } catch (RuntimeException e) {
            shut(file);
            throw e;
        }
    }

    private static void shut(@Nullable FileChannel file) {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            return; // it was only read
        }
    }

    private static DbHeader header(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(DbHeader.BYTES);
        while (bytes.hasRemaining() && file.read(bytes) >= 0) {
            // a read may give a part
        }
        return DbHeader.read(Arrays.copyOf(bytes.array(), bytes.position()), file.size());
    }

    /** Read and not mapped: every page of it would be a fault, and few are looked at again. */
    private static int headSum(FileChannel file, long headBytes) throws IOException {
        CRC32 sum = new CRC32();
        ByteBuffer part = ByteBuffer.allocate(SUMMED_BYTES);
        for (long at = DbHeader.BYTES; at < headBytes; at += part.position()) {
            part.clear().limit((int) Math.min(SUMMED_BYTES, headBytes - at));
            if (file.read(part, at) < 0) {
                break; // it was cut meanwhile
            }
            sum.update(part.array(), 0, part.position());
        }
        return (int) sum.getValue();
    }

    /** Which advisories a verdict from this database rests on. */
    public AdvisorySnapshot snapshot() {
        return new AdvisorySnapshot(header.digest(), facts.feeds());
    }

    /** What the database says of itself. */
    public DbFacts facts() {
        return facts;
    }

    /** Whether a feed speaks for this ecosystem and release; that a record of another's names it is not enough. */
    public boolean covers(Ecosystem ecosystem) {
        return spoken.contains(ecosystem.toString());
    }

    /** Every entry that speaks for the package; the name is normalised as its ecosystem does. */
    public List<AffectedPackage> lookup(Ecosystem ecosystem, String name) {
        return lookup(ecosystem, name, _ -> false);
    }

    /**
     * As {@link #lookup}, without the entries that say nothing but that versions below one fix are affected, where the
     * fix is reached.
     *
     * @param isReached whether a fix is; never asked about {@code 0}
     */
    public List<AffectedPackage> lookup(Ecosystem ecosystem, String name, Predicate<String> isReached) {
        Table.Part part = part(ecosystem);
        if (part.from() == part.to()) {
            return List.of();
        }
        int at = keys.find(part, PackageNames.normal(ecosystem, name).getBytes(StandardCharsets.UTF_8));
        return at < 0 ? List.of() : entries(at, isReached);
    }

    /** The keys of an ecosystem; found once for each that is asked for, of which an image has a few. */
    private Table.Part part(Ecosystem ecosystem) {
        Table.Part known = parts.get(ecosystem);
        if (known == null) {
            known = keys.part(key(ecosystem, ""));
            if (parts.size() < PARTS_MAX) {
                parts.put(ecosystem, known);
            }
        }
        return known;
    }

    /** The record that an entry belongs to; advisories are numbered in the order of their ids. */
    public Advisory advisory(int number) {
        ByteReader block = new ByteReader(expanded(Math.floorDiv(number, BLOCK)));
        for (int left = number % BLOCK; left > 0; left--) {
            block.part(block.count());
        }
        Advisory advisory = AdvisoryCodec.read(block.part(block.count()), likelyFeed);
        likelyFeed = advisory.feed();
        return advisory;
    }

    /** The block, from the last ones that were asked for where it is one of them: neighbours are asked for together. */
    private byte[] expanded(int block) {
        int slot = block & (RECENT_BLOCKS - 1);
        Recent recent = recentBlocks.get(slot);
        if (recent == null || recent.block() != block) {
            recent = new Recent(block, advisories.expand(block));
            recentBlocks.set(slot, recent);
        }
        return recent.bytes();
    }

    /** What is known of a vulnerability besides the records; nothing where the id is no CVE. */
    public Enrichment enrichment(String id) {
        OptionalLong key = CveTable.key(id);
        if (key.isEmpty()) {
            return Enrichment.NONE;
        }
        int low = 0;
        int high = cves.count() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = cveKeys.getLong(middle * 8);
            if (found == key.getAsLong()) {
                return CveTable.read(new ByteReader(cves.bytes(middle)), this::pooled);
            }
            if (found < key.getAsLong()) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Enrichment.NONE;
    }

    // For whoever goes through all of it

    /** How many packages have entries. */
    public int packageCount() {
        return keys.count();
    }

    /** The key of a package, as {@link #key} makes it; keys are in the order of their unsigned bytes. */
    public byte[] packageKey(int index) {
        return keys.bytes(index);
    }

    /** Every entry of a package, in the order of their advisories. */
    public List<AffectedPackage> entries(int index) {
        return entries(index, _ -> false);
    }

    private List<AffectedPackage> entries(int index, Predicate<String> isReached) {
        ByteReader in = new ByteReader(values.expand(index));
        AffectedCodec.PastFixes fixes = new AffectedCodec.PastFixes(isReached);
        List<AffectedPackage> entries = new ArrayList<>();
        while (in.hasMore()) {
            int numbered = in.below(Integer.MAX_VALUE);
            if (AffectedCodec.skipIfPast(in, fixes)) {
                continue;
            }
            AffectedPackage entry = AffectedCodec.read(numbered >>> 1, in);
            entries.add((numbered & 1) == 1 ? entry.of(entry.advisory(), true) : entry);
        }
        return entries;
    }

    /** How many blocks of {@value #BLOCK} advisories there are; the last may have fewer. */
    public int blockCount() {
        return advisories.count();
    }

    /** The encoded advisories of a block; equal bytes are equal advisories. */
    public List<byte[]> block(int index) {
        ByteReader in = new ByteReader(advisories.expand(index));
        List<byte[]> parts = new ArrayList<>(BLOCK);
        while (in.hasMore()) {
            parts.add(in.part(in.count()).rest());
        }
        return parts;
    }

    /** Every CVE with what is known of it, in the order of the numbers. */
    public void forEachCve(BiConsumer<String, Enrichment> each) {
        for (int i = 0; i < cves.count(); i++) {
            String id = CveTable.id(cveKeys.getLong(i * 8));
            each.accept(id, CveTable.read(new ByteReader(cves.bytes(i)), this::pooled));
        }
    }

    /** Reads the whole file and compares its digest; opening does not, because that takes time for every byte. */
    public boolean isIntact() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (long at = DbHeader.BYTES; at < header.fileBytes(); at += DIGESTED_BYTES) {
                digest.update(file.map(READ_ONLY, at, Math.min(DIGESTED_BYTES, header.fileBytes() - at)));
            }
            return Arrays.equals(digest.digest(), header.sha256());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } catch (IOException e) {
            throw new AdvisoryException(AdvisoryException.Code.UNREADABLE, "read the whole advisory database: " + e, e);
        }
    }

    /** Loads what the first look-up would have to load (a native library and its binding); worth it while others work. */
    public void warmUp() {
        if (values.count() > 0) {
            values.expand(0);
        }
    }

    /** No other method may be called afterwards; the file stays mapped until nobody holds what was read of it. */
    @Override
    public void close() {
        values.close();
        advisories.close();
        shut(file);
    }

    /** The key of a package, as the file sorts it; the name is normalised. */
    public static byte[] key(Ecosystem ecosystem, String name) {
        return (ecosystem + "\0" + PackageNames.normal(ecosystem, name)).getBytes(StandardCharsets.UTF_8);
    }

    private String pooled(long place) {
        if (place >= pool.count()) {
            throw AdvisoryException.corrupt("a CVE refers to a text that is not there");
        }
        int slot = (int) place & (RECENT_BLOCKS - 1);
        Pooled recent = recentTexts.get(slot);
        if (recent == null || recent.place() != place) {
            recent = new Pooled(place, new String(pool.bytes((int) place), StandardCharsets.UTF_8));
            recentTexts.set(slot, recent);
        }
        return recent.text();
    }

    private Frames frames(DbSection offsets, DbSection entries, DbSection dictionary) throws IOException {
        return new Frames(table(offsets, entries), bytes(dictionary));
    }

    private Table table(DbSection offsets, DbSection entries) throws IOException {
        return new Table(section(offsets), section(entries));
    }

    private byte[] bytes(DbSection section) throws IOException {
        ByteBuffer all = section(section);
        byte[] bytes = new byte[all.limit()];
        all.get(0, bytes);
        return bytes;
    }

    /** A buffer and not a segment, whose first use costs a scan milliseconds (ADR 15). */
    private ByteBuffer section(DbSection section) throws IOException {
        DbHeader.Span span = header.span(section);
        if (span.length() > Integer.MAX_VALUE) {
            throw AdvisoryException.corrupt("section %s has %d bytes".formatted(section, span.length()));
        }
        return file.map(READ_ONLY, span.offset(), span.length()).order(ByteOrder.LITTLE_ENDIAN);
    }
}
