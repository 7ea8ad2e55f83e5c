package io.tidewaiter.advisory;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The zstd frames of one table, decompressed one at a time with the table's dictionary. */
final class Frames implements AutoCloseable {
    /** No frame that we write expands to more. */
    static final int EXPANDED_BYTES_MAX = 32 << 20;

    private final Table table;
    private final byte[] dictionary;
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
        long expanded = Zstd.getFrameContentSize(frame);
        if (expanded < 0 || expanded > EXPANDED_BYTES_MAX) {
            throw AdvisoryException.corrupt("frame " + index + " says it expands to " + expanded + " bytes");
        }
        ZstdDecompressCtx context = borrow();
        try {
            return context.decompress(frame, (int) expanded);
        } catch (ZstdException e) {
            throw AdvisoryException.corrupt("frame " + index + " does not expand (" + e.getMessage() + ")");
        } finally {
            idle.add(context);
        }
    }

    private ZstdDecompressCtx borrow() {
        ZstdDecompressCtx context = idle.poll();
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
        for (ZstdDecompressCtx context = idle.poll(); context != null; context = idle.poll()) {
            context.close();
        }
    }
}
