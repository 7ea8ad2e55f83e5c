package io.tidewaiter.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidewaiter.clib.CCalls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cache that an unconfined child recorded serves confined ones. */
@Timeout(120)
class CellTrainingTest {
    @TempDir
    Path folder;

    @Test
    void aConfinedCellStartsFromItsCache() throws IOException {
        CellConfig config =
                CellConfig.defaults(jars(), CellActor.class.getName()).withUnconfinedAllowed(true);
        Path cache = folder.resolve("cell.aot");
        CellTraining.train(
                config, cache, cell -> assertThat(Cells.ask(cell, "random")).isEqualTo("done"));
        // AOTMode=on: the JVM refuses to start where it cannot use the cache.
        CellConfig cached = config.withAotCache(cache).withReadable(List.of(), List.of("-XX:AOTMode=on"));
        try (Cell cell = Cell.start(cached)) {
            assertThat(cell.confinement().confined())
                    .isEqualTo(Confinement.probe().confined());
            assertThat(Cells.ask(cell, "random")).isEqualTo("done");
        }
        Files.writeString(cache, "not a cache");
        assertThat(catchThrowableOfType(CellException.class, () -> Cell.start(cached))
                        .code())
                .isEqualTo(CellException.Code.START_FAILED);
        try (Cell cell = Cell.start(config.withAotCache(cache))) {
            assertThat(Cells.ask(cell, "random")).isEqualTo("done"); // a cache is never a condition
        }
    }

    /** Caches know jars only; in the build our classes lie in folders. */
    private List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Class<?> type : List.of(Cell.class, CellActor.class, CCalls.class)) {
            Path root = root(type);
            jars.add(Files.isDirectory(root) ? jar(type, root) : root);
        }
        return jars;
    }

    private Path jar(Class<?> type, Path root) throws IOException {
        Path file = folder.resolve(type.getSimpleName() + ".jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
                Stream<Path> classes = Files.walk(root)) {
            for (Path path : classes.filter(p -> p.toString().endsWith(".class"))
                    .filter(p -> !p.endsWith("package-info.class"))
                    .toList()) {
                jar.putNextEntry(new JarEntry(root.relativize(path).toString()));
                Files.copy(path, jar);
            }
        }
        return file;
    }

    private static Path root(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
