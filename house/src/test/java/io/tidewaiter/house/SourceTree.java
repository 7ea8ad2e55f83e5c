package io.tidewaiter.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checkout as text. */
final class SourceTree {
    static final Path ROOT =
            Path.of(System.getProperty("tidewaiter.root", ".")).toAbsolutePath().normalize();

    private SourceTree() {}

    /** Every Java file below {@code src/main/java} or {@code src/test/java} of a module. */
    static List<Path> java(String sourceSet) {
        return files().filter(
                        f -> f.toString().endsWith(".java") && f.toString().contains("/src/" + sourceSet + "/java/"))
                .toList();
    }

    static Stream<Path> files() {
        try (Stream<Path> walk = Files.walk(ROOT)) {
            return walk
                    .filter(Files::isRegularFile)
                    .filter(f ->
                            !ROOT.relativize(f).toString().matches("(?:.*/)?(?:target|\\.git|\\.tidewaiter)/.*|\\.git"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static String shown(Path file) {
        return ROOT.relativize(file).toString();
    }
}
