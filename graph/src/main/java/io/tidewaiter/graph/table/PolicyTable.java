package io.tidewaiter.graph.table;

import io.tidewaiter.graph.item.Resources;
import io.tidewaiter.kql.schema.KqlTable;

/**
 * {@code policyresources}: assignments and exemptions, which lie at their scopes, and the built-in definitions, which lie
 * nowhere and are seen by whoever may read assignments anywhere.
 */
final class PolicyTable {
    private PolicyTable() {}

    /** The table. */
    static KqlTable of(Reader reader, Moment moment) {
        String here = reader.where(Right.POLICY, "i.scope");
        String visible =
                here.equals("FALSE") ? here : "(i.grp = '" + Resources.BUILT_IN_POLICIES + "' OR " + here + ")";
        return ItemTables.where("policyresources", visible, moment);
    }
}
