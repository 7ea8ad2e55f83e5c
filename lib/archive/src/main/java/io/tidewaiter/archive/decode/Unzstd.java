package io.tidewaiter.archive.decode;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** A zstd stream (RFC 8878): frames and skippable frames one after the other, the window bounded. */
final class Unzstd {
    private static final String WHAT = "zstd";

    private final Source source;
    private final ByteSink out;

    Unzstd(Source source, ByteSink out) {
        this.source = source;
        this.out = out;
    }

    void run() throws IOException {
        byte[] buffer = new byte[256 * 1024];
        Bytes bytes = new Bytes();
        try (ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(bytes)) {
            zstd.setLongMax(source.limits().windowLogMax());
            zstd.setContinuous(false);
            while (true) {
                int count = zstd.read(buffer);
                if (count < 0) {
                    return;
                }
                source.expanded(WHAT, count);
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            if (bytes.failed) {
                throw e;
            }
            throw explain(e);
        }
    }

    /** The library tells its errors by text only. */
    private ArchiveException explain(IOException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("truncated")) {
            return ArchiveException.truncated(WHAT, source.offset(), "a frame");
        }
        if (text.contains("too much memory")) {
            int max = source.limits().windowLogMax();
            return ArchiveException.limit(WHAT, source.offset(), "windowLogMax", max, max + 1L);
        }
        if (text.contains("dictionary")) {
            return ArchiveException.unsupported(WHAT, source.offset(), "a frame that needs a dictionary");
        }
        return ArchiveException.corrupt(WHAT, source.offset(), ArchiveException.quote(text));
    }

    /** The source as the library wants it; remembers whether an error came from below. */
    private final class Bytes extends InputStream {
        private boolean failed;

        @Override
        public int read() throws IOException {
            failed = true;
            int next = source.next();
            failed = false;
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            failed = true;
            boolean more = source.available();
            failed = false;
            if (!more) {
                return -1;
            }
            source.tick(WHAT);
            int count = Math.min(length, source.end() - source.position());
            System.arraycopy(source.chunk(), source.position(), target, offset, count);
            source.position(source.position() + count);
            return count;
        }
    }
}
