package io.tidewaiter.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.testkit.NamedPipe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    private Path folder;

    private static void say(OutputStream out) throws IOException {
        out.write("document".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPipeIsWrittenToAndStaysOne() throws Exception {
        Path pipe = NamedPipe.make(folder.resolve("pipe"));
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                return e.toString();
            }
        });
        new OutputFile(pipe).write(OutputFileTest::say);

        assertThat(new OutputFile(pipe).isDevice()).isTrue();
        assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo("document");
    }

    @Test
    void aLinkStaysALinkAndItsFileIsReplaced() throws IOException {
        Path real = Files.writeString(folder.resolve("real"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
        new OutputFile(link).write(OutputFileTest::say);

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("document");
    }

    @Test
    void aLinkToWhatIsNotThereYetStaysOne() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("new"));
        new OutputFile(link).write(OutputFileTest::say);

        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("new")).hasContent("document");
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertThatThrownBy(() -> new OutputFile(loop).write(OutputFileTest::say))
                .isInstanceOf(CliException.class)
                .hasMessage("write " + loop + ": too many links");
        assertThat(loop).isSymbolicLink();
    }

    @Test
    void whatOnlySomeMayReadStaysSo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        new OutputFile(file).write(OutputFileTest::say);

        assertThat(file).hasContent("document");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void whatBreaksOffLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(() -> new OutputFile(file).write(out -> {
                    out.write('x');
                    throw new IOException("No space left on device\n at [nowhere]");
                }))
                .isInstanceOf(CliException.class)
                .hasMessage("write " + file + ": No space left on device");
        assertThat(file).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void saysWhatAStreamDoesNotTake() {
        OutputStream full = new ByteArrayOutputStream() {
            @Override
            public void flush() throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThatThrownBy(() -> OutputFile.write("to stdout", full, OutputFileTest::say))
                .isInstanceOf(CliException.class)
                .hasMessage("write to stdout: Broken pipe");
        assertThatThrownBy(() -> OutputFile.write("to stdout", full, out -> {
                    throw new IllegalStateException("wrapped", new IOException("Broken pipe"));
                }))
                .hasMessage("write to stdout: Broken pipe");
    }

    @Test
    void aFolderIsRefusedBeforehand() {
        assertThatThrownBy(() -> new OutputFile(folder).check())
                .isInstanceOf(CliException.class)
                .hasMessageEndingWith("it is a folder; name a file");
    }
}
