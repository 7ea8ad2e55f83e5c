package io.tidewaiter.cli.doctor;

import io.tidewaiter.catalog.CellProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine and the installation. */
final class MachineChecks {
    private static final int JAVA_MIN = 25;
    private static final long MEMORY_MIB_MIN = 400;
    private static final long MEMORY_MIB_WANTED = 1000;

    private MachineChecks() {}

    static List<Finding> all() {
        return List.of(java(), caches(), memory(), folder(CellProgram.cacheFolder()));
    }

    private static Finding java() {
        String version = Runtime.version() + " in " + System.getProperty("java.home");
        return Finding.of(
                Runtime.version().feature() >= JAVA_MIN, "java", version, "install JDK " + JAVA_MIN + " or later");
    }

    private static Finding caches() {
        String advice = "run through ./tidewaiter, which trains them: without, each scan starts half a second later";
        String named = System.getProperty(CellProgram.AOT_PROPERTY, "");
        if (named.isEmpty() || !Files.isReadable(Path.of(named))) {
            return Finding.warning("aot caches", "none for the cell", advice);
        }
        return Files.isReadable(Path.of(named).resolveSibling("scan.aot"))
                ? Finding.ok("aot caches", "for the scan and the cell")
                : Finding.warning("aot caches", "none for the scan", advice);
    }

    private static Finding memory() {
        Optional<Long> available = availableMib();
        if (available.isEmpty()) {
            return Finding.warning(
                    "memory", "this system does not say what is free", "have " + MEMORY_MIB_WANTED + " MiB free");
        }
        String saw = available.get() + " MiB free, " + Runtime.getRuntime().availableProcessors() + " processors";
        if (available.get() < MEMORY_MIB_MIN) {
            return Finding.problem("memory", saw, "free " + MEMORY_MIB_MIN + " MiB or more: a cell may need them");
        }
        return available.get() < MEMORY_MIB_WANTED
                ? Finding.warning("memory", saw, "large images may need " + MEMORY_MIB_WANTED + " MiB")
                : Finding.ok("memory", saw);
    }

    /** The kernel's own estimate (proc(5), "MemAvailable", in kB). */
    private static Optional<Long> availableMib() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
                if (line.startsWith("MemAvailable:")) {
                    String kilobytes = line.replaceAll("[^0-9]", "");
                    return kilobytes.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(kilobytes) / 1024);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Finding folder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "doctor", ".tmp"));
            return Finding.ok("cache folder", folder.toString());
        } catch (IOException e) {
            return Finding.warning(
                    "cache folder",
                    folder + " cannot be written: " + e,
                    "make it writable or set XDG_CACHE_HOME: the zstd library is unpacked there");
        }
    }
}
