package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.AffectedCodec;
import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.advisory.ByteWriter;
import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.OsvAffected;
import io.tidewaiter.vuln.OsvReader;
import io.tidewaiter.vuln.OsvReading;
import io.tidewaiter.vuln.OsvRecord;
import io.tidewaiter.vuln.Times;
import io.tidewaiter.vuln.Weaknesses;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The records of a compilation, by id and, where a feed of its own gave them, by feed. A record that several zips hold
 * is kept once, in its newest form.
 *
 * <p>Affected entries are kept in their encoded form from the start: 200,000 of them as objects would take ten times the
 * memory.
 */
final class RecordStore {
    private static final int NOTE_CHARS_MAX = 160;
    private static final int SCORES_MAX = 8;

    /** Between the CVE that a publisher names his record by and his ecosystem; no feed's key has it. */
    private static final char OF_PUBLISHER = '\1';

    private final Instant now;
    private final OsvReader reader;
    private final Tally tally;
    private final Scores scores;
    private final Spoken spoken = new Spoken();
    private final TreeMap<String, Draft> drafts = new TreeMap<>();
    private final Map<String, String> withdrawn = new HashMap<>();
    private final Set<String> exploited = new HashSet<>();
    private final Map<String, List<CvssScore>> worth = new HashMap<>();
    private final Map<String, Set<String>> weaknesses = new HashMap<>();

    /**
     * One record.
     *
     * @param record without its affected entries
     * @param ecosystem the first one that it speaks for
     * @param kind its weight beside other records ({@link Precedence})
     * @param packageScores scores of its first affected entry that has any
     */
    record Draft(
            OsvRecord record,
            String ecosystem,
            String feed,
            FeedAdvisory.Kind kind,
            List<CvssScore> scores,
            List<CvssScore> packageScores,
            List<Entry> entries) {}

    /**
     * One affected entry: whose, and the bytes of {@link AffectedCodec}.
     *
     * @param said when the form of the notice that lists it was modified; empty in records that are replaced as a whole
     */
    record Entry(Ecosystem ecosystem, String name, byte[] bytes, String said) {
        Entry(Ecosystem ecosystem, String name, byte[] bytes) {
            this(ecosystem, name, bytes, "");
        }
    }

    /** An empty store; records that are withdrawn later than {@code now} still stand. */
    RecordStore(CompileLimits limits, Tally tally, Instant now) {
        this.now = now;
        this.reader = new OsvReader(limits.document());
        this.tally = tally;
        this.scores = new Scores(tally);
    }

    NavigableMap<String, Draft> drafts() {
        return Collections.unmodifiableNavigableMap(drafts);
    }

    Collection<Draft> all() {
        return drafts().values();
    }

    /** Adds an OSV document, or tells why it is none. */
    void document(String name, byte[] bytes) {
        tally.count("documents");
        switch (reader.read(bytes)) {
            case OsvReading.Refused refused -> tally.refuse(name, refused.reason());
            case OsvReading.Understood understood -> {
                understood.notes().forEach(note -> tally.note(name, note));
                record(name, understood.record());
            }
        }
    }

    private void record(String name, OsvRecord record) {
        if (isWithdrawn(record.withdrawn())) {
            tally.count("withdrawn");
            withdraw(record);
        } else if (isWithdrawnSince(record)) {
            tally.count("duplicates"); // an older copy of one that was withdrawn since
        } else if (!FeedRules.isVulnerability(record)) {
            tally.count("no vulnerability");
        } else if (FeedRules.isIndexEntry(record)) {
            tally.count("index entries");
        } else {
            spoken.add(name, names(record));
            String key = key(record);
            Draft before = drafts.get(key);
            if (before != null) {
                tally.count("duplicates");
            }
            if (before == null || byTime(before.record().modified(), record.modified()) < 0) {
                drafts.put(key, draft(name, record));
            }
        }
    }

    private static Set<String> names(OsvRecord record) {
        Set<String> names = new HashSet<>();
        for (OsvAffected affected : record.affected()) {
            if (!affected.ecosystem().isEmpty()) {
                names.add(FeedRules.releaseKey(Ecosystem.parse(affected.ecosystem()))
                        .name());
            }
        }
        return names;
    }

    /** Whether the documents speak for the ecosystem, and do not only name some of its packages. */
    boolean isSpoken(Ecosystem ecosystem) {
        return spoken.isSpoken(ecosystem);
    }

    /**
     * It takes out what another place lists of it from before. A copy that is dated ahead would take out whatever comes, so
     * it speaks for what is older than the withdrawal alone.
     */
    private void withdraw(OsvRecord record) {
        String since = isToCome(time(record.modified())) ? record.withdrawn() : record.modified();
        String key = key(record);
        withdrawn.merge(key, since, (one, other) -> byTime(one, other) < 0 ? other : one);
        String last = record.affected().isEmpty() && isCve(record) ? key + Character.MAX_VALUE : key;
        drafts.subMap(key, true, last, true).values().removeIf(before -> isWithdrawnSince(before.record()));
    }

