package io.tidewaiter.store.judge;

import io.tidewaiter.assess.RemediationStep;
import io.tidewaiter.assess.rule.RuleSet;
import io.tidewaiter.assess.rule.RuleSubject;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.core.type.TypeReference;

/**
 * Counts findings without joining them.
 *
 * <p>A registry of 100,000 images has 10 million findings; joining them takes SQLite half a minute, whatever the index.
 * But they are made of few matches: images share their packages. So the matches that hold now are kept in memory, by
 * package version (some 200 bytes each, 100,000 of them), and an image is counted by looking up each of its package
 * versions: 2 µs for 100 findings. Which matches the rules hide is decided once for all images, as a bit for each match,
 * and again only when rules or matches change or a rule expires. Rejected: counts kept per image, because one advisory
 * for a base image's package would rewrite half of them; a stored row for each hidden finding, because one rule may hide
 * five million. {@code bench/run state} measures it. The join in {@code FindingReader} is the oracle of its test.
 *
 * <p>Brought up to date by whoever reads: matches are never changed but closed, so those above the greatest number and
 * those closed since are all there is to read.
 */
public final class MatchIndex {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<CvssScore>> SCORES = new TypeReference<>() {};
    private static final List<Severity> SEVERITIES = List.of(Severity.values());
    private static final int[] NONE = {};
    private static final int HIDDEN_SETS_MAX = 64;

    private static final String MATCHES = """
            SELECT m.id, m.package_version, m.vulnerability, m.vulnerability_name, m.ecosystem, m.subject_name,
                m.subject_version, m.fix_state, v.aliases, v.severity, v.cvss, p.name, p.version, p.purl,
                m.fixed_version, v.known_exploited
            FROM package_match m
            JOIN vulnerability v ON v.id = m.vulnerability
            JOIN package_version p ON p.id = m.package_version
            WHERE m.id > ? AND m.valid_to IS NULL
            """;

    private Version version = new Version(-1, 0, 0);
    private final Map<Long, Integer> slots = new HashMap<>();
    private final List<Slot> bySlot = new ArrayList<>();
    private int[] keyOf = new int[1024];
    private byte[] severityOf = new byte[1024];
    private final Map<FindingKey, Integer> keys = new HashMap<>();
    private final Map<Long, Words> vulnerabilities = new HashMap<>();
    private int[][] byPackage = new int[1024][];
    private final Map<Hiding, Hidden> hidden = new LinkedHashMap<>();
    private int[] shownIn = new int[1024];
    private int[] seenIn = new int[1024];
    private int image;

    /** What tells whether anything changed: how many matches closed last is needed for two in one millisecond. */
    private record Version(long latest, long closed, long closedThen) {}

    private record FindingKey(String vulnerability, String ecosystem, String subjectName, String subjectVersion) {}

    private record Slot(int packageVersion, RuleSubject subject, String fixedVersion, boolean isExploited) {}

    /** What all matches of a vulnerability share. */
    private record Words(List<String> ids, Severity severity, double cvss) {}

    private record Hiding(RuleSet rules, List<String> chain) {}

    /** Bits of the slots that are hidden, for those below a number, until a time. */
    private static final class Hidden {
        private final BitSet bits = new BitSet();
        private int known;
        private long until;
    }

    /**
     * The findings of one image in numbers.
     *
     * @param bySeverity those that count, in the order of the severities
     */
    public record Counts(int[] bySeverity, int suppressed) {
        /** Whether anything counts. */
        public boolean isUnhealthy() {
            return Arrays.stream(bySeverity).anyMatch(n -> n > 0);
        }
    }

    /** Brings the index up to date with the reader's picture of the state. */
    public synchronized void refresh(Sql sql) throws SQLException {
        Version now = sql.first("""
                        SELECT (SELECT coalesce(max(id), 0) FROM package_match),
                            coalesce(max(valid_to), 0),
                            (SELECT count(*) FROM package_match
                             WHERE valid_to = (SELECT max(valid_to) FROM package_match WHERE valid_to IS NOT NULL))
                        FROM package_match WHERE valid_to IS NOT NULL
                        """, row -> new Version(row.getLong(1), row.getLong(2), row.getLong(3)))
                .orElseThrow();
        if (now.equals(version) || now.latest() < version.latest()) {
            return;
        }
        for (long closed :
                sql.list("SELECT id FROM package_match WHERE valid_to >= ?", row -> row.getLong(1), version.closed())) {
            remove(closed);
        }
        sql.list(
                MATCHES,
                row -> {
                    add(row);
                    return 0;
                },
                Math.max(0, version.latest()));
        version = now;
    }

    private void remove(long match) {
        Integer slot = slots.remove(match);
        if (slot != null) {
            int version = bySlot.get(slot).packageVersion();
            byPackage[version] =
                    Arrays.stream(byPackage[version]).filter(s -> s != slot).toArray();
        }
    }

