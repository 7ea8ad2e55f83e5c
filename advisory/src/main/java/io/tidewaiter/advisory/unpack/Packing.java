package io.tidewaiter.advisory.unpack;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.tidewaiter.archive.bzip2.Bzip2InputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** How a file is packed, told by its name: {@code .gz}, {@code .bz2}, {@code .xz}, {@code .zst}; and whether it is an archive. */
public final class Packing {
    private static final int XZ_MEMORY_KIB_MAX =
            xzMemoryKibMax(Runtime.getRuntime().maxMemory());

    /** Of the bytes of a window: 256 MB, which a frame made with {@code zstd --long=28} asks for. */
    private static final int ZSTD_WINDOW_LOG_MAX = 28;

    private enum Method {
        GZIP,
        BZIP2,
        XZ,
        ZSTD
    }

    /** An ending, what is left in its place, and what undoes it. */
    private record Ending(String text, String plain, Method method) {}

    private static final List<Ending> ENDINGS = List.of(
            new Ending(".tgz", ".tar", Method.GZIP),
            new Ending(".tbz2", ".tar", Method.BZIP2),
            new Ending(".tbz", ".tar", Method.BZIP2),
            new Ending(".txz", ".tar", Method.XZ),
            new Ending(".tzst", ".tar", Method.ZSTD),
            new Ending(".gz", "", Method.GZIP),
            new Ending(".bz2", "", Method.BZIP2),
            new Ending(".xz", "", Method.XZ),
            new Ending(".zst", "", Method.ZSTD));

    private Packing() {}

    /** Its window lies on the heap: 256 MB, and on a small heap a third of that, so that a document does not end the load. */
    static int xzMemoryKibMax(long heapBytes) {
        return (int) Math.min(256 << 10, (heapBytes / 3) >> 10);
    }

    /** The name without the ending of a compression: {@code all.tar} of {@code all.tar.xz}. */
    public static String plainName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Ending ending : ENDINGS) {
            if (lower.endsWith(ending.text())) {
                return name.substring(0, name.length() - ending.text().length()) + ending.plain();
            }
        }
        return name;
    }

    /** Whether it holds other files: a zip or a tar, however that is packed. */
    public static boolean isArchive(String name) {
        return isZip(name) || plainName(name).toLowerCase(Locale.ROOT).endsWith(".tar");
    }

    static boolean isZip(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /**
     * What the file says when it is expanded; how much that is is for the caller to bound. Whoever opened it closes it: a
     * window of zstd is memory that nothing else ever gives back.
     */
    public static InputStream plain(String name, InputStream file) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Ending ending : ENDINGS) {
            if (lower.endsWith(ending.text())) {
                return switch (ending.method()) {
                    case GZIP -> new GZIPInputStream(file, 1 << 16);
                    case BZIP2 -> new Bzip2InputStream(file);
                    case XZ -> new XZInputStream(file, XZ_MEMORY_KIB_MAX);
                    case ZSTD -> new ZstdInputStreamNoFinalizer(file).setLongMax(ZSTD_WINDOW_LOG_MAX);
                };
            }
        }
        return file;
    }
}
