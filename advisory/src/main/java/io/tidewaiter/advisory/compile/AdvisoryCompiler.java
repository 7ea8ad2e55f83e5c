package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.Advisory;
import io.tidewaiter.advisory.AdvisoryCodec;
import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.AdvisoryException;
import io.tidewaiter.advisory.ByteWriter;
import io.tidewaiter.advisory.CveTable;
import io.tidewaiter.advisory.DbFacts;
import io.tidewaiter.advisory.DbHeader;
import io.tidewaiter.advisory.DbSection;
import io.tidewaiter.advisory.Enrichment;
import io.tidewaiter.model.Product;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compiles a folder of feeds to one advisory database. Equal folders give equal bytes, except
 * for a record that is to be withdrawn on a day to come, and is, once it has come.
 *
 * <p>A document that cannot be trusted is set aside, a feed that cannot be read is a fault; both are counted, named in
 * the report and kept in the file, and neither stops the others.
 */
public final class AdvisoryCompiler {
    private final CompileLimits limits;
    private final InstantSource clock;

    public AdvisoryCompiler() {
        this(CompileLimits.DEFAULT);
    }

    public AdvisoryCompiler(CompileLimits limits) {
        this(limits, InstantSource.system());
    }

    /** A compiler whose clock says which records are withdrawn already: all that it is asked for. */
    public AdvisoryCompiler(CompileLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Reads {@code folder} and puts the database at {@code target}, replacing what is there only when it is whole.
     *
     * @throws AdvisoryException where the folder holds nothing, or the file cannot be written
     */
    public CompileReport compile(Path folder, Path target) {
        Tally tally = new Tally(limits.reasonsMax());
        FeedFolder feeds = FeedFolder.of(folder, limits.filesMax());
        feeds.passed().forEach(passed -> tally.note(passed.place(), passed.reason()));
        FeedReader reader = new FeedReader(limits, tally);
        RecordStore store = new RecordStore(limits, tally, clock.instant());
        FeedDocuments documents = new FeedDocuments(limits, tally, store);
        reader.read(feeds, documents);
        documents.read(feeds);
        if (store.all().isEmpty()) {
            throw new AdvisoryException(
                    AdvisoryException.Code.NOTHING_TO_COMPILE,
                    "compile advisories from " + folder + ": no usable record in " + tally.counted("documents")
                            + " documents " + tally.faults() + refused(tally)
                            + "; expected <Ecosystem>/all.zip, OSV documents or a folder of a feed");
        }
        Join join = new Join(store, limits, tally);
        List<Advisory> advisories = join.advisories();
        EnrichmentFiles files = EnrichmentFiles.read(feeds, tally);

        DbWriter writer = new DbWriter();
        Packages packages = packages(advisories, store, tally);
        values(packages, writer);
        blocks(advisories, writer);
        enrichments(join.enrichments(advisories, files), writer);
        DbFacts facts = new DbFacts(
                Product.NAME + " " + Product.VERSION,
                join.feeds(),
                counts(tally, store),
                inputs(reader, documents),
                tally.faults());
        writer.section(DbSection.FACTS, List.of(facts.toBytes()));
        DbHeader header = writer.write(target);
        return new CompileReport(
                header.digest(),
                header.fileBytes(),
                packages.values().size(),
                packages.entries(),
                facts.counts(),
                tally.refused(),
                tally.notes(),
                tally.faults());
    }

    /** The first few reasons why nothing could be used; empty where nothing was refused or left out. */
    private static String refused(Tally tally) {
        return first("; set aside ", tally.refused()) + first("; left out of ", tally.notes());
    }

    private static String first(String what, List<CompileReport.Reason> reasons) {
        return reasons.stream()
                .limit(3)
                .map(reason -> what + reason.document() + ": " + reason.reason())
                .collect(Collectors.joining());
    }

    private static List<DbFacts.Count> counts(Tally tally, RecordStore store) {
        List<DbFacts.Count> counts = new ArrayList<>(tally.counts());
        counts.addFirst(new DbFacts.Count("advisories", store.all().size()));
        return counts;
    }

    /** The value of every package by its key, in the order of the keys' unsigned bytes. */
    private record Packages(NavigableMap<byte[], ByteWriter> values, long entries) {}

    private static List<DbFacts.Input> inputs(FeedReader reader, FeedDocuments documents) {
        List<DbFacts.Input> inputs = new ArrayList<>(reader.inputs());
        inputs.addAll(documents.inputs());
        return inputs;
    }

    private static Packages packages(List<Advisory> advisories, RecordStore store, Tally tally) {
        NavigableMap<byte[], List<Precedence.Candidate>> candidates = new TreeMap<>(Arrays::compareUnsigned);
        int number = 0;
        for (RecordStore.Draft draft : store.all()) {
            for (RecordStore.Entry entry : draft.entries()) {
                candidates
                        .computeIfAbsent(AdvisoryDb.key(entry.ecosystem(), entry.name()), _ -> new ArrayList<>(2))
                        .add(new Precedence.Candidate(number, draft.kind(), entry.bytes()));
            }
            number++;
        }
        Precedence precedence = new Precedence(advisories);
        NavigableMap<byte[], ByteWriter> values = new TreeMap<>(Arrays::compareUnsigned);
        long entries = 0;
        for (Map.Entry<byte[], List<Precedence.Candidate>> one : candidates.entrySet()) {
            ByteWriter value = new ByteWriter();
            for (Precedence.Heard heard : precedence.heard(one.getValue())) {
                Precedence.Candidate candidate = heard.candidate();
                value.number(candidate.advisory() * 2L + (heard.isOutvoted() ? 1 : 0))
                        .raw(candidate.bytes());
                entries++;
            }
            values.put(one.getKey(), value);
        }
        tally.count("entries superseded", precedence.superseded());
        return new Packages(values, entries);
    }

    private static void values(Packages packages, DbWriter writer) {
        writer.table(
                DbSection.KEY_OFFSETS,
                DbSection.KEYS,
                List.copyOf(packages.values().keySet()));
        Compression.Compressed values = Compression.compress(
                packages.values().values().stream().map(ByteWriter::toBytes).toList());
        writer.section(DbSection.VALUE_DICTIONARY, List.of(values.dictionary()));
        writer.table(DbSection.VALUE_OFFSETS, DbSection.VALUES, values.frames());
    }

    private static void blocks(List<Advisory> advisories, DbWriter writer) {
        List<byte[]> blocks = new ArrayList<>();
        for (int from = 0; from < advisories.size(); from += AdvisoryDb.BLOCK) {
            ByteWriter block = new ByteWriter();
            for (Advisory advisory : advisories.subList(from, Math.min(from + AdvisoryDb.BLOCK, advisories.size()))) {
                ByteWriter one = new ByteWriter();
                AdvisoryCodec.write(advisory, one);
                block.number(one.length()).raw(one.toBytes());
            }
            blocks.add(block.toBytes());
        }
        Compression.Compressed compressed = Compression.compress(blocks);
        writer.section(DbSection.ADVISORY_DICTIONARY, List.of(compressed.dictionary()));
        writer.table(DbSection.BLOCK_OFFSETS, DbSection.ADVISORIES, compressed.frames());
    }

    private static void enrichments(NavigableMap<String, Enrichment> enrichments, DbWriter writer) {
        TreeMap<Long, Enrichment> byKey = new TreeMap<>();
        enrichments.forEach((id, one) -> CveTable.key(id).ifPresent(key -> byKey.put(key, one)));
        List<String> pool = CveTable.pool(byKey.values());
        Map<String, Integer> places = CveTable.places(pool);
        ByteBuffer keys =
                ByteBuffer.allocate(Math.multiplyExact(byKey.size(), 8)).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        byKey.forEach((key, one) -> {
            keys.putLong(key);
            ByteWriter record = new ByteWriter();
            CveTable.write(one, places, record);
            records.add(record.toBytes());
        });
        writer.section(DbSection.CVE_KEYS, List.of(keys.array()));
        writer.table(DbSection.CVE_OFFSETS, DbSection.CVE_RECORDS, records);
        writer.table(
                DbSection.POOL_OFFSETS,
                DbSection.POOL,
                pool.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
    }
}
