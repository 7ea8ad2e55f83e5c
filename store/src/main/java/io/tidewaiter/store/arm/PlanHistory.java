package io.tidewaiter.store.arm;

import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What plans of subscriptions were switched to at a time. */
public final class PlanHistory {
    private final Database database;

    public PlanHistory(Database database) {
        this.database = database;
    }

    /** Writes what a plan is from now on. */
    public static void begin(Sql sql, Plan plan, Instant now) throws SQLException {
        sql.update("""
                UPDATE plan_history SET valid_to = ?
                WHERE subscription_key = ? AND name_key = ? AND valid_to IS NULL
                """, now, key(plan.subscriptionId()), key(plan.name()));
        sql.update(
                "INSERT INTO plan_history (subscription_key, name_key, standard, valid_from) VALUES (?, ?, ?, ?)",
                key(plan.subscriptionId()),
                key(plan.name()),
                plan.standard(),
                now);
    }

    /** A plan at a time, where it had been switched then. */
    public Optional<Plan> at(String subscriptionId, String name, Instant time) {
        return database.read(sql -> sql.first(
                """
                SELECT standard FROM plan_history
                WHERE subscription_key = ? AND name_key = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)
                """,
                row -> new Plan(subscriptionId, name, row.getInt(1) != 0),
                key(subscriptionId),
                key(name),
                time,
                time));
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
