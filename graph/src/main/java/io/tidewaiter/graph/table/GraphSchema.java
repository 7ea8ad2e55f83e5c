package io.tidewaiter.graph.table;

import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.kql.schema.KqlSchema;
import io.tidewaiter.kql.schema.KqlTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one caller may name and see at one time. The caller's scopes are a condition inside the FROM of every table, so
 * whatever a query does with a table (joins, unions, subqueries, lets) it does it with rows that the caller may read;
 * there is no table without one.
 */
public final class GraphSchema {
    /** Tables that Azure has and that nothing here fills. */
    private static final List<String> EMPTY = List.of(
            "advisorresources",
            "alertsmanagementresources",
            "appserviceresources",
            "awsresources",
            "batchresources",
            "cdnresources",
            "chaosresources",
            "communitygalleryresources",
            "computeresources",
            "costmanagementresources",
            "desktopvirtualizationresources",
            "dnsresources",
            "edgeorderresources",
            "elasticsanresources",
            "extendedlocationresources",
            "extensibilityresources",
            "featureresources",
            "guestconfigurationresources",
            "healthresourcechanges",
            "healthresources",
            "insightsresources",
            "iotsecurityresources",
            "kubernetesconfigurationresources",
            "kustoresources",
            "maintenanceresources",
            "managedserviceresources",
            "managedservicesresources",
            "migrateresources",
            "networkresources",
            "orbitalresources",
            "patchassessmentresources",
            "patchinstallationresources",
            "quotaresources",
            "recoveryservicesresources",
            "resourcecontainerchanges",
            "servicefabricresources",
            "servicehealthresources",
            "spotresources",
            "supportresources",
            "tagsresources",
            "virtualmachineconfigurationresources");

    private GraphSchema() {}

    /** The numbers of registries that a caller may read, or that all of them are. */
    public record Visible(boolean everything, List<Integer> registries) {
        public Visible {
            registries = List.copyOf(registries);
        }

        /** The condition on a registry's number, which is written {@code $registry}. */
        String condition() {
            if (everything) {
                return "TRUE";
            }
            return registries.isEmpty()
                    ? "FALSE"
                    : registries.stream().map(String::valueOf).collect(Collectors.joining(", ", "$registry IN (", ")"));
        }
    }

    /**
     * The tables of a caller.
     *
     * @param visible the registries of which findings may be read
     */
    public static KqlSchema of(Reader reader, Visible visible, AssessmentKey form, String tenantId, Moment moment) {
        List<KqlTable> tables = new ArrayList<>();
        tables.add(ItemTables.of("resources", reader, Right.RESOURCES, moment));
        tables.add(ItemTables.of("resourcecontainers", reader, Right.CONTAINERS, moment));
        tables.add(AuthorizationTable.of(reader, moment));
        tables.add(PolicyTable.of(reader, moment));
        tables.add(new SecurityTable(form, tenantId, moment)
                .table(
                        reader.where(Right.SECURITY, "i.scope"),
                        visible.condition().replace("$registry", "f.registry")));
        tables.addAll(new OurTables(reader, moment, visible.condition()).all());
        EMPTY.forEach(name -> tables.add(ItemTables.empty(name)));
        tables.add(ChangesTable.of(reader));
        return new KqlSchema(tables, "resources");
    }
}
