package io.tidewaiter.sandbox;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a cell is started.
 *
 * @param java the java executable
 * @param classPath what the child may read besides the JDK
 * @param aotCache an AOT cache that {@link CellTraining} made with the same options and class path; ignored
 *     by the JVM where it does not fit
 * @param mainClass calls {@link CellHost#serve} in its main
 * @param heapBytesMax -Xmx
 * @param dataBytesMax RLIMIT_DATA: heap, code, thread stacks and everything native together
 * @param cpuMax RLIMIT_CPU, whole seconds
 * @param timeMax wall clock from the cell's first stream on, then it is killed
 * @param streamsMax streams worked on at a time
 * @param allowUnconfined start all the same where the system cannot confine
 * @param answerBytesMax per stream
 * @param readable what else the child may read, such as a native library outside the class path
 * @param properties further options of the child's JVM, such as {@code -Dname=value}
 */
public record CellConfig(
        Path java,
        List<Path> classPath,
        Optional<Path> aotCache,
        String mainClass,
        long heapBytesMax,
        long dataBytesMax,
        Duration cpuMax,
        Duration timeMax,
        int streamsMax,
        boolean allowUnconfined,
        long answerBytesMax,
        List<Path> readable,
        List<String> properties) {
    private static final long MIB = 1 << 20;
    private static final int STREAMS_MAX = 64;

    public CellConfig {
        Objects.requireNonNull(java);
        Objects.requireNonNull(aotCache);
        Objects.requireNonNull(mainClass);
        Objects.requireNonNull(cpuMax);
        Objects.requireNonNull(timeMax);
        classPath = List.copyOf(classPath);
        readable = List.copyOf(readable);
        properties = List.copyOf(properties);
        if (streamsMax < 1 || streamsMax > STREAMS_MAX) {
            throw new IllegalArgumentException("streamsMax " + streamsMax + " is not in 1 to " + STREAMS_MAX);
        }
        if (heapBytesMax < MIB || dataBytesMax < heapBytesMax || answerBytesMax < 1) {
            throw new IllegalArgumentException("heapBytesMax %d, dataBytesMax %d, answerBytesMax %d"
                    .formatted(heapBytesMax, dataBytesMax, answerBytesMax));
        }
        if (cpuMax.toSeconds() < 1 || timeMax.isNegative() || timeMax.isZero()) {
            throw new IllegalArgumentException("cpuMax " + cpuMax + ", timeMax " + timeMax);
        }
    }

    /** The JVM that we run on, 256 MiB of heap, 640 MiB in all, ten minutes, two streams, confined or not at all. */
    public static CellConfig defaults(List<Path> classPath, String mainClass) {
        return new CellConfig(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                classPath,
                Optional.empty(),
                mainClass,
                256 * MIB,
                640 * MIB,
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                2,
                false,
                512 * MIB,
                List.of(),
                List.of());
    }

    /** The class path that we run on ourselves. */
    public static List<Path> ownClassPath() {
        List<Path> paths = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                paths.add(Path.of(entry).toAbsolutePath());
            }
        }
        return paths;
    }

    public CellConfig withAotCache(Path cache) {
        return new CellConfig(
                java,
                classPath,
                Optional.of(cache),
                mainClass,
                heapBytesMax,
                dataBytesMax,
                cpuMax,
                timeMax,
                streamsMax,
                allowUnconfined,
                answerBytesMax,
                readable,
                properties);
    }

    public CellConfig withMemory(long heap, long data) {
        return new CellConfig(
                java,
                classPath,
                aotCache,
                mainClass,
                heap,
                data,
                cpuMax,
                timeMax,
                streamsMax,
                allowUnconfined,
                answerBytesMax,
                readable,
                properties);
    }

    public CellConfig withTime(Duration cpu, Duration wall) {
        return new CellConfig(
                java,
                classPath,
                aotCache,
                mainClass,
                heapBytesMax,
                dataBytesMax,
                cpu,
                wall,
                streamsMax,
                allowUnconfined,
                answerBytesMax,
                readable,
                properties);
    }

    public CellConfig withStreams(int streams, long answerBytes) {
        return new CellConfig(
                java,
                classPath,
                aotCache,
                mainClass,
                heapBytesMax,
                dataBytesMax,
                cpuMax,
                timeMax,
                streams,
                allowUnconfined,
                answerBytes,
                readable,
                properties);
    }

    public CellConfig withUnconfinedAllowed(boolean allowed) {
        return new CellConfig(
                java,
                classPath,
                aotCache,
                mainClass,
                heapBytesMax,
                dataBytesMax,
                cpuMax,
                timeMax,
                streamsMax,
                allowed,
                answerBytesMax,
                readable,
                properties);
    }

    /** Native libraries and the like: {@code paths} may be read, {@code options} go to the child's JVM. */
    public CellConfig withReadable(List<Path> paths, List<String> options) {
        return new CellConfig(
                java,
                classPath,
                aotCache,
                mainClass,
                heapBytesMax,
                dataBytesMax,
                cpuMax,
                timeMax,
                streamsMax,
                allowUnconfined,
                answerBytesMax,
                paths,
                options);
    }

    /** The child's JVM options, without the AOT cache. */
    List<String> jvmOptions() {
        List<String> options = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-Xms" + Math.min(48 * MIB, heapBytesMax),
                "-Xmn24m", // a collection stops every stream, and what lives is the same however seldom they are
                "-Xmx" + heapBytesMax,
                "-XX:MaxHeapFreeRatio=100", // given back, it is wanted again for the next large file
                "-Xss1m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:MaxMetaspaceSize=96m",
                "-XX:CompressedClassSpaceSize=32m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:-UseContainerSupport", // would read /sys and /proc
                "-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors(),
                "-XX:+DisableAttachMechanism",
                "-XX:-CreateCoredumpOnCrash",
                // The JVM's own words go to stderr: stdout carries frames.
                "-XX:+DisplayVMOutputToStderr",
                "-XX:+ErrorFileToStderr",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Djava.awt.headless=true",
                "-Duser.timezone=UTC",
                "--enable-native-access=ALL-UNNAMED"));
        options.addAll(properties);
        return List.copyOf(options);
    }

    String joinedClassPath() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
