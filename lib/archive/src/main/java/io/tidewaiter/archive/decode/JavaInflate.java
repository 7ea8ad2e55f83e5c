package io.tidewaiter.archive.decode;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The JDK's inflater, which runs everywhere. */
final class JavaInflate implements Inflate {
    private final Inflater inflater = new Inflater(true);
    private byte[] chunk = new byte[0];
    private int length;
    private int position;

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
            if (inflater.needsDictionary()) {
                throw new CorruptDeflate("a preset dictionary in a raw deflate stream", count);
            }
            return count;
        } catch (DataFormatException e) {
            int written = (int) (inflater.getBytesWritten() - before);
            throw new CorruptDeflate("deflate: " + e.getMessage(), written);
        } finally {
            position = length - inflater.getRemaining();
        }
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
