package io.tidewaiter.archive.decode;

import io.tidewaiter.archive.ByteTap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The JDK's inflater, which runs everywhere. */
final class JavaInflate implements Inflate {
    private final Inflater inflater = new Inflater(true);
    private final @Nullable ByteTap tap;
    private byte[] chunk = new byte[0];
    private int length;
    private int position;
    private boolean full;

    JavaInflate(@Nullable ByteTap tap) {
        this.tap = tap;
    }

    @Override
    public void reset() {
        inflater.reset();
    }

    @Override
    public void load(byte[] newChunk, int newLength) {
        chunk = newChunk;
        length = newLength;
    }

    @Override
    public int inflate(int from, byte[] out) throws CorruptDeflate {
        inflater.setInput(chunk, from, length - from);
        long before = inflater.getBytesWritten();
        try {
            int count = inflater.inflate(out);
            full = count == out.length;
            tap(out, count);
            if (inflater.needsDictionary()) {
                throw new CorruptDeflate("a preset dictionary in a raw deflate stream", count);
            }
            return count;
        } catch (DataFormatException e) {
            int written = (int) (inflater.getBytesWritten() - before);
            tap(out, written);
            throw new CorruptDeflate("deflate: " + e.getMessage(), written);
        } finally {
            position = length - inflater.getRemaining();
        }
    }

    private void tap(byte[] out, int count) {
        if (tap != null) {
            tap.write(out, 0, count);
        }
    }

    @Override
    public boolean full() {
        return full;
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public boolean finished() {
        return inflater.finished();
    }

    @Override
    public void close() {
        inflater.end();
    }
}
