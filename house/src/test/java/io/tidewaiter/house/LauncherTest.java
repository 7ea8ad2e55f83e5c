package io.tidewaiter.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code ./tidewaiter} gives the JVM that it becomes. */
class LauncherTest {
    private static final String UMLAUT = "\\303\\274";

    /** The locale that the launcher runs Java in, of what it was given and an argument written for printf. */
    private static String locale(Map<String, String> environment, String argument)
            throws IOException, InterruptedException {
        String script = ". scripts/utf8.sh; home=/; PWD=/; use_utf8 scan \"$(printf '" + argument
                + "')\"; echo \"${LC_ALL:-as it was}\"";
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script)
                .directory(SourceTree.ROOT.toFile())
                .redirectErrorStream(true);
        shell.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("LANG"));
        shell.environment().putAll(environment);
        Process process = shell.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    @Test
    void namesOfFilesAreUtf8WhereNoLocaleSaysSo() throws Exception {
        assertThat(locale(Map.of(), "a")).isEqualTo("C.UTF-8");
        assertThat(locale(Map.of("LC_ALL", "POSIX", "LANG", "de_DE.UTF-8"), "a"))
                .isEqualTo("C.UTF-8");
        assertThat(locale(Map.of("LANG", "C"), UMLAUT)).isEqualTo("C.UTF-8");
        assertThat(locale(Map.of("LANG", "xx_XX.UTF-8"), UMLAUT))
                .as("a locale that is not installed")
                .isEqualTo("C.UTF-8");
    }

    @Test
    void aLocaleThatIsThereStays() throws Exception {
        assertThat(locale(Map.of("LC_ALL", "C.utf8"), UMLAUT)).isEqualTo("C.utf8");
        assertThat(locale(Map.of("LANG", "C.UTF-8"), UMLAUT)).isEqualTo("as it was");
        assertThat(locale(Map.of("LANG", "xx_XX.UTF-8"), "a")).isEqualTo("as it was");
    }

    @Test
    void whereNothingTellsOfALocaleItIsUtf8() throws Exception {
        assertThat(locale(Map.of("LANG", "xx_XX.UTF-8"), "dir:/srv"))
                .as("a folder may hold such names")
                .isEqualTo("C.UTF-8");
        assertThat(locale(Map.of("LANG", "xx_XX.UTF-8", "PATH", "/nonexistent"), UMLAUT))
                .as("there is no program to ask")
                .isEqualTo("C.UTF-8");
    }

    @Test
    void theLauncherAsksForIt() throws IOException {
        Path launcher = SourceTree.ROOT.resolve("tidewaiter");
        assertThat(Files.readString(launcher)).contains("\nuse_utf8 \"$@\"\n");
    }
}
