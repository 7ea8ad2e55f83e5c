package io.tidewaiter.catalog;

import io.tidewaiter.clib.CCalls;
import io.tidewaiter.oci.hash.ContentHash;
import io.tidewaiter.sandbox.CellConfig;
import io.tidewaiter.sandbox.CellTraining;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How the cell's program is started: a Java, a class path, and what makes it start fast.
 *
 * @param classPath what the child may read besides the JDK
 * @param aotCache trained over the very same class path
 * @param readable what else the child may read: native libraries
 * @param options further options of its JVM
 */
public record CellProgram(
        Path java, List<Path> classPath, Optional<Path> aotCache, List<Path> readable, List<String> options) {
    /** Class path of the cell where it is not that of this process. */
    public static final String CLASS_PATH_PROPERTY = "tidewaiter.cell.classpath";

    /** AOT cache of the cell. */
    public static final String AOT_PROPERTY = "tidewaiter.cell.aot";

    /** The JDK's: jffi starts by reflection, and method handles for that cost more than all the rest of its start. */
    private static final String PLAIN_REFLECTION = "-Djdk.reflect.useNativeAccessorOnly=true";

    private static final String MAIN = "io.tidewaiter.catalog.cell.CatalogCell";
    private static final long ANSWER_BYTES_MAX = 512L << 20;

    public CellProgram {
        classPath = List.copyOf(classPath);
        readable = List.copyOf(readable);
        options = List.copyOf(options);
    }

    /** The child that runs it. */
    CellConfig config(CatalogLimits limits) {
        CellConfig config = CellConfig.defaults(classPath, MAIN)
                .withMemory(limits.heapBytesMax(), limits.dataBytesMax())
                .withTime(limits.cpuMax(), limits.timeMax())
                .withStreams(limits.streamsMax(), ANSWER_BYTES_MAX)
                .withUnconfinedAllowed(limits.allowUnconfined())
                .withReadable(readable, options);
        return aotCache.map(config::withAotCache).orElse(config);
    }

    /**
     * Makes the AOT cache that starts the cell fast, by reading a layer of our own in it, unconfined.
     *
     * @param layer stored bytes that we made ourselves
     */
    public void train(CatalogLimits limits, Path cache, byte[] layer) throws IOException {
        CellConfig config = new CellProgram(java, classPath, Optional.empty(), readable, options).config(limits);
        CellTraining.train(config, cache, cell -> Rehearsal.read(cell, layer, limits.layer(), () -> false));
    }

    /** The Java of this process, with the class path and cache that the launcher names, else with this one's. */
    public static CellProgram ofThisProcess() {
        String classPath = System.getProperty(CLASS_PATH_PROPERTY, System.getProperty("java.class.path", ""));
        String aot = System.getProperty(AOT_PROPERTY, "");
        List<Path> readable = new ArrayList<>();
        List<String> options = new ArrayList<>();
        ZstdLibrary.file(cacheFolder()).ifPresent(file -> {
            readable.add(file);
            options.add("-D" + ZstdLibrary.PROPERTY + "=" + file);
        });
        String calls = System.getProperty(CCalls.LIBRARY_FOLDER, "");
        if (!calls.isEmpty()) {
            readable.add(Path.of(calls, CCalls.LIBRARY)); // and nothing else of that folder
            options.add("-D" + CCalls.LIBRARY_FOLDER + "=" + calls);
            options.add(PLAIN_REFLECTION);
        }
        return new CellProgram(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Arrays.stream(classPath.split(File.pathSeparator, -1))
                        .filter(entry -> !entry.isEmpty())
                        .map(entry -> Path.of(entry).toAbsolutePath())
                        .toList(),
                aot.isEmpty() ? Optional.empty() : Optional.of(Path.of(aot)),
                readable,
                options);
    }

    /**
     * The same without the optimising compiler, which takes a core from those who read and is not done before they are (ADR 9),
     * and with little inlining, which saves the other compiler a quarter of its time (ADR 12). Where SHA-256 is not
     * libcrypto's it is slower so.
     */
    public CellProgram quick() {
        List<String> quick = new ArrayList<>(options);
        quick.add("-XX:TieredStopAtLevel=1");
        quick.add("-XX:C1MaxInlineSize=22");
        return new CellProgram(java, classPath, aotCache, readable, quick);
    }

    /** That of a service, which reads images of every size: quick where SHA-256 is fast without the optimising compiler. */
    public static CellProgram ofService() {
        CellProgram program = ofThisProcess();
        return ContentHash.isNative() ? program.quick() : program;
    }

    /** Files of the user that can be made again (XDG base directories). */
    public static Path cacheFolder() {
        String given = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path base = given.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(given);
        return base.resolve("tidewaiter");
    }
}
