package io.tidewaiter.graph.item;

import io.tidewaiter.graph.database.Tables;
import io.tidewaiter.graph.form.ScoreForm;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The secure scores of subscriptions: counted from the recommendations that the graph has, so written after them. */
public final class Scores {
    private final Sql state;
    private final Sql graph;

    public Scores(Sql state, Sql graph) {
        this.state = state;
        this.graph = graph;
    }

    /** The score of a subscription and its control; nothing where there is no subscription. */
    public List<Item> of(String subscriptionKey) throws SQLException {
        Optional<String> name = state.first(
                "SELECT subscription_id FROM subscription WHERE subscription_key = ?",
                row -> row.getString(1),
                subscriptionKey);
        if (name.isEmpty()) {
            return List.of();
        }
        List<String> codes = graph.list(
                """
                SELECT json_extract_string(properties, '$.status.code') FROM item
                WHERE valid_to = ? AND type = 'microsoft.security/assessments' AND starts_with(grp, ?)
                """,
                row -> row.getString(1),
                Tables.OPEN,
                Resources.REGISTRY_GROUP + "/subscriptions/" + subscriptionKey + "/");
        ScoreForm.Counts counts = ScoreForm.Counts.of(codes);
        String scope = "/subscriptions/" + name.get();
        ObjectNode control = ScoreForm.control(scope, counts);
        ((ObjectNode) control.get("properties")).set("definition", ScoreForm.definition());
        return List.of(
                Item.of("securityresources", scope, ScoreForm.score(scope, counts)),
                Item.of("securityresources", scope, control));
    }
}
