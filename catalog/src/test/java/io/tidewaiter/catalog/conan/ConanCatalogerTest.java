package io.tidewaiter.catalog.conan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConanCatalogerTest {
    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new ConanCataloger(), Layouts.file(path, content), content);
    }

    private static List<String> packages(String path, String text) {
        return Layouts.packages(facts(path, text));
    }

    @ParameterizedTest
    @CsvSource({
        "root/.conan/data/zlib/1.2.13/_/_/package/6af9/conaninfo.txt, true",
        "root/.conan2/p/cache.sqlite3, true",
        "build/conaninfo.txt, false",
        "x/cache.sqlite3, false",
    })
    void wantsWhatIsInstalledAndNothingElse(String path, boolean wanted) {
        assertThat(new ConanCataloger().wants(Layouts.file(path, new byte[0]))).isEqualTo(wanted);
    }

    @Test
    void theFolderOfABinaryNamesIt() {
        assertThat(packages("root/.conan/data/zlib/1.2.13/_/_/package/6af9cc7/conaninfo.txt", "[settings]\n"))
                .containsExactly("conan:zlib@1.2.13");
    }

    @Test
    void theDatabaseOfVersionTwoNamesThem(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("cache.sqlite3");
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = database.createStatement()) {
            statement.execute(
                    "CREATE TABLE packages (reference text NOT NULL, rrev text NOT NULL, pkgid text, prev text,"
                            + " path text NOT NULL UNIQUE, timestamp real NOT NULL, build_id text, UNIQUE(reference, rrev, pkgid))");
            statement.execute(
                    "INSERT INTO packages VALUES ('openssl/3.2.0', 'a', 'b', 'c', 'x', 1.5, null),"
                            + " ('openssl/3.2.0', 'a', 'd', 'e', 'y', 1.5, null),"
                            + " ('boost/1.83.0@team/stable', 'a', 'b', 'c', 'z', 1.5, null), ('odd', 'a', 'b', 'c', 'o', 1.5, null)");
        }
        byte[] content = Files.readAllBytes(file);
        List<Fact> facts =
                Layouts.facts(new ConanCataloger(), Layouts.file("root/.conan2/p/cache.sqlite3", content), content);
        assertThat(Layouts.packages(facts)).containsExactly("conan:boost@1.83.0", "conan:openssl@3.2.0");
        assertThat(Layouts.unread(facts)).hasSize(1);
        assertThat(Layouts.unread(facts("root/.conan2/p/cache.sqlite3", "no database")))
                .hasSize(1);
    }
}
