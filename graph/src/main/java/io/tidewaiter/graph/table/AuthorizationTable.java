package io.tidewaiter.graph.table;

import io.tidewaiter.graph.item.Resources;
import io.tidewaiter.kql.schema.KqlTable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code authorizationresources}: role assignments and role definitions. An assignment lies at its scope. A definition
 * lies nowhere: as with REST, it is seen by whoever may read definitions at a place where it can be assigned, and a
 * built-in one can be assigned everywhere.
 */
final class AuthorizationTable {
    private static final String IS_ROLE = "i.type = 'microsoft.authorization/roledefinitions'";

    private AuthorizationTable() {}

    /** The table. */
    static KqlTable of(Reader reader, Moment moment) {
        String visible = "((NOT " + IS_ROLE + " AND " + reader.where(Right.AUTHORIZATION, "i.scope") + ") OR ("
                + IS_ROLE + " AND " + roles(reader) + "))";
        return ItemTables.where("authorizationresources", visible, moment);
    }

    private static String roles(Reader reader) {
        List<String> here = reader.scopes().getOrDefault(Right.ROLES, List.of());
        if (here.isEmpty() || reader.readsEverything(Right.ROLES)) {
            return here.isEmpty() ? "FALSE" : "TRUE";
        }
        String above = here.stream()
                .map(scope -> "starts_with(" + Reader.literal(scope + "/") + ", rtrim(lower(x), '/') || '/')")
                .collect(Collectors.joining(" OR "));
        return "(i.grp = '" + Resources.BUILT_IN_ROLES + "' OR len(list_filter(from_json(i.properties"
                + " -> 'assignableScopes', '[\"VARCHAR\"]'), lambda x: " + reader.where(Right.ROLES, "lower(x)")
                + " OR "
                + above + ")) > 0)";
    }
}