    private void add(ResultSet row) throws SQLException {
        if (slots.containsKey(row.getLong(1))) {
            return;
        }
        int packageVersion = Math.toIntExact(row.getLong(2));
        String name = row.getString(4);
        Words words = vulnerabilities.get(row.getLong(3));
        if (words == null) {
            words = new Words(
                    RuleSubject.ids(name, Json.read(row.getString(9), TEXTS)),
                    Severity.valueOf(row.getString(10)),
                    RuleSubject.score(Json.read(row.getString(11), SCORES)));
            vulnerabilities.put(row.getLong(3), words);
        }
        FindingKey key = new FindingKey(name, row.getString(5), row.getString(6), row.getString(7));
        RuleSubject subject = new RuleSubject(
                words.ids(),
                words.severity(),
                words.cvss(),
                FixState.valueOf(row.getString(8)),
                Ecosystem.parse(key.ecosystem()),
                key.subjectName(),
                row.getString(12),
                row.getString(13),
                row.getString(14));
        Integer number = keys.get(key);
        if (number == null) {
            number = keys.size();
            keys.put(key, number);
            if (number >= shownIn.length) {
                shownIn = Arrays.copyOf(shownIn, number * 2);
                seenIn = Arrays.copyOf(seenIn, number * 2);
            }
        }
        int slot = bySlot.size();
        slots.put(row.getLong(1), slot);
        bySlot.add(new Slot(packageVersion, subject, row.getString(15), row.getInt(16) != 0));
        if (slot >= keyOf.length) {
            keyOf = Arrays.copyOf(keyOf, slot * 2);
            severityOf = Arrays.copyOf(severityOf, slot * 2);
        }
        keyOf[slot] = number;
        severityOf[slot] = (byte) SEVERITIES.indexOf(subject.severity());
        if (packageVersion >= byPackage.length) {
            byPackage = Arrays.copyOf(byPackage, Math.max(packageVersion + 1, byPackage.length * 2));
        }
        int[] before = byPackage[packageVersion] == null ? NONE : byPackage[packageVersion];
        int[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = slot;
        byPackage[packageVersion] = after;
    }

    /**
     * Prepares to count the images of a registry.
     *
     * @param chain the registry and what is above it
     */
    public synchronized Count count(RuleSet rules, List<String> chain, long millis) {
        return new Count(rules.isEmptyAt(chain) ? new BitSet() : bits(rules, chain, millis));
    }

    private BitSet bits(RuleSet rules, List<String> chain, long millis) {
        Hiding hiding = new Hiding(rules, rules.withRules(chain));
        Hidden known = hidden.get(hiding);
        if (known == null || millis >= known.until) {
            hidden.keySet().removeIf(other -> other.rules() != rules || hidden.size() > HIDDEN_SETS_MAX);
            known = new Hidden();
            known.until = rules.nextExpiry(millis);
            hidden.put(hiding, known);
        }
        for (int slot = known.known; slot < bySlot.size(); slot++) {
            RuleSubject subject = bySlot.get(slot).subject();
            if (rules.suppressionEverywhere(subject, hiding.chain(), millis).isPresent()) {
                known.bits.set(slot);
            }
        }
        known.known = bySlot.size();
        return known.bits;
    }

    /** A count under way, of images with the same rules above them. */
    public final class Count {
        private final BitSet hiddenEverywhere;
        private final int[] shownBySlot;

        private Count(BitSet hiddenEverywhere) {
            this.hiddenEverywhere = hiddenEverywhere;
            this.shownBySlot = new int[bySlot.size()];
        }

        /** The updates that close most of what was counted: known exploited first, then by number. */
        public List<RemediationStep> plan(int max) {
            synchronized (MatchIndex.this) {
                return MatchIndex.this.plan(shownBySlot, max);
            }
        }

        /**
         * Counts an image.
         *
         * @param packed {@code image_contents.packages}
         * @param here what rules hide that are bound to images like this one
         */
        public Counts of(byte[] packed, List<Predicate<RuleSubject>> here) {
            synchronized (MatchIndex.this) {
                return counted(this, PackedPackages.unpack(packed), here);
            }
        }
    }

    private List<RemediationStep> plan(int[] shownBySlot, int max) {
        record Update(String subject, String fixedVersion) {}
        Map<Update, RemediationStep> steps = new HashMap<>();
        for (int slot = 0; slot < shownBySlot.length; slot++) {
            Slot match = bySlot.get(slot);
            if (shownBySlot[slot] > 0 && !match.fixedVersion().isEmpty()) {
                int shown = shownBySlot[slot];
                steps.merge(
                        new Update(match.subject().subjectName(), match.fixedVersion()),
                        new RemediationStep(
                                match.subject().subjectName(),
                                match.fixedVersion(),
                                shown,
                                match.isExploited() ? shown : 0),
                        MatchIndex::sum);
            }
        }
        return steps.values().stream()
                .sorted(Comparator.comparingLong(RemediationStep::knownExploited)
                        .thenComparingLong(RemediationStep::findings)
                        .reversed()
                        .thenComparing(RemediationStep::subject)
                        .thenComparing(RemediationStep::fixedVersion))
                .limit(max)
                .toList();
    }

    private static RemediationStep sum(RemediationStep one, RemediationStep other) {
        return new RemediationStep(
                one.subject(),
                one.fixedVersion(),
                one.findings() + other.findings(),
                one.knownExploited() + other.knownExploited());
    }

    private Counts counted(Count count, int[] packages, List<Predicate<RuleSubject>> here) {
        image++;
        int[] bySeverity = new int[SEVERITIES.size()];
        int seen = 0;
        int shown = 0;
        for (int one : packages) {
            int[] matches = one < byPackage.length ? byPackage[one] : null;
            if (matches == null) {
                continue;
            }
            for (int slot : matches) {
                int key = keyOf[slot];
                if (seenIn[key] != image) {
                    seenIn[key] = image;
                    seen++;
                }
                if (shownIn[key] != image && !count.hiddenEverywhere.get(slot) && !isHidden(here, slot)) {
                    shownIn[key] = image;
                    shown++;
                    if (slot < count.shownBySlot.length) { // one that came since this count began is not planned for
                        count.shownBySlot[slot]++;
                    }
                    bySeverity[severityOf[slot]]++;
                }
            }
        }
        return new Counts(bySeverity, seen - shown);
    }

    private boolean isHidden(List<Predicate<RuleSubject>> here, int slot) {
        for (Predicate<RuleSubject> hides : here) {
            if (hides.test(bySlot.get(slot).subject())) {
                return true;
            }
        }
        return false;
    }
}
