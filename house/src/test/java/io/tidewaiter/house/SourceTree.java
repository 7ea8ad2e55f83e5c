package io.tidewaiter.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The checkout as text. */
final class SourceTree {
    static final Path ROOT =
            Path.of(System.getProperty("tidewaiter.root", ".")).toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".tidewaiter");

    private SourceTree() {}

    /** Every Java file below {@code src/main/java} or {@code src/test/java} of a module. */
    static List<Path> java(String sourceSet) {
        return files().filter(
                        f -> f.toString().endsWith(".java") && f.toString().contains("/src/" + sourceSet + "/java/"))
                .toList();
    }

    static Stream<Path> files() {
        return files(ROOT).stream();
    }

    /** What is built is not entered: another module may be building it at the same time, and folders come and go. */
    static List<Path> files(Path root) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return isOurs(folder) || folder.equals(root)
                            ? FileVisitResult.CONTINUE
                            : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (isOurs(file) && Files.isRegularFile(file)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static boolean isOurs(Path path) {
        return !NOT_OURS.contains(String.valueOf(path.getFileName()));
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
