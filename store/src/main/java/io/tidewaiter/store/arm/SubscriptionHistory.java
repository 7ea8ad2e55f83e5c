package io.tidewaiter.store.arm;

import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which subscriptions there were at a time, and what they were called. */
public final class SubscriptionHistory {
    /** What {@link #read} reads, in its order. */
    public static final String SELECT = "SELECT subscription_id, tenant_id, display_name, state FROM ";

    private final Database database;

    public SubscriptionHistory(Database database) {
        this.database = database;
    }

    /** The subscription of a row. */
    public static Subscription read(ResultSet row) throws SQLException {
        return new Subscription(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
    }

    /** Writes what a subscription is from now on: what its current row says. */
    public static void begin(Sql sql, String subscriptionId, Instant now) throws SQLException {
        end(sql, subscriptionId, now);
        sql.update("""
                INSERT INTO subscription_history (subscription_key, subscription_id, tenant_id, display_name, state,
                    valid_from)
                SELECT subscription_key, subscription_id, tenant_id, display_name, state, ?
                FROM subscription WHERE subscription_key = ?
                """, now, subscriptionId.toLowerCase(Locale.ROOT));
    }

    /** Writes that a subscription is no more. */
    public static void end(Sql sql, String subscriptionId, Instant now) throws SQLException {
        sql.update(
                "UPDATE subscription_history SET valid_to = ? WHERE subscription_key = ? AND valid_to IS NULL",
                now,
                subscriptionId.toLowerCase(Locale.ROOT));
    }

    /** A subscription at a time. */
    public Optional<Subscription> at(String subscriptionId, Instant time) {
        return database.read(sql -> sql.first(
                SELECT + """
                subscription_history
                WHERE subscription_key = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)
                """, SubscriptionHistory::read, subscriptionId.toLowerCase(Locale.ROOT), time, time));
    }

    /** All subscriptions at a time, by id. */
    public List<Subscription> at(Instant time) {
        return database.read(sql -> sql.list(SELECT + """
                subscription_history WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY subscription_key
                """, SubscriptionHistory::read, time, time));
    }
}
