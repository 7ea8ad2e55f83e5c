package io.tidewaiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.oci.json.JsonValue;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole command line as a shell runs it: {@code ./tidewaiter}, the Java that it becomes, and the cell. The script lies
 * in a tree of its own that says it is built, of the classes of this test.
 */
class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** A folder with a package of npm; its name and that of a folder in it are {@code prüf-船} in UTF-8. */
    private static final String IMAGE = """
            name=$(printf 'pr\\303\\274f-\\350\\210\\271')
            mkdir -p "$name/$name/node_modules/qs"
            printf '{"name":"qs","version":"6.0.0"}' >"$name/$name/node_modules/qs/package.json"
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void copyTheScript() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.copy(ROOT.resolve("tidewaiter"), home.resolve("tidewaiter"));
        Path scripts = Files.createDirectory(home.resolve("scripts"));
        for (String name : List.of("find-jdk.sh", "utf8.sh")) {
            Files.copy(ROOT.resolve("scripts").resolve(name), scripts.resolve(name));
        }
        for (String module : List.of("dist", "lib/one")) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.createFile(home.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(home.resolve("pom.xml"));
        Path built = Files.createDirectory(home.resolve("dist/target"));
        String classPath = Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        for (String name : List.of("scan.classpath", "cell.classpath")) {
            Files.writeString(built.resolve(name), classPath + "\n");
        }
        Path stamp = Files.createFile(built.resolve("built"));
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().plusSeconds(60)));
    }

    /** What a shell prints on both streams that runs the lines in the folder. */
    private String shell(Map<String, String> locale, String lines) throws IOException, InterruptedException {
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", lines).directory(folder.toFile()).redirectErrorStream(true);
        shell.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("LANG"));
        shell.environment().putAll(locale);
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = shell.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static List<String> packages(String document) {
        return JsonValue.object(document.getBytes(StandardCharsets.UTF_8)).array("packages", 10).stream()
                .map(one -> one.text("name"))
                .toList();
    }

    @Test
    void pathsOfImagesAndDocumentsAreUtf8InWhateverLocale() throws Exception {
        for (Map<String, String> locale : List.of(
                Map.<String, String>of(),
                Map.of("LANG", "C"),
                Map.of("LC_ALL", "POSIX"),
                Map.of("LANG", "xx_XX.UTF-8"),
                Map.of("LC_ALL", "C.UTF-8"))) {
            String said = shell(locale, IMAGE + """
                    home/tidewaiter scan "dir:$name" --quiet --format "json=$name/$name.json" >summary || cat summary
                    cat "$name/$name.json"
                    rm "$name/$name.json"
                    """);

            assertThat(said).as(locale.toString()).startsWith("{");
            assertThat(packages(said)).containsExactly("qs");
            assertThat(said)
                    .as(locale.toString())
                    .contains("prüf-船/node_modules/qs/package.json")
                    .contains("dir:prüf-船");
        }
    }

    @Test
    void aDocumentToStandardOutputIsAddedToWhatStandsThere() throws Exception {
        String said = shell(Map.of(), IMAGE + """
                echo before >out
                home/tidewaiter scan "dir:$name" --quiet --format json=/dev/stdout >>out
                cat out
                """);
        assertThat(said).startsWith("before\n{");
        assertThat(packages(said.substring(7))).containsExactly("qs");

        String piped = shell(Map.of(), IMAGE + """
                home/tidewaiter scan "dir:$name" --quiet --format json=/dev/stdout | cat
                """);
        assertThat(piped).isEqualTo(said.substring(7));
        String error = shell(Map.of(), IMAGE + """
                home/tidewaiter scan "dir:$name" --quiet --format json=/dev/fd/2 2>err >/dev/null
                cat err
                """);
        assertThat(error).isEqualTo(piped);
    }

    @Test
    void whereNobodyReadsStandardOutputItIsSaidInWords() throws Exception {
        String said = shell(Map.of(), IMAGE + """
                home/tidewaiter scan "dir:$name" --quiet --format json=/dev/full || echo "ended with $?"
                home/tidewaiter scan "dir:$name" --quiet --format json=/dev/stdout >/dev/full || echo "ended with $?"
                """);
        assertThat(said.lines().filter(line -> !line.startsWith("dir:")))
                .satisfiesExactly(
                        full -> assertThat(full).startsWith("tidewaiter: write /dev/full: "),
                        end -> assertThat(end).isEqualTo("ended with 1"),
                        full -> assertThat(full).startsWith("tidewaiter: write /dev/stdout: "),
                        end -> assertThat(end).isEqualTo("ended with 1"));
    }
}
