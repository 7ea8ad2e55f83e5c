package io.tidewaiter.kql.golden;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.compile.OutputColumn;
import io.tidewaiter.kql.function.KqlFunctions;
import io.tidewaiter.kql.schema.KqlColumn;
import io.tidewaiter.kql.schema.KqlPath;
import io.tidewaiter.kql.schema.KqlSchema;
import io.tidewaiter.kql.schema.KqlTable;
import io.tidewaiter.kql.value.Ticks;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small picture of a fleet in DuckDB: {@code resources} (two registries and a virtual machine),
 * {@code resourcecontainers} (two subscriptions) and {@code securityresources} (one assessment and seven
 * sub-assessments, whose status, severity, score and time are columns of their own).
 */
public final class Fixture implements AutoCloseable {
    private static final List<String> TEXTS = List.of(
            "id", "name", "type", "tenantId", "kind", "location", "resourceGroup", "subscriptionId", "managedBy");
    private static final String SUB =
            "/subscriptions/s%d/resourceGroups/rg-a/providers/Microsoft.ContainerRegistry/registries/reg%d"
                    + "/providers/Microsoft.Security/assessments/dbd0cb49-b563-45e7-9724-889e799fa648";

    private final Connection connection;

    /** Opens a database of its own. */
    public Fixture() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        KqlFunctions.install(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            for (String table : List.of("t_resources", "t_security", "t_containers")) {
                statement.execute("CREATE TABLE " + table
                        + " (id VARCHAR, \"name\" VARCHAR, \"type\" VARCHAR, \"tenantId\" VARCHAR, kind VARCHAR,"
                        + " location VARCHAR, \"resourceGroup\" VARCHAR, \"subscriptionId\" VARCHAR,"
                        + " \"managedBy\" VARCHAR, properties JSON, tags JSON)");
            }
            statement.execute("ALTER TABLE t_security ADD COLUMN status_code VARCHAR");
            statement.execute("ALTER TABLE t_security ADD COLUMN status_severity VARCHAR");
            statement.execute("ALTER TABLE t_security ADD COLUMN finding VARCHAR");
            statement.execute("ALTER TABLE t_security ADD COLUMN score DOUBLE");
            statement.execute("ALTER TABLE t_security ADD COLUMN patchable BOOLEAN");
            statement.execute("ALTER TABLE t_security ADD COLUMN time_generated BIGINT");
            fill(statement);
        }
    }

    private static void fill(Statement statement) throws SQLException {
        statement.execute("""
                INSERT INTO t_containers VALUES
                ('/subscriptions/s1', 'Production', 'microsoft.resources/subscriptions', 'ten', '', '', '', 's1', '',
                 '{"state":"Enabled","managementGroupAncestorsChain":[{"name":"mg1","displayName":"Root"}]}', NULL),
                ('/subscriptions/s2', 'Test', 'microsoft.resources/subscriptions', 'ten', '', '', '', 's2', '',
                 '{"state":"Disabled","managementGroupAncestorsChain":[]}', '{"env":"test"}')
                """);
        statement.execute("""
                INSERT INTO t_resources VALUES
                ('/subscriptions/s1/resourceGroups/rg-a/providers/Microsoft.ContainerRegistry/registries/reg1', 'reg1',
                 'microsoft.containerregistry/registries', 'ten', '', 'westeurope', 'rg-a', 's1', '',
                 '{"loginServer":"reg1.example.io","adminUserEnabled":false,"policies":{"quarantine":{"status":"disabled"}}}',
                 '{"env":"prod","Team":"blue"}'),
                ('/subscriptions/s2/resourceGroups/rg-b/providers/Microsoft.ContainerRegistry/registries/reg2', 'reg2',
                 'microsoft.containerregistry/registries', 'ten', '', 'northeurope', 'rg-b', 's2', '',
                 '{"loginServer":"reg2.example.io","adminUserEnabled":true}', NULL),
                ('/subscriptions/s1/resourceGroups/rg-a/providers/Microsoft.Compute/virtualMachines/vm1', 'vm1',
                 'microsoft.compute/virtualmachines', 'ten', '', 'westeurope', 'rg-a', 's1', '',
                 '{"hardwareProfile":{"vmSize":"Standard_D2"},"zones":["1","2"]}', '{"env":"prod"}')
                """);
        finding(statement, 1, "g1", "Unhealthy", "High", "900101", 9.8, true, 0);
        finding(statement, 1, "g2", "Unhealthy", "Medium", "900102", 5.5, false, 1);
        finding(statement, 1, "g3", "Unhealthy", "High", "900103", 7.5, true, 2);
        finding(statement, 2, "g4", "Healthy", "", "", null, null, 3);
        finding(statement, 2, "g5", "Unhealthy", "Low", "900105", 2.1, false, 4);
        finding(statement, 2, "g6", "NotApplicable", "High", "900101", 9.8, true, 5);
        finding(statement, 2, "g7", "Unhealthy", "High", "900101", 9.8, true, 6);
        statement.execute("INSERT INTO t_security SELECT '" + SUB.formatted(1, 1)
                + "', 'dbd0cb49-b563-45e7-9724-889e799fa648', 'microsoft.security/assessments', 'ten', '', '', 'rg-a',"
                + " 's1', '', '{\"displayName\":\"Container registry images should have vulnerability findings resolved\","
                + "\"status\":{\"code\":\"Unhealthy\"},\"metadata\":{\"severity\":\"High\"}}', NULL, 'Unhealthy', NULL,"
                + " NULL, NULL, NULL, NULL");
    }

    private static void finding(
            Statement statement,
            int subscription,
            String name,
            String code,
            String severity,
            String id,
            @Nullable Double score,
            @Nullable Boolean patchable,
            int minute)
            throws SQLException {
        String time = "2031-05-06T07:0" + minute + ":09.1234567Z";
        String cve = id.isEmpty()
                ? "[]"
                : "[{\"title\":\"CVE-2030-" + id.substring(2) + "\",\"link\":\"https://example.io/" + id + "\"}"
                        + (score != null && score > 9
                                ? ",{\"title\":\"CVE-2030-0001\",\"link\":\"https://example.io/1\"}"
                                : "")
                        + "]";
        String properties = "{\"id\":\"" + id + "\",\"displayName\":\"Update for lib" + minute
                + "\",\"status\":{\"code\":\""
                + code + "\",\"severity\":\"" + severity + "\"},\"timeGenerated\":\"" + time
                + "\",\"resourceDetails\":{\"source\":\"Azure\",\"id\":\"/repositories/web/app/images/sha256:a"
                + minute % 2
                + "\"},\"additionalData\":{\"assessedResourceType\":\"ContainerRegistryVulnerability\",\"score\":"
                + score + ",\"patchable\":" + patchable + ",\"repositoryName\":\"web/app\",\"imageDigest\":\"sha256:a"
                + minute % 2 + "\",\"cve\":" + cve + "}}";
        statement.execute("INSERT INTO t_security VALUES ('" + SUB.formatted(subscription, subscription)
                + "/subAssessments/" + name + "', '" + name
                + "', 'microsoft.security/assessments/subassessments', 'ten', '', '', 'rg-a', 's" + subscription
                + "', '', '" + properties + "', NULL, '" + code + "', '" + severity + "', '" + id + "', " + score + ", "
                + patchable + ", " + Ticks.parseDatetime(time).orElseThrow() + ")");
    }

    /** What queries see of it. */
    public static KqlSchema schema() {
        return new KqlSchema(
                List.of(
                        table("resources", "t_resources", List.of()),
                        table("resourcecontainers", "t_containers", List.of()),
                        table(
                                "securityresources",
                                "t_security",
                                List.of(
                                        new KqlPath(List.of("status", "code"), KqlType.STRING, "status_code"),
                                        new KqlPath(List.of("status", "severity"), KqlType.STRING, "status_severity"),
                                        new KqlPath(List.of("id"), KqlType.STRING, "finding"),
                                        new KqlPath(List.of("additionalData", "score"), KqlType.REAL, "score"),
                                        new KqlPath(List.of("additionalData", "patchable"), KqlType.BOOL, "patchable"),
                                        new KqlPath(List.of("timeGenerated"), KqlType.DATETIME, "time_generated")))),
                "resources");
    }

    private static KqlTable table(String name, String from, List<KqlPath> paths) {
        List<KqlColumn> columns = new ArrayList<>();
        for (String text : TEXTS) {
            columns.add(KqlColumn.of(text, KqlType.STRING, "\"" + text + "\""));
        }
        columns.add(new KqlColumn("properties", KqlType.DYNAMIC, "properties", paths, false));
        columns.add(KqlColumn.of("tags", KqlType.DYNAMIC, "tags"));
        columns.add(new KqlColumn("aliases", KqlType.DYNAMIC, "CAST(NULL AS JSON)", List.of(), true));
        return new KqlTable(name, from, columns, "id");
    }

    /** The connection, for one thread. */
    public Connection connection() {
        return connection;
    }

    /** The rows of a statement, each as text with bars between its values. */
    public List<String> rows(String sql, List<OutputColumn> columns) throws SQLException {
        List<String> out = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    values.add(text(columns.get(i).type(), rows.getObject(i + 1)));
                }
                out.add(String.join(" | ", values));
            }
        }
        return out;
    }

    private static String text(KqlType type, @Nullable Object value) {
        if (value == null) {
            return "null";
        }
        return switch (type) {
            case DATETIME -> Ticks.datetimeText(((Number) value).longValue());
            case TIMESPAN -> Ticks.timespanText(((Number) value).longValue());
            case DECIMAL -> ((BigDecimal) value).stripTrailingZeros().toPlainString();
            case STRING -> "'" + value.toString().replace("\n", "\\n") + "'";
            case BOOL, INT, LONG, REAL, GUID, DYNAMIC -> value.toString();
        };
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
