package io.tidewaiter.archive.decode;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.Limits;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decompresses a layer, or any other blob, whatever its media type says (OCI image-spec layer.md; coverage notes 4.6):
 * gzip with members, zstd with frames, or plain bytes. Everything else that we recognise is named and refused.
 */
public final class Decoder {
    private Decoder() {}

    /**
     * Pushes all expanded bytes into {@code out}.
     *
     * @throws ArchiveException where a limit is reached or the bytes are damaged; what came before was handed out
     * @throws IOException as the source throws it, never for damage
     */
    public static Decoded decode(InputStream compressed, Limits limits, ByteSink out) throws IOException {
        Source source = new Source(compressed, limits);
        source.fill(Compression.SNIFF_BYTES);
        Compression compression = Compression.sniff(source.chunk(), source.end());
        switch (compression) {
            case NONE -> copy(source, out);
            case GZIP -> {
                try (Inflate engine = new JavaInflate()) {
                    new Gunzip(source, engine, out).run();
                }
            }
            case ZSTD -> new Unzstd(source, out).run();
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
