package io.tidewaiter.store.judge;

import io.tidewaiter.assess.rule.Rule;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which rules held when, for who keeps a picture of all time: held in memory, and brought up to date by whoever reads with
 * what came and ended since; everything is gone through only where a rule expires or the state forgets old versions.
 */
public final class RuleHistory {
    private final Clock clock;
    private final Above above;
    private final Map<Long, Version> versions = new HashMap<>();
    private long seen;
    private long rows;
    private RuleTimeline timeline;

    public RuleHistory(Clock clock, Above above) {
        this.clock = clock;
        this.above = above;
        this.timeline = none();
    }

    /** A version of a resource and the rules that it comes to. */
    private record Version(List<Rule> rules, long from, long to, List<RuleTimeline.Timed> timed) {}

    /** To be called before a read begins: see {@link Above}. */
    public void look() {
        above.look();
    }

    /** No rules: what holds before the first read. */
    public RuleTimeline none() {
        return RuleTimeline.none(above);
    }

    /** The rules of all time, as the reader's picture of the state has them. */
    public synchronized RuleTimeline read(Sql sql) throws SQLException {
        long latest = sql.number("SELECT coalesce(max(id), 0) FROM judgement");
        long now = clock.millis();
        boolean isPast = now >= timeline.until();
        if (latest == seen && !isPast) {
            return timeline;
        }
        if (latest < seen) {
            versions.clear(); // another state, or one that was put back
            seen = 0;
            rows = 0;
        }
        Changes changes = new Changes(now);
        ended(sql, changes);
        rows += began(sql, changes);
        seen = latest;
        long there = sql.number("SELECT count(*) FROM judgement");
        boolean isForgotten = there != rows;
        if (isForgotten) {
            forget(sql);
            rows = there;
        }
        timeline = isPast || isForgotten ? timeline(now) : timeline.changed(changes.gone, changes.added, changes.until);
        return timeline;
    }

    /** What a read brings. */
    private static final class Changes {
        private final long now;
        private final List<RuleTimeline.Timed> gone = new ArrayList<>();
        private final List<RuleTimeline.Timed> added = new ArrayList<>();
        private long until = Long.MAX_VALUE;

        Changes(long now) {
            this.now = now;
        }

        /** A rule that has not ended yet holds for ever; the timeline is good until the first of them ends. */
        private Version version(List<Rule> rules, long from, long to) {
            List<RuleTimeline.Timed> timed = new ArrayList<>();
            for (Rule rule : rules) {
                Instant expires = rule.expires();
                long expiry = expires == null ? Long.MAX_VALUE : expires.toEpochMilli();
                if (to == Long.MAX_VALUE && expiry > now) {
                    until = Math.min(until, expiry);
                    expiry = Long.MAX_VALUE;
                }
                long end = Math.min(to, expiry);
                if (from < end) {
                    timed.add(new RuleTimeline.Timed(rule, from, end));
                }
            }
            added.addAll(timed);
            return new Version(rules, from, to, timed);
        }
    }

    /** What held when it was last read and has ended since: whatever ends a version writes another row at that time. */
    private void ended(Sql sql, Changes changes) throws SQLException {
        sql.list(
                """
                SELECT id, valid_to FROM judgement
                WHERE valid_to IS NOT NULL AND id <= ?
                  AND valid_to >= (SELECT coalesce(min(valid_from), 0) FROM judgement WHERE id > ?)
                """,
                row -> {
                    Version version = versions.get(row.getLong(1));
                    if (version != null && version.to() != row.getLong(2)) {
                        changes.gone.addAll(version.timed());
                        versions.put(row.getLong(1), changes.version(version.rules(), version.from(), row.getLong(2)));
                    }
                    return 0;
                },
                seen,
                seen);
    }

    /** How many rows there are that were not read yet. */
    private long began(Sql sql, Changes changes) throws SQLException {
        return sql.list(
                        JudgementStore.COLUMNS + " WHERE id > ?",
                        row -> {
                            if (!row.getString(2).equals("removed")) {
                                Judgement judgement = JudgementStore.read(row);
                                Instant end = judgement.validTo();
                                versions.put(
                                        judgement.version(),
                                        changes.version(
                                                RuleBook.saying(judgement),
                                                judgement.changedAt().toEpochMilli(),
                                                end == null ? Long.MAX_VALUE : end.toEpochMilli()));
                            }
                            return 0;
                        },
                        seen)
                .size();
    }

    /** What the state has forgotten is forgotten here. */
    private void forget(Sql sql) throws SQLException {
        Set<Long> there = new HashSet<>(sql.list("SELECT id FROM judgement", row -> row.getLong(1)));
        versions.keySet().retainAll(there);
    }

    private RuleTimeline timeline(long now) {
        Changes all = new Changes(now);
        versions.replaceAll((_, version) -> all.version(version.rules(), version.from(), version.to()));
        return new RuleTimeline(all.added, all.until, above);
    }

    /** The rules that a resource comes to or came to, whenever that was. */
    public static List<Rule> everOf(Sql sql, String resourceKey) throws SQLException {
        return sql
                .list(
                        JudgementStore.COLUMNS + " WHERE resource_key = ? AND kind <> 'removed'",
                        row -> RuleBook.parsed(JudgementStore.read(row)),
                        resourceKey.toLowerCase(Locale.ROOT))
                .stream()
                .flatMap(List::stream)
                .toList();
    }
}
