package io.tidewaiter.archive.decode;

import com.github.luben.zstd.util.Native;
import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.ByteTap;
import io.tidewaiter.archive.Limits;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses a layer, or any other blob, whatever its media type says (OCI image-spec layer.md; coverage notes 4.6):
 * gzip with members, zstd with frames, or plain bytes. Everything else that we recognise is named and refused.
 */
public final class Decoder {
    private static final long UNKNOWN_BYTES = -1;

    private Decoder() {}

    /** Its library is unpacked to a temporary file unless {@code ZstdNativePath} names one: where neither can be, none. */
    private static boolean zstdLoads() {
        try {
            Native.load();
            return true;
        } catch (LinkageError e) {
            return false;
        }
    }

    /** Whether ISA-L can be had, which inflates large streams twice as fast as the JDK. */
    public static boolean hasIsal() {
        return InflateEngine.configured() != InflateEngine.JAVA
                && IsalLibrary.get().isPresent();
    }

    /** As {@link #decode(InputStream, long, Limits, ByteSink)} where nobody knows how much there is to decode. */
    public static Decoded decode(InputStream compressed, Limits limits, ByteSink out) throws IOException {
        return decode(compressed, UNKNOWN_BYTES, limits, out);
    }

    /**
     * Pushes all expanded bytes into {@code out}.
     *
     * @param expectedBytes compressed bytes that this process is going to decode in all, say of all layers of an image:
     *     what the choice of the inflate engine rests on, and nothing else; negative: unknown
     * @throws ArchiveException where a limit is reached or the bytes are damaged; what came before was handed out
     * @throws IOException as the source throws it, never for damage
     */
    public static Decoded decode(InputStream compressed, long expectedBytes, Limits limits, ByteSink out)
            throws IOException {
        return decode(compressed, expectedBytes, limits, out, null);
    }

    /**
     * The same, with a tap.
     *
     * @param tap given all bytes that the sink is given, and each of them before it is
     */
    public static Decoded decode(
            InputStream compressed, long expectedBytes, Limits limits, ByteSink out, @Nullable ByteTap tap)
            throws IOException {
        Source source = new Source(compressed, limits);
        source.fill(Compression.SNIFF_BYTES);
        Compression compression = Compression.sniff(source.chunk(), source.end());
        ByteSink both = tap == null ? out : ByteSink.tee(tap::write, out);
        switch (compression) {
            case NONE -> copy(source, both);
            case GZIP -> {
                try (Inflate engine = InflateEngine.configured().open(expectedBytes, tap)) {
                    new Gunzip(source, engine, out, tap).run();
                }
            }
            case ZSTD -> {
                if (!zstdLoads()) {
                    throw ArchiveException.unsupported("compressed bytes", 0, "zstd without its native library");
                }
                new Unzstd(source, both).run();
            }
            case XZ, BZIP2, LZ4, LZIP, UNIX_COMPRESS ->
                throw ArchiveException.unsupported("compressed bytes", 0, compression + " compression");
        }
        return new Decoded(compression, source.read(), source.expanded());
    }

    private static void copy(Source source, ByteSink out) throws IOException {
        while (source.available()) {
            int count = source.end() - source.position();
            source.expanded("plain bytes", count);
            out.write(source.chunk(), source.position(), count);
            source.position(source.end());
        }
    }
}
