package io.tidewaiter.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.cli.Main;
import io.tidewaiter.cli.command.CommandTree;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.testkit.NamedPipe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbCommandsTest {
    private static final String RECORD = """
            {"id": "CVE-2021-44228", "modified": "2025-01-02T00:00:00Z",
             "affected": [{"package": {"ecosystem": "Maven", "name": "org.apache.logging.log4j:log4j-core"},
                           "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "2.0"}, {"fixed": "2.15.0"}]}]}]}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();
    private Path feeds = Path.of("");
    private Path database = Path.of("");

    @BeforeEach
    void feeds() throws IOException {
        feeds = Files.createDirectories(folder.resolve("feeds"));
        database = folder.resolve("new").resolve("a.db");
        Files.createDirectories(feeds.resolve("Maven"));
        Files.writeString(feeds.resolve("Maven").resolve("log4j.json"), RECORD);
    }

    private int run(String... arguments) {
        data.reset();
        talk.reset();
        CommandTree tree = Main.tree(List.of());
        return tree.run(arguments, new Terminal(data, new PrintStream(talk, true, StandardCharsets.UTF_8)));
    }

    private String data() {
        return data.toString(StandardCharsets.UTF_8);
    }

    private String talk() {
        return talk.toString(StandardCharsets.UTF_8);
    }

    @Test
    void buildsAndSaysWhatIsInIt() {
        assertThat(run("db", "build", "--from", feeds.toString(), "--output", database.toString()))
                .isZero();
        assertThat(talk()).isEmpty();
        String built = data();
        assertThat(built).startsWith("database").contains("digest").contains("sha256:");
        assertThat(built.lines().filter(line -> line.startsWith("advisories"))).containsExactly("advisories  1");
        assertThat(run("db", "status", "--db", database.toString())).isZero();
        assertThat(data().lines().skip(data().lines().toList().indexOf("") + 1))
                .containsExactly("Maven       1  2025-01-02T00:00:00Z");
    }

    @Test
    void theSameFeedsGiveTheSameBytesAndTheSameWords() throws IOException {
        run("db", "build", "--from", feeds.toString(), "--output", database.toString());
        String words = data();
        byte[] bytes = Files.readAllBytes(database);
        run("db", "build", "--from", feeds.toString(), "--output", database.toString());
        assertThat(data()).isEqualTo(words);
        assertThat(Files.readAllBytes(database)).isEqualTo(bytes);
    }

    @Test
    void aLinkToTheDatabaseStaysALink() throws IOException {
        Path link = folder.resolve("link.db");
        Path real = Files.createFile(folder.resolve("real.db"));
        Files.createSymbolicLink(link, real);

        assertThat(run("db", "build", "--from", feeds.toString(), "--output", link.toString()))
                .isZero();
        assertThat(link).isSymbolicLink();
        assertThat(real).isNotEmptyFile();
    }

    @Test
    void aPipeIsNoPlaceForADatabase() throws IOException, InterruptedException {
        Path pipe = NamedPipe.make(folder.resolve("pipe"));

        assertThat(run("db", "build", "--from", feeds.toString(), "--output", pipe.toString()))
                .isEqualTo(1);
        assertThat(talk()).contains("it is a device or a pipe; name a file");
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    @Test
    void documentsThatAreSetAsideAreNamedAndDoNotFail() throws IOException {
        Files.writeString(feeds.resolve("Maven").resolve("bad\u001b[2J.json"), "{\"id\": 7}");
        assertThat(run("db", "build", "--from", feeds.toString(), "--output", database.toString()))
                .isZero();
        assertThat(talk()).startsWith("set aside Maven/bad?[2J.json: ").doesNotContain("\u001b");
        assertThat(data()).containsPattern("refused +1");
    }

    @Test
    void aFeedThatCannotBeReadFailsAfterTheOthersAreWritten() throws IOException {
        Files.createDirectories(feeds.resolve("PyPI"));
        Files.writeString(feeds.resolve("PyPI").resolve("all.zip"), "no zip");
        assertThat(run("db", "build", "--from", feeds.toString(), "--output", database.toString()))
                .isEqualTo(1);
        assertThat(talk()).startsWith("not read: PyPI/all.zip: ");
        assertThat(run("db", "status", "--db", database.toString())).isZero();
        assertThat(data()).contains("not read").contains("PyPI/all.zip");
    }

    @Test
    void whatCannotBeDoneIsSaidInOneLine() throws IOException {
        assertThat(run("db", "build", "--from", folder.resolve("none").toString(), "--output", database.toString()))
                .isEqualTo(1);
        assertThat(talk()).contains("there is no such folder").hasLineCount(1);
        assertThat(run("db", "status", "--db", database.toString())).isEqualTo(1);
        assertThat(talk())
                .isEqualTo("tidewaiter: open advisory database " + database
                        + ": there is no such file or folder; check the path or build one with db build\n");
        assertThat(run("db", "build", "--from", feeds.toString(), "--output", folder.toString()))
                .isEqualTo(1);
        assertThat(talk()).contains("name a file");
        assertThat(run("db", "build")).isEqualTo(64);
        assertThat(run("db", "build", "--help")).isZero();
        assertThat(data()).contains("--from=DIR");
    }

    @Test
    void whatIsNoDatabaseIsNamed() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "x".repeat(1000));
        assertThat(run("db", "status", "--db", other.toString())).isEqualTo(1);
        assertThat(talk()).contains(other + ": ").contains("does not begin like one");
    }

    @Test
    void aCommandThatIsNotThereIsNamedAndEveryGroupHasHelp() {
        assertThat(run("bd", "build")).isEqualTo(64);
        assertThat(talk()).isEqualTo("tidewaiter: there is no command 'bd'\nTry 'tidewaiter --help'.\n");
        assertThat(run("db", "made")).isEqualTo(64);
        assertThat(talk()).isEqualTo("tidewaiter: there is no command 'made'\nTry 'tidewaiter db --help'.\n");
        assertThat(run("--help")).isZero();
        assertThat(data()).contains("Usage: tidewaiter", "db");
        assertThat(run("db", "-h")).isZero();
        assertThat(data()).contains("Usage: tidewaiter db", "build");
    }

    @Test
    void helpTellsTheLimitsThatAScanHas() {
        assertThat(run("help", "limits")).isZero();
        Limits layer = Limits.standard();
        assertThat(data())
                .containsPattern("compressed-bytes +" + (layer.compressedBytesMax() >> 30) + "g ")
                .containsPattern("expanded-bytes +" + (layer.expandedBytesMax() >> 30) + "g ")
                .containsPattern("ratio +" + layer.ratioMax() + " ")
                .containsPattern("entries +" + layer.entriesMax() + " ")
                .containsPattern("path-bytes +" + (layer.pathBytesMax() >> 10) + "k ")
                .containsPattern("depth +" + layer.depthMax() + " ")
                .contains("--timeout");
        assertThat(run("help", "limits", "more")).isEqualTo(64);
    }

    @Test
    void aDamagedDatabaseIsToldFromAWholeOne() throws IOException {
        run("db", "build", "--from", feeds.toString(), "--output", database.toString());
        byte[] bytes = Files.readAllBytes(database);
        bytes[bytes.length - 1] ^= 1;
        Path damaged = folder.resolve("damaged.db");
        Files.write(damaged, bytes);
        assertThat(run("db", "status", "--db", damaged.toString())).isEqualTo(1);
        assertThat(data()).contains("(damaged)");
        assertThat(talk()).contains("not the digest that it names");
    }

    @Test
    void theUsersDatabaseIsWhereTheyKeepTheirData() {
        Path home = Path.of("/home/x");
        assertThat(UserDatabase.path(Map.of(), home)).hasToString("/home/x/.local/share/tidewaiter/advisories.db");
        assertThat(UserDatabase.path(Map.of("XDG_DATA_HOME", "/data"), home))
                .hasToString("/data/tidewaiter/advisories.db");
        assertThat(UserDatabase.path(Map.of("XDG_DATA_HOME", "/data", "TIDEWAITER_DB", "/x.db"), home))
                .hasToString("/x.db");
    }

    @Test
    void updateFetchesWhatChangedAndKeepsWhatIsThere() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean isGood = exchange.getRequestURI().getPath().endsWith("good.json");
            byte[] bytes = (isGood ? RECORD : "<html>sorry</html>").getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        try {
            String address = " http://localhost:" + server.getAddress().getPort();
            Path good = Files.writeString(folder.resolve("good.txt"), "Maven/log4j.json" + address + "/good.json\n");
            Path bad = Files.writeString(folder.resolve("bad.txt"), "Maven/log4j.json" + address + "/bad.json\n");
            Path into = folder.resolve("fetched");
            String[] arguments = {
                "db", "update", "--sources", good.toString(), "--from", into.toString(), "--output", database.toString()
            };
            assertThat(run(arguments)).isZero();
            assertThat(talk()).startsWith("Maven/log4j.json: updated");
            assertThat(data()).contains("advisories");
            arguments[3] = bad.toString();
            assertThat(run(arguments)).isEqualTo(1);
            assertThat(talk()).contains("refused: a web page");
            assertThat(into.resolve("Maven").resolve("log4j.json")).hasContent(RECORD);
        } finally {
            server.stop(0);
        }
    }
}
