package io.tidewaiter.pull;

import static io.tidewaiter.pull.LayoutPullTest.bytes;
import static io.tidewaiter.pull.LayoutPullTest.pull;
import static io.tidewaiter.pull.LayoutPullTest.pulled;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.testkit.NamedPipe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPullTest {
    @TempDir
    Path folder;

    @Test
    void makesATarThatAnotherReaderReads() throws IOException, InterruptedException {
        String longName = "d/" + "n".repeat(120) + ".txt";
        Files.createDirectories(folder.resolve("d/e"));
        Files.writeString(folder.resolve(longName), "long");
        Files.writeString(folder.resolve("d/ü"), "umlaut");
        Files.write(folder.resolve("a"), new byte[513]);
        Files.createFile(folder.resolve("d/e/empty"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("d/../loop"));
        Files.createSymbolicLink(folder.resolve("up"), Path.of(".."));
        Files.setPosixFilePermissions(folder.resolve("a"), PosixFilePermissions.fromString("rwxr-x--x"));
        NamedPipe.make(folder.resolve("pipe"));
        PulledImage image = pulled(pull("dir:" + folder));
        PulledLayer layer = image.layers().getFirst();
        byte[] tar = bytes(layer);
        Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
        Map<String, Integer> sizes = new LinkedHashMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), entry);
                sizes.put(entry.getName(), in.readAllBytes().length);
            }
        }

        assertThat(entries.keySet())
                .containsExactly("a", "d/", "d/e/", "d/e/empty", longName, "d/ü", "link", "loop", "up");
        assertThat(sizes).containsEntry("a", 513).containsEntry(longName, 4).containsEntry("d/ü", 6);
        assertThat(entries.get("link").getLinkName()).isEqualTo("/etc/passwd");
        assertThat(entries.get("a").getMode() & 0777).isEqualTo(0751);
        assertThat(image.identity().digest()).isNull();
        assertThat(layer.digest()).isNull();
        assertThat(layer.storedBytes()).isEqualTo(513 + 4 + 6);
        assertThat(bytes(layer)).isEqualTo(tar);
    }

    @Test
    void aFileThatChangesWhileItIsReadKeepsTheArchiveWhole() throws IOException {
        Files.write(folder.resolve("a"), new byte[100]);
        Files.write(folder.resolve("b"), new byte[2000]);
        PulledLayer layer = pulled(pull("dir:" + folder)).layers().getFirst();
        Files.delete(folder.resolve("a"));
        try (var in = layer.bytes().open()) {
            assertThat(in.readNBytes(512)).hasSize(512);
            Files.write(folder.resolve("b"), new byte[1]);
            assertThat(in.readAllBytes().length % 512).isZero();
        }
    }

    @Test
    void saysThatThereIsNoFolder() throws IOException {
        assertThat(pull("dir:" + folder.resolve("none"))).isInstanceOf(PullResult.Gone.class);
        assertThat(pull("dir:" + Files.createFile(folder.resolve("f")))).isInstanceOf(PullResult.Gone.class);
    }
}
