package io.tidewaiter.store;

import io.tidewaiter.assess.RemediationStep;
import io.tidewaiter.assess.rule.Rule;
import io.tidewaiter.assess.rule.RulePlace;
import io.tidewaiter.assess.rule.RuleSet;
import io.tidewaiter.assess.rule.Suppression;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.store.database.FindingColumns;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.judge.Judging;
import io.tidewaiter.store.judge.MatchIndex;
import io.tidewaiter.vuln.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts of a registry, as it is now or was at a time. */
final class SummaryReader {
    private static final String PLACES = """
            SELECT p.image, p.repository, i.digest, i.operating_system, k.health, k.packages, p.id
            FROM registry_seen r
            JOIN image_presence p ON p.registry = r.id AND p.tag = '' AND p.valid_to IS NULL
            JOIN image i ON i.id = p.image
            JOIN image_contents k ON k.image = p.image AND k.health <> ''
            WHERE r.registry_key = ? ORDER BY p.id
            """;
    /** Without what only rules that are bound to images look at. */
    private static final String HEALTHS = """
            SELECT k.health, k.packages
            FROM registry_seen r
            JOIN image_presence p ON p.registry = r.id AND p.tag = '' AND p.valid_to IS NULL
            JOIN image_contents k ON k.image = p.image AND k.health <> ''
            WHERE r.registry_key = ?
            """;

    private static final String PLACES_THEN = """
            SELECT p.image, p.repository, i.digest, i.operating_system, v.health
            FROM registry_seen r
            JOIN image_presence p ON p.registry = r.id AND p.tag = ''
              AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to > ?)
            JOIN image i ON i.id = p.image
            JOIN image_verdict v ON v.image = p.image AND v.valid_from <= ? AND (v.valid_to IS NULL OR v.valid_to > ?)
            WHERE r.registry_key = ?
            """;
    private static final List<Severity> SEVERITIES = List.of(Severity.values());

    private final Judging judging;
    private final RuleSet rules;
    private final List<String> chain;
    private final long millis;
    private final boolean isExempt;
    private final Map<Health, Long> images = new EnumMap<>(Health.class);
    private final long[] findings = new long[SEVERITIES.size()];
    private long suppressed;
    private List<RemediationStep> plan = List.of();

    private SummaryReader(Judging judging, RuleSet rules, List<String> chain, long millis, boolean isExempt) {
        this.judging = judging;
        this.rules = rules;
        this.chain = chain;
        this.millis = millis;
        this.isExempt = isExempt;
    }

    static RegistrySummary read(Sql sql, Judging judging, String registryKey, @Nullable Instant asOf)
            throws SQLException {
        RuleSet rules = judging.rules(sql, asOf);
        List<String> chain = judging.chain(registryKey);
        long millis = judging.millis(asOf);
        Optional<Suppression> exempt = rules.exemption(chain, millis);
        SummaryReader reader = new SummaryReader(judging, rules, chain, millis, exempt.isPresent());
        if (asOf == null) {
            reader.countNow(sql, registryKey);
        } else {
            reader.countThen(sql, registryKey);
        }
        return new RegistrySummary(
                reader.images, bySeverity(reader.findings), reader.suppressed, reader.plan, exempt.orElse(null));
    }

