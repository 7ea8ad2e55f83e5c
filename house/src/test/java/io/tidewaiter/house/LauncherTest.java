package io.tidewaiter.house;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** The class that the launcher gives the JVM for a command, told by one that only says what it was given. */
    private static String mainClass(Path home, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(home.resolve("tidewaiter").toString()));
        line.addAll(List.of(command));
        ProcessBuilder launcher = new ProcessBuilder(line).redirectErrorStream(true);
        launcher.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        Process process = launcher.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip().replaceAll("(?s).*io\\.tidewaiter\\.(\\S+Main).*", "$1");
    }

    /** A folder with the launcher, what it would have built, and a JDK that tells its arguments. */
    private static Path home(Path folder) throws IOException {
        Files.copy(SourceTree.ROOT.resolve("tidewaiter"), folder.resolve("tidewaiter"), COPY_ATTRIBUTES);
        Files.createDirectories(folder.resolve("scripts"));
        for (String script : List.of("find-jdk.sh", "utf8.sh")) {
            Files.copy(SourceTree.ROOT.resolve("scripts/" + script), folder.resolve("scripts/" + script));
        }
        Files.createDirectories(folder.resolve("module/src/main"));
        Files.createDirectories(folder.resolve("lib/module/src/main"));
        for (String pom : List.of("pom.xml", "module/pom.xml", "lib/module/pom.xml")) {
            Files.createFile(folder.resolve(pom));
        }
        Path out = Files.createDirectories(folder.resolve("dist/target"));
        for (String name : List.of("scan.classpath", "service.classpath", "cell.classpath", "built")) {
            Files.writeString(out.resolve(name), "nothing.jar\n");
        }
        Path programs = Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        for (String program : List.of("java", "javac")) {
            Path file = Files.writeString(programs.resolve(program), "#!/bin/sh\necho \"$@\"\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        return folder;
    }

    @Test
    void everyCommandIsGivenToAProgramThatKnowsIt(@TempDir Path folder) throws Exception {
        Path home = home(folder);
        for (String command : List.of("scan", "db", "doctor", "version", "train")) {
            assertThat(mainClass(home, command, "x")).as(command).isEqualTo("cli.Main");
        }
        for (String command : List.of("serve", "demo", "query", "registry", "plan", "backup", "restore")) {
            assertThat(mainClass(home, command, "x")).as(command).isEqualTo("dist.ServiceMain");
            assertThat(mainClass(home, "help", command)).as(command).isEqualTo("dist.ServiceMain");
        }
        assertThat(mainClass(home)).isEqualTo("dist.ServiceMain");
        assertThat(mainClass(home, "--help")).isEqualTo("dist.ServiceMain");
    }
}
