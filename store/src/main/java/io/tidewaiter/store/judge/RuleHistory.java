package io.tidewaiter.store.judge;

import io.tidewaiter.assess.rule.Rule;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which rules held when, for who keeps a picture of all time: held in memory, and brought up to date by whoever reads.
 */
public final class RuleHistory {
    private final Clock clock;
    private final Above above;
    private final Map<Long, Version> versions = new HashMap<>();
    private long seen;
    private RuleTimeline timeline;

    public RuleHistory(Clock clock, Above above) {
        this.clock = clock;
        this.above = above;
        this.timeline = none();
    }

    /** A version of a resource and the rules that it comes to. */
    private record Version(List<Rule> rules, long from, long to) {}

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
        if (latest == seen && now < timeline.until()) {
            return timeline;
        }
        if (latest < seen) {
            versions.clear(); // another state, or one that was put back
            seen = 0;
        }
        ends(sql);
        sql.list(
                JudgementStore.COLUMNS + " WHERE id > ? AND kind <> 'removed' AND pending = 0",
                row -> {
                    Judgement judgement = JudgementStore.read(row);
                    Instant end = judgement.validTo();
                    return versions.put(
                            judgement.version(),
                            new Version(
                                    RuleBook.parsed(judgement),
                                    judgement.changedAt().toEpochMilli(),
                                    end == null ? Long.MAX_VALUE : end.toEpochMilli()));
                },
                seen);
        seen = latest;
        timeline = timeline(now);
        return timeline;
    }

    /** What held when it was last read and has ended since; what the state has forgotten is forgotten here. */
    private void ends(Sql sql) throws SQLException {
        Map<Long, Version> known = new HashMap<>(versions);
        versions.clear();
        sql.list(
                "SELECT id, coalesce(valid_to, ?) FROM judgement WHERE id <= ?",
                row -> {
                    long id = row.getLong(1);
                    Version version = known.get(id);
                    if (version != null) {
                        versions.put(id, new Version(version.rules(), version.from(), row.getLong(2)));
                    }
                    return id;
                },
                Long.MAX_VALUE,
                seen);
    }

    /** A rule that has not ended yet holds for ever; this timeline is good until the first of them ends. */
    private RuleTimeline timeline(long now) {
        List<RuleTimeline.Timed> timed = new ArrayList<>();
        long until = Long.MAX_VALUE;
        for (Version version : versions.values()) {
            for (Rule rule : version.rules()) {
                Instant expires = rule.expires();
                long expiry = expires == null ? Long.MAX_VALUE : expires.toEpochMilli();
                if (version.to() == Long.MAX_VALUE && expiry > now) {
                    until = Math.min(until, expiry);
                    expiry = Long.MAX_VALUE;
                }
                long to = Math.min(version.to(), expiry);
                if (version.from() < to) {
                    timed.add(new RuleTimeline.Timed(rule, version.from(), to));
                }
            }
        }
        return new RuleTimeline(timed, until, above);
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
