package io.tidewaiter.sandbox.kernel;

import io.tidewaiter.clib.CArena;
import io.tidewaiter.clib.CCalls;
import io.tidewaiter.clib.CMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a confined JVM provably needs to read: its JDK with what distributions link out of it, the folder of the C
 * library (and with it libraries such as ISA-L), the kernel's random numbers; and what the caller names.
 */
public final class ReadablePaths {
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final int MAPS_LINES_MAX = 20_000;
    private static final int DL_INFO_BYTES = 32; // Dl_info: of four addresses the first is that of the file's name
    private static final int PATH_MAX = 4096;

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
        Set<Path> libraries = CCalls.here().map(ReadablePaths::asTheLoaderSays).orElse(Set.of());
        for (Path library : libraries.isEmpty() ? mapped() : libraries) {
            Path folder = library.getParent();
            if (folder != null && Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS)) {
                add(paths, folder);
            }
        }
    }

    /** Their files ({@code dladdr(3)}); none where it does not name both. To read all mappings takes five milliseconds. */
    static Set<Path> asTheLoaderSays(CCalls calls) {
        OptionalLong ask = calls.find("dladdr");
        OptionalLong resolve = calls.find("realpath");
        Set<Path> libraries = new LinkedHashSet<>();
        for (String function : new String[] {"posix_spawn", "__tls_get_addr"}) { // of the one, of the other
            OptionalLong address = calls.find(function);
            if (ask.isEmpty() || resolve.isEmpty() || address.isEmpty()) {
                return Set.of();
            }
            try (CArena arena = new CArena()) {
                CMemory info = arena.allocate(DL_INFO_BYTES);
                CMemory path = arena.allocate(PATH_MAX);
                boolean found = (int) calls.call(ask.getAsLong(), address.getAsLong(), info.address()) != 0
                        && calls.call(resolve.getAsLong(), info.bytes().getLong(0), path.address()) != 0;
                Path library = Path.of(found ? text(path.bytes()) : "");
                if (!isLoaderOrLibc(library.getFileName().toString())) {
                    return Set.of();
                }
                libraries.add(library);
            }
        }
        return libraries;
    }

    private static String text(ByteBuffer bytes) {
        int end = 0;
        while (end < bytes.limit() && bytes.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end];
        bytes.get(0, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** The same by what is mapped. */
    static Set<Path> mapped() throws IOException {
        try (Stream<String> lines = Files.lines(MAPS)) {
            Set<Path> libraries = new LinkedHashSet<>();
            lines.limit(MAPS_LINES_MAX).forEach(line -> {
                int slash = line.indexOf('/');
                if (slash > 0 && isLoaderOrLibc(line.substring(line.lastIndexOf('/') + 1))) {
                    libraries.add(Path.of(line.substring(slash)));
                }
            });
            return libraries;
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
