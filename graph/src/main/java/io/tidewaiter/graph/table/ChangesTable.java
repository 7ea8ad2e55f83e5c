package io.tidewaiter.graph.table;

import static io.tidewaiter.graph.table.Columns.path;
import static io.tidewaiter.graph.table.Columns.ticks;

import io.tidewaiter.graph.database.Tables;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.schema.KqlTable;
import java.util.List;

/**
 * {@code resourcechanges}: one row for each time that a resource came, changed or went, out of the versions that
 * {@code item} keeps. {@code previous} and {@code current} are ours: the resource before and after.
 */
final class ChangesTable {
    private ChangesTable() {}

    static KqlTable of(Reader reader) {
        String visible = "((i.home = 'resources' AND " + reader.where(Right.RESOURCES, "i.scope")
                + ") OR (i.home = 'securityresources' AND " + reader.where(Right.SECURITY, "i.scope")
                + ") OR (i.home = 'resourcecontainers' AND " + reader.where(Right.CONTAINERS, "i.scope") + "))";
        String from = """
                (SELECT i.*, i.valid_from AS changed_at,
                    CASE WHEN lag(i.valid_to) OVER (PARTITION BY i.no ORDER BY i.valid_from) IS NULL
                        THEN 'Create' ELSE 'Update' END AS change,
                    lag(i.body) OVER (PARTITION BY i.no ORDER BY i.valid_from) AS before,
                    i.body AS after, i.changes AS places, i.changed AS count
                 FROM item i WHERE $visible
                 UNION ALL
                 SELECT i.*, i.valid_to, 'Delete', i.body, NULL, '{}', 0 FROM item i
                 WHERE $visible AND i.valid_to < $open AND NOT EXISTS (
                    SELECT 1 FROM item n WHERE n.no = i.no AND n.valid_from = i.valid_to)) AS t
                """.replace("$visible", visible).replace("$open", Long.toString(Tables.OPEN));
        String name = "md5(t.id || t.change || t.changed_at)";
        String properties =
                "json_object('changeType', t.change, 'targetResourceId', t.id, 'targetResourceType', t.type,"
                        + " 'changeAttributes', json_object('timestamp', " + Columns.iso("t.changed_at")
                        + ", 'changesCount', t.count, 'changedBy', 'Unspecified', 'clientType', 'Unspecified',"
                        + " 'operation', 'Unspecified'),"
                        + " 'changes', CAST(t.places AS JSON), 'previous', CAST(t.before AS JSON),"
                        + " 'current', CAST(t.after AS JSON))";
        Columns columns = new Columns()
                .text("id", "t.id || '/providers/Microsoft.Resources/changes/' || " + name)
                .text("name", name)
                .text("type", "'microsoft.resources/changes'")
                .text("tenantId", "t.tenant_id")
                .text("kind", "''")
                .text("location", "t.location")
                .text("resourceGroup", "t.resource_group")
                .text("subscriptionId", "t.subscription")
                .text("managedBy", "''")
                .json("sku", "NULL")
                .json("plan", "NULL")
                .json(
                        "properties",
                        properties,
                        List.of(
                                path(KqlType.STRING, "t.change", "changeType"),
                                path(KqlType.STRING, "t.id", "targetResourceId"),
                                path(KqlType.STRING, "t.type", "targetResourceType"),
                                path(KqlType.DYNAMIC, "CAST(t.places AS JSON)", "changes"),
                                path(KqlType.LONG, "t.count", "changeAttributes", "changesCount"),
                                path(KqlType.DATETIME, ticks("t.changed_at"), "changeAttributes", "timestamp")))
                .json("tags", "NULL")
                .json("identity", "NULL")
                .empty();
        return new KqlTable("resourcechanges", from, columns.all(), "t.changed_at, t.no, t.change");
    }
}
