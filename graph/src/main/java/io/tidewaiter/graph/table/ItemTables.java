package io.tidewaiter.graph.table;

import io.tidewaiter.kql.schema.KqlTable;

/** Tables whose rows are resources as they are: everything out of {@code item}. */
final class ItemTables {
    private ItemTables() {}

    /** A table of resources. */
    static KqlTable of(String name, Reader reader, Right right, Moment moment) {
        return where(name, reader.where(right, "i.scope"), moment);
    }

    /** A table of those resources of which a condition holds, whose row is {@code i}. */
    static KqlTable where(String name, String visible, Moment moment) {
        String from = "(SELECT i.* FROM item i WHERE i.home = '" + name + "' AND " + visible + " AND "
                + moment.holds("i") + ") AS t";
        return new KqlTable(name, from, common().all(), "t.no");
    }

    /** A table that is known and has no rows here. */
    static KqlTable empty(String name) {
        return new KqlTable(name, "(SELECT i.* FROM item i WHERE FALSE) AS t", common().all(), "t.no");
    }

    /** The columns that every table of resources has (Azure wire reference 3.6). */
    private static Columns common() {
        return new Columns()
                .text("id", "t.id")
                .text("name", "t.name")
                .text("type", "t.type")
                .text("tenantId", "t.tenant_id")
                .text("kind", "t.kind")
                .text("location", "t.location")
                .text("resourceGroup", "t.resource_group")
                .text("subscriptionId", "t.subscription")
                .text("managedBy", "t.managed_by")
                .json("sku", "t.sku")
                .json("plan", "t.plan")
                .json("properties", "t.properties")
                .json("tags", "t.tags")
                .json("identity", "t.identity")
                .empty();
    }
}
