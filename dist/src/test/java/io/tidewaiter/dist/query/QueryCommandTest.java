package io.tidewaiter.dist.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.FirstCredential;
import io.tidewaiter.server.Server;
import io.tidewaiter.server.ServerConfig;
import io.tidewaiter.store.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command against a real service. */
class QueryCommandTest {
    private static final String QUERY =
            "resources | project name, location, n = 1, ok = true, ['a=b'] = '=1+1' | order by name asc";

    @TempDir
    static Path folder;

    private static State state;
    private static Server server;
    private static FirstCredential admin;

    @BeforeAll
    static void start() {
        state = State.open(folder, Clock.systemUTC());
        server = Server.start(ServerConfig.in(folder).onPorts(0, 0).onAddress("127.0.0.1"), state);
        admin = server.firstCredential().orElseThrow();
        for (String name : new String[] {"one", "two"}) {
            state.resources()
                    .putRegistry(
                            new RegistryResource(admin.subscriptionId(), "rg", name, "here", name + ".example", "{}"),
                            "test");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> run("--format", "csv", QUERY).contains("two"));
    }

    @AfterAll
    static void stop() {
        server.close();
        state.close();
    }

    private static String run(String... arguments) throws Exception {
        return new String(bytes(arguments), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String... arguments) throws Exception {
        QueryCommand command = new QueryCommand(Map.of(
                "TIDEWAITER_SERVER",
                server.url(),
                "TIDEWAITER_CA",
                server.certificate().toString(),
                "TIDEWAITER_CLIENT_ID",
                admin.clientId(),
                "TIDEWAITER_CLIENT_SECRET",
                admin.secret()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = command.run(
                new CommandLine(command.spec()).parseArgs(arguments),
                new Terminal(out, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)));
        assertThat(code).isZero();
        return out.toByteArray();
    }

    @Test
    void writesATableForPeople() throws Exception {
        assertThat(run(QUERY)).isEqualTo("""
                name  location  n  ok    a=b
                ----  --------  -  ----  ----
                one   here      1  true  =1+1
                two   here      1  true  =1+1
                """);
    }

    @Test
    void writesCsvThatNoSheetTakesForAFormula() throws Exception {
        assertThat(run("--format", "csv", QUERY))
                .isEqualTo("name,location,n,ok,a=b\r\none,here,1,true,'=1+1\r\ntwo,here,1,true,'=1+1\r\n");
    }

    @Test
    void writesJsonAsObjects() throws Exception {
        assertThat(run("--format", "json", QUERY)).contains("\"name\" : \"one\"", "\"n\" : 1", "\"ok\" : true");
    }

    @Test
    void writesParquetWithTypes() throws Exception {
        Path file = folder.resolve("rows.parquet");
        run("--format", "parquet", "--output", file.toString(), QUERY);
        assertThat(bytes("--format", "parquet", QUERY)).startsWith('P', 'A', 'R', '1');

        assertThat(Files.size(file)).isPositive();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sum(n), bool_and(ok), max(name) FROM '" + file + "'")) {
            rows.next();
            assertThat(rows.getLong(1)).isEqualTo(2);
            assertThat(rows.getBoolean(2)).isTrue();
            assertThat(rows.getString(3)).isEqualTo("two");
        }
    }

    @Test
    void numbersWithoutAnEndAreThoseInEveryForm() throws Exception {
        String query = "print a = real(nan), b = real(+inf), c = real(-inf), d = -1.5, e = real(null)";
        assertThat(run("--format", "csv", query)).isEqualTo("a,b,c,d,e\r\nNaN,Infinity,-Infinity,-1.5,\r\n");
        assertThat(run("--format", "json", query)).contains("\"a\" : \"NaN\"", "\"c\" : \"-Infinity\"", "\"e\" : null");
        Path file = folder.resolve("endless.parquet");
        run("--format", "parquet", "--output", file.toString(), query);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM '" + file + "'")) {
            rows.next();
            assertThat(rows.getDouble(1)).isNaN();
            assertThat(rows.getDouble(2)).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(rows.getDouble(3)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(rows.getDouble(4)).isEqualTo(-1.5);
            assertThat(rows.getObject(5)).isNull();
        }
    }

    @Test
    void runsAQueryThatShipsAndListsThem() throws Exception {
        assertThat(run("--list")).contains("who-runs-log4j");
        assertThat(run("--saved", "worst-images")).startsWith("registry");
    }

    @Test
    void rowsAreCutWhereAsked() throws Exception {
        assertThat(run("--rows", "1", "--format", "csv", QUERY).lines()).hasSize(2);
    }

    @Test
    void saysWhatIsWrongWithAQuery() {
        assertThatThrownBy(() -> run("resources | whre x"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("400");
        assertThatThrownBy(() -> run()).isInstanceOf(CliException.class).hasMessageContaining("--saved");
    }
}
