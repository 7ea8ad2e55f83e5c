package io.tidewaiter.advisory;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The zstd frames of one table, decompressed one at a time with the table's dictionary. */
final class Frames implements AutoCloseable {
    /** No frame that we write expands to more. */
    static final int EXPANDED_BYTES_MAX = 32 << 20;

    private final Table table;
    private final byte[] dictionary;
    /** The one that is enough for a single thread. */
    private final AtomicReference<@Nullable ZstdDecompressCtx> last = new AtomicReference<>();

    private final ConcurrentLinkedQueue<ZstdDecompressCtx> idle = new ConcurrentLinkedQueue<>();

    Frames(Table table, byte[] dictionary) {
        this.table = table;
        this.dictionary = dictionary;
    }

    int count() {
        return table.count();
    }

    byte[] expand(int index) {
        byte[] frame = table.bytes(index);
        long expanded = contentSize(frame);
        if (expanded < 0 || expanded > EXPANDED_BYTES_MAX) {
            throw AdvisoryException.corrupt("frame " + index + " says it expands to " + expanded + " bytes");
        }
        ZstdDecompressCtx context = borrow();
        try {
            return context.decompress(frame, (int) expanded);
        } catch (ZstdException e) {
            throw AdvisoryException.corrupt("frame " + index + " does not expand (" + e.getMessage() + ")");
        } finally {
            if (!last.compareAndSet(null, context)) {
                idle.add(context);
            }
        }
    }

    /** What the frame's head says (RFC 8878, section 3.1.1.1); -1 where it says nothing. The library's own is a native call. */
    private static long contentSize(byte[] frame) {
        int descriptor = frame.length > 5 ? frame[4] : 0;
        boolean isSingle = (descriptor & 0x20) != 0;
        int bytes = switch (descriptor >> 6 & 3) {
            case 0 -> isSingle ? 1 : 0;
            case 1 -> 2;
            case 2 -> 4;
            default -> 8;
        };
        int dictionaryId = descriptor & 3;
        int at = 5 + (isSingle ? 0 : 1) + (dictionaryId == 3 ? 4 : dictionaryId);
        if (bytes == 0 || at + bytes > frame.length) {
            return -1;
        }
        long size = bytes == 2 ? 256 : 0;
        for (int i = 0; i < bytes; i++) {
            size += (frame[at + i] & 0xffL) << (8 * i);
        }
        return size;
    }

    private ZstdDecompressCtx borrow() {
        ZstdDecompressCtx ready = last.getAndSet(null);
        ZstdDecompressCtx context = ready == null ? idle.poll() : ready;
        if (context != null) {
            return context;
        }
        ZstdDecompressCtx fresh = new ZstdDecompressCtx();
        try {
            return dictionary.length > 0 ? fresh.loadDict(dictionary) : fresh;
        } catch (ZstdException e) {
            fresh.close();
            throw AdvisoryException.corrupt("the dictionary is none (" + e.getMessage() + ")");
        }
    }

    @Override
    public void close() {
        ZstdDecompressCtx ready = last.getAndSet(null);
        if (ready != null) {
            ready.close();
        }
        for (ZstdDecompressCtx context = idle.poll(); context != null; context = idle.poll()) {
            context.close();
        }
    }
}