    /** A CVE is nobody's own id: publishers who name their records by it each have one, of their own ecosystem. */
    private static String key(OsvRecord record) {
        return isCve(record) ? record.id() + OF_PUBLISHER + FeedRules.ecosystem(record) : record.id();
    }

    private static boolean isCve(OsvRecord record) {
        return record.id().startsWith("CVE-");
    }

    private boolean isWithdrawnSince(OsvRecord record) {
        String since = withdrawn.get(key(record));
        String ofAll = isCve(record) ? withdrawn.get(record.id() + OF_PUBLISHER) : null;
        return (since != null && byTime(record.modified(), since) <= 0)
                || (ofAll != null && byTime(record.modified(), ofAll) <= 0);
    }

    /** Times as RFC 3339 writes them, with as many digits of a second as it likes; what is no time is older than all. */
    private static int byTime(String one, String other) {
        return time(one).compareTo(time(other));
    }

    private static Instant time(String text) {
        return Times.instant(text, Instant.MIN);
    }

    /** Whether a word of that time is dated ahead of this compilation. */
    boolean isToCome(Instant said) {
        return Times.isToCome(said, now);
    }

    /** A date that is none still says that the record is withdrawn. */
    private boolean isWithdrawn(String withdrawn) {
        if (withdrawn.isEmpty()) {
            return false;
        }
        boolean isLater = time(withdrawn).isAfter(now);
        if (isLater) {
            tally.count("withdrawn later");
        }
        return !isLater;
    }

    /** A feed's advisory in the form that is kept; it is not added yet. */
    Draft draft(String document, FeedAdvisory advisory) {
        List<Entry> entries = new ArrayList<>(advisory.statements().size());
        List<CvssScore> packageScores = List.of();
        for (Statement statement : advisory.statements()) {
            List<CvssScore> own = scores.of(statement.severity(), advisory.feed(), document);
            packageScores = packageScores.isEmpty() ? own : packageScores;
            entries.add(entry(statement, own, advisory.head().modified()));
        }
        String ecosystem = advisory.statements().isEmpty()
                ? ""
                : advisory.statements().getFirst().ecosystem().name();
        List<CvssScore> recordScores = scores.of(advisory.head().severity(), advisory.feed(), document);
        return new Draft(
                advisory.head(), ecosystem, advisory.feed(), advisory.kind(), recordScores, packageScores, entries);
    }

    /**
     * Adds a feed's advisory: a part to its other parts, a notice to what another repository lists of the same notice,
     * a whole one in the place of an older one. Of packages that both list a later form of the notice decides.
     */
    void add(Draft draft) {
        if (draft.record().databaseSpecific().containsKey(Heads.EXPLOITED)) {
            exploited.add(draft.record().id());
        }
        if (draft.kind() == FeedAdvisory.Kind.ENRICHMENT) {
            enrich(draft);
            return;
        }
        draft.entries().forEach(entry -> spoken.add(entry.ecosystem()));
        String key = draft.record().id() + "\0" + draft.feed();
        Draft before = drafts.get(key);
        if (before == null) {
            drafts.put(key, draft);
        } else if (draft.kind() == FeedAdvisory.Kind.PART) {
            before.entries().addAll(draft.entries());
        } else {
            int order = byTime(before.record().modified(), draft.record().modified());
            boolean isNotice = draft.kind() == FeedAdvisory.Kind.NOTICE;
            if (!isNotice || order != 0) {
                tally.count("duplicates");
            }
            Draft later = order < 0 ? draft : before;
            if (isNotice) {
                List<Entry> joined = joined(before.entries(), draft.entries());
                later.entries().clear();
                later.entries().addAll(joined);
            }
            drafts.put(key, later);
        }
    }

    private void enrich(Draft draft) {
        tally.count("enrichments");
        List<String> weak = Weaknesses.ofText(draft.record().databaseSpecific().getOrDefault(Weaknesses.KEY, ""));
        if (!weak.isEmpty()) {
            weaknesses
                    .computeIfAbsent(draft.record().id(), _ -> new HashSet<>(2))
                    .addAll(weak);
        }
        List<CvssScore> known = worth.computeIfAbsent(draft.record().id(), _ -> new ArrayList<>(2));
        for (CvssScore score : draft.scores()) {
            if (known.size() < SCORES_MAX && !known.contains(score)) {
                known.add(score);
            }
        }
    }

    /** Whether a record says that CISA lists the vulnerability among the exploited ones. */
    boolean isExploited(String id) {
        return exploited.contains(id);
    }

    /** Weaknesses of a vulnerability from whoever says nothing of packages. */
    Set<String> weaknesses(String id) {
        return weaknesses.getOrDefault(id, Set.of());
    }

    /** Scores of a vulnerability from whoever says nothing of packages. */
    List<CvssScore> worth(String id) {
        return worth.getOrDefault(id, List.of());
    }

