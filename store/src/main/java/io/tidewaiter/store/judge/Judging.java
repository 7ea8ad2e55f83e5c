package io.tidewaiter.store.judge;

import io.tidewaiter.assess.rule.RulePlace;
import io.tidewaiter.assess.rule.RuleSet;
import io.tidewaiter.store.database.FindingColumns;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every reader of findings needs to know which of them count: the rules, the matches, the time.
 *
 * @param above what is to be looked at before each read
 */
public record Judging(RuleBook book, MatchIndex index, FindingColumns columns, Clock clock, Above above) {
    /** The rules of now, or those of a time. */
    public RuleSet rules(Sql sql, @Nullable Instant asOf) throws SQLException {
        return asOf == null ? book.current(sql) : RuleBook.at(sql, asOf.toEpochMilli());
    }

    /** The time at which a rule has to be in force. */
    public long millis(@Nullable Instant asOf) {
        return asOf == null ? clock.millis() : asOf.toEpochMilli();
    }

    /** A registry and everything above it that a rule can hang on. */
    public List<String> chain(String registryKey) {
        return RulePlace.scopes(registryKey, above.of(registryKey));
    }
}
