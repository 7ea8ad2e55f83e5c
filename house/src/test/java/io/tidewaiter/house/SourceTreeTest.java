package io.tidewaiter.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two modules are built at a time: while one's tests read the checkout, folders of the other come and go. */
class SourceTreeTest {
    @TempDir
    Path root;

    @Test
    void whatIsBeingBuiltIsNotEntered() throws IOException, InterruptedException {
        Path source = Files.createDirectories(root.resolve("a/src/main/java")).resolve("A.java");
        Files.writeString(source, "");
        Files.writeString(root.resolve(".git"), "gitdir: elsewhere");
        Files.createDirectories(root.resolve("a/target/src/main/java"));
        AtomicBoolean ended = new AtomicBoolean();
        Thread building = Thread.ofPlatform().start(() -> build(root.resolve("a/target/classes"), ended));
        try {
            for (int times = 0; times < 2000; times++) {
                assertThat(SourceTree.files(root)).containsExactly(source);
            }
        } finally {
            ended.set(true);
            building.join();
        }
    }

    private static void build(Path classes, AtomicBoolean ended) {
        try {
            while (!ended.get()) {
                for (int i = 0; i < 20; i++) {
                    Files.createDirectories(classes.resolve("p" + i));
                }
                for (int i = 0; i < 20; i++) {
                    Files.delete(classes.resolve("p" + i));
                }
                Files.delete(classes);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