    /** Of each package the entries of the latest form that lists it, each once; forms of one time are parts of one. */
    private static List<Entry> joined(List<Entry> one, List<Entry> other) {
        List<Entry> both = new ArrayList<>(one);
        both.addAll(other);
        Map<List<Object>, String> latest = new HashMap<>();
        both.forEach(entry -> latest.merge(
                List.of(entry.ecosystem(), entry.name()), entry.said(), (a, b) -> byTime(a, b) < 0 ? b : a));
        Set<List<Object>> known = new HashSet<>();
        both.removeIf(entry ->
                byTime(entry.said(), latest.getOrDefault(List.of(entry.ecosystem(), entry.name()), "")) < 0
                        || !known.add(List.of(entry.ecosystem(), entry.name(), ByteBuffer.wrap(entry.bytes()))));
        return both;
    }

    private static Entry entry(Statement statement, List<CvssScore> own, String said) {
        VendorWord word = statement.word();
        AffectedPackage form = new AffectedPackage(
                0,
                statement.ranges(),
                List.of(),
                word.openState(),
                word.severity(),
                own,
                List.of(),
                word.isNotAffected(),
                line(word.note()),
                statement.scope());
        ByteWriter out = new ByteWriter();
        AffectedCodec.write(form, out);
        return new Entry(statement.ecosystem(), statement.name(), out.toBytes(), said);
    }

    /** A vendor's reason as one short line. */
    private static String line(String note) {
        String cut = note.length() <= NOTE_CHARS_MAX ? note : note.substring(0, NOTE_CHARS_MAX) + "…";
        return cut.isEmpty()
                ? cut
                : cut.replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ").strip();
    }

    private Draft draft(String name, OsvRecord record) {
        String feed = FeedRules.feed(record);
        List<Entry> entries = new ArrayList<>();
        List<CvssScore> packageScores = List.of();
        for (OsvAffected affected : record.affected()) {
            List<CvssScore> own = scores.of(affected.severity(), feed, name);
            packageScores = packageScores.isEmpty() ? own : packageScores;
            if (affected.name().isEmpty()) {
                tally.count("entries without a package");
            } else if (!FeedRules.isApplicable(affected)) {
                tally.count("entries not affected");
                entries.add(notAffected(affected));
            } else {
                entries.addAll(entries(affected, own));
            }
        }
        List<CvssScore> recordScores = scores.of(record.severity(), feed, name);
        return new Draft(
                withoutAffected(record),
                FeedRules.ecosystem(record),
                feed,
                FeedAdvisory.Kind.RELAYED,
                recordScores,
                packageScores,
                entries);
    }

    /** An entry that matches nothing and is there to explain why. */
    private static Entry notAffected(OsvAffected affected) {
        AffectedPackage form = new AffectedPackage(
                0,
                List.of(),
                List.of(),
                FixState.AFFECTED,
                "",
                List.of(),
                List.of(),
                true,
                line(affected.ecosystemSpecific().getOrDefault("note", "")),
                Scope.ANY);
        ByteWriter out = new ByteWriter();
        AffectedCodec.write(form, out);
        return new Entry(
                FeedRules.releaseKey(Ecosystem.parse(affected.ecosystem())), FeedRules.name(affected), out.toBytes());
    }

    private static List<Entry> entries(OsvAffected affected, List<CvssScore> own) {
        if (!FeedRules.binariesArePackages(affected) || affected.binaries().isEmpty()) {
            List<VersionRange> ranges = FeedRules.closed(affected);
            Scope scope = affected.architecture().isEmpty()
                    ? Scope.ANY
                    : Scope.ANY.onArchitectures(List.of(affected.architecture()));
            Entry named = entry(affected, FeedRules.name(affected), ranges, own, scope);
            return FeedRules.namesSources(affected)
                    ? List.of(named, entry(affected, affected.name(), ranges, own, Scope.SOURCE))
                    : List.of(named);
        }
        List<Entry> entries = new ArrayList<>();
        for (OsvAffected.Binary binary : affected.binaries()) {
            VersionRange range = new VersionRange(
                    VersionRange.Kind.ECOSYSTEM,
                    List.of(new RangeEvent.Introduced("0"), new RangeEvent.Fixed(binary.version())));
            entries.add(entry(affected, binary.name(), List.of(range), own, Scope.ANY));
        }
        return entries;
    }

    private static Entry entry(
            OsvAffected affected, String name, List<VersionRange> ranges, List<CvssScore> own, Scope scope) {
        AffectedPackage form = new AffectedPackage(
                0,
                ranges,
                affected.versions(),
                FeedRules.openState(affected),
                FeedRules.severityWord(affected),
                own,
                affected.symbols(),
                false,
                "",
                scope);
        ByteWriter out = new ByteWriter();
        AffectedCodec.write(form, out);
        return new Entry(FeedRules.releaseKey(Ecosystem.parse(affected.ecosystem())), name, out.toBytes());
    }

    private static OsvRecord withoutAffected(OsvRecord record) {
        return new OsvRecord(
                record.id(),
                record.modified(),
                record.published(),
                "",
                record.aliases(),
                record.upstream(),
                record.related(),
                record.summary(),
                record.details(),
                record.severity(),
                List.of(),
                record.references(),
                record.databaseSpecific());
    }
}
