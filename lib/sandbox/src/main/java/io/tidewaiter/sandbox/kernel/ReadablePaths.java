package io.tidewaiter.sandbox.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a confined JVM provably needs to read: its JDK with what distributions link out of it, the folder of the C
 * library (and with it libraries such as ISA-L), the kernel's random numbers; and what the caller names.
 */
public final class ReadablePaths {
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final int MAPS_LINES_MAX = 20_000;

    private ReadablePaths() {}

    /**
     * All of it, as real paths that exist.
     *
     * @param java the java executable
     * @param named files and folders of the class path and the like; what does not exist is left out, as a JVM does
     */
    public static Set<Path> of(Path java, Collection<Path> named) throws IOException {
        Set<Path> paths = new LinkedHashSet<>();
        Path bin = java.toRealPath().getParent();
        Path home = bin == null || bin.getParent() == null ? java.toRealPath() : bin.getParent();
        add(paths, home);
        for (String linkedOut : new String[] {"conf", "conf/security", "conf/security/java.security", "lib/security"}) {
            add(paths, home.resolve(linkedOut));
        }
        libraryFolders(paths);
        add(paths, Path.of("/dev/random"));
        add(paths, Path.of("/dev/urandom"));
        for (Path path : named) {
            add(paths, path);
        }
        return paths;
    }

    private static void add(Set<Path> paths, Path path) throws IOException {
        if (Files.exists(path)) {
            Path real = path.toRealPath();
            if (paths.stream().noneMatch(real::startsWith)) {
                paths.add(real);
            }
        }
    }

    /** The folders of the C library and of the loader that this very process runs with. */
    private static void libraryFolders(Set<Path> paths) throws IOException {
        try (Stream<String> lines = Files.lines(MAPS)) {
            Set<Path> libraries = new LinkedHashSet<>();
            lines.limit(MAPS_LINES_MAX).forEach(line -> {
                int slash = line.indexOf('/');
                if (slash > 0 && isLoaderOrLibc(line.substring(line.lastIndexOf('/') + 1))) {
                    libraries.add(Path.of(line.substring(slash)));
                }
            });
            for (Path library : libraries) {
                Path folder = library.getParent();
                if (folder != null && Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS)) {
                    add(paths, folder);
                }
            }
        }
    }

    /** {@code libc.so.6}, {@code libc-2.31.so}, {@code ld-linux-x86-64.so.2}, {@code ld-musl-x86_64.so.1} and the like. */
    private static boolean isLoaderOrLibc(String name) {
        return name.contains(".so")
                && (name.startsWith("ld-")
                        || name.startsWith("ld.")
                        || name.startsWith("libc-")
                        || name.startsWith("libc."));
    }
}