    private static Map<Severity, Long> bySeverity(long[] counts) {
        Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                bySeverity.put(SEVERITIES.get(i), counts[i]);
            }
        }
        return bySeverity;
    }

    /** What one more rule would hide in these registries. */
    static RulePreview preview(Sql sql, Judging judging, Rule rule, List<String> registryKeys, int max)
            throws SQLException {
        RuleSet now = judging.rules(sql, null);
        RuleSet then = now.with(rule);
        long millis = judging.clock().millis();
        long[] hidden = new long[SEVERITIES.size()];
        long images = 0;
        long healthy = 0;
        List<SubAssessmentRow> first = new ArrayList<>();
        SubAssessmentReader rows = new SubAssessmentReader(sql, judging, null);
        judging.index().refresh(sql);
        for (String registryKey : registryKeys) {
            List<String> chain = judging.chain(registryKey);
            for (Changed one : changed(sql, judging, new Pair(now, then), chain, millis)) {
                images++;
                healthy += one.isHealthyThen() ? 1 : 0;
                for (int i = 0; i < hidden.length; i++) {
                    hidden[i] += one.fewer()[i];
                }
                if (first.size() < max) {
                    rows.hiddenBy(then, one.presence(), max - first.size(), first);
                }
            }
        }
        return new RulePreview(bySeverity(hidden), images, healthy, first);
    }

    private record Pair(RuleSet now, RuleSet then) {}

    /** An image of which less would count. */
    private record Changed(long presence, int[] fewer, boolean isHealthyThen) {}

    private static List<Changed> changed(Sql sql, Judging judging, Pair rules, List<String> chain, long millis)
            throws SQLException {
        MatchIndex.Count now = judging.index().count(rules.now(), chain, millis);
        MatchIndex.Count then = judging.index().count(rules.then(), chain, millis);
        List<Changed> changed = new ArrayList<>();
        sql.list(
                PLACES,
                row -> {
                    byte[] packed = row.getBytes(6);
                    RulePlace place = place(row, chain, judging.columns());
                    int[] before =
                            now.of(packed, rules.now().hiding(place, millis)).bySeverity();
                    MatchIndex.Counts after = then.of(packed, rules.then().hiding(place, millis));
                    int[] fewer = new int[before.length];
                    for (int i = 0; i < before.length; i++) {
                        fewer[i] = before[i] - after.bySeverity()[i];
                    }
                    if (Arrays.stream(fewer).anyMatch(n -> n != 0)) {
                        changed.add(new Changed(row.getLong(7), fewer, !after.isUnhealthy()));
                    }
                    return 0;
                },
                chain.getFirst());
        return changed;
    }

    private void countNow(Sql sql, String registryKey) throws SQLException {
        judging.index().refresh(sql);
        MatchIndex.Count count = judging.index().count(rules, chain, millis);
        if (rules.isBoundAt(chain)) {
            sql.list(
                    PLACES,
                    row -> add(row.getString(5), count.of(row.getBytes(6), rules.hiding(place(row), millis))),
                    registryKey);
        } else {
            sql.list(HEALTHS, row -> add(row.getString(1), count.of(row.getBytes(2), List.of())), registryKey);
        }
        plan = isExempt ? List.of() : count.plan(RegistrySummary.STEPS_MAX);
    }

    private boolean add(String health, MatchIndex.Counts counts) {
        add(Health.ofLabel(health), counts.bySeverity(), counts.suppressed());
        return counts.isUnhealthy();
    }

    /** Joins, image by image: the past is asked seldom. */
    private void countThen(Sql sql, String registryKey) throws SQLException {
        record Then(long image, RulePlace place, Health health) {}
        List<Then> places = sql.list(
                PLACES_THEN,
                row -> new Then(row.getLong(1), place(row), Health.ofLabel(row.getString(5))),
                millis,
                millis,
                millis,
                millis,
                registryKey);
        for (Then then : places) {
            int[] bySeverity = new int[SEVERITIES.size()];
            int hidden = 0;
            FindingReader reader = new FindingReader(
                    sql, millis, judging.columns(), new FindingReader.Judge(rules, then.place(), millis));
            for (FindingReader.Found found : reader.read(then.image(), PageToken.FIRST, Integer.MAX_VALUE)) {
                if (found.suppression() == null) {
                    Severity severity = found.finding().match().vulnerability().severity();
                    bySeverity[SEVERITIES.indexOf(severity)]++;
                } else {
                    hidden++;
                }
            }
            add(then.health(), bySeverity, hidden);
        }
    }

    private RulePlace place(ResultSet row) throws SQLException {
        return place(row, chain, judging.columns());
    }

    private static RulePlace place(ResultSet row, List<String> chain, FindingColumns columns) throws SQLException {
        OperatingSystem system = columns.operatingSystem(row.getString(4));
        return new RulePlace(chain, row.getString(2), row.getString(3), RulePlace.word(system));
    }

    private void add(Health withoutFindings, int[] bySeverity, int hidden) {
        long counted = 0;
        for (int i = 0; i < bySeverity.length; i++) {
            counted += bySeverity[i];
            findings[i] += isExempt ? 0 : bySeverity[i];
        }
        suppressed += hidden + (isExempt ? counted : 0);
        Health health = isExempt ? Health.NOT_APPLICABLE : counted > 0 ? Health.UNHEALTHY : withoutFindings;
        images.merge(health, 1L, Long::sum);
    }
}
