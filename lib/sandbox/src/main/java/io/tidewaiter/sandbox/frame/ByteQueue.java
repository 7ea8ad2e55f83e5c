package io.tidewaiter.sandbox.frame;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The receiving end of one stream: the reader of frames fills it and never waits, one consumer empties it as an
 * {@link InputStream} and grants new credits while doing so. It never holds more than its window.
 */
public final class ByteQueue extends InputStream {
    /** What the consumer tells the sender. */
    public interface Sender {
        /** So many more bytes may come. Called by the consumer without a lock held. */
        void credit(int bytes) throws IOException;

        /** The consumer wants no more. */
        void enough() throws IOException;
    }

    private final int window;
    private final Sender sender;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private int firstOffset; // into the first chunk
    private int queued; // bytes
    private int owed; // consumed and not yet granted again
    private boolean ended;
    private boolean closed;
    private @Nullable IOException failure;

    public ByteQueue(int window, Sender sender) {
        this.window = window;
        this.sender = Objects.requireNonNull(sender);
    }

    /**
     * More bytes came.
     *
     * @param bytes the queue's from now on, and others' once they were consumed
     * @throws FrameFault where the sender had no credit for them, or had said that there are no more
     */
    public void offer(byte[] bytes) throws FrameFault {
        lock.lock();
        try {
            if (closed || failure != null) {
                return; // they were on their way when we said enough
            }
            if (ended) {
                throw new FrameFault("bytes after the end of their stream");
            }
            if (bytes.length > window - queued - owed) {
                throw new FrameFault(
                        "%d bytes without credit (window %d, queued %d)".formatted(bytes.length, window, queued));
            }
            chunks.addLast(bytes);
            queued += bytes.length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more bytes will come; what is queued can still be read. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The stream broke: the consumer's next read throws {@code cause}, what is queued is dropped. */
    public void fail(IOException cause) {
        lock.lock();
        try {
            if (failure == null && !(ended && chunks.isEmpty())) {
                failure = cause;
                drop();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        int count;
        int grant = 0;
        lock.lock();
        try {
            if (!awaitBytes()) {
                return -1;
            }
            count = copy(bytes, offset, length);
            owed += count;
            if (owed >= window / 4 && !ended) {
                grant = owed;
                owed = 0;
            }
        } finally {
            lock.unlock();
        }
        if (grant > 0) {
            sender.credit(grant);
        }
        return count;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return queued;
        } finally {
            lock.unlock();
        }
    }

    /** The consumer wants no more: what is queued and what still comes is dropped. */
    @Override
    public void close() throws IOException {
        boolean tell;
        lock.lock();
        try {
            tell = !closed && !ended && failure == null;
            closed = true;
            drop();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (tell) {
            sender.enough();
        }
    }

    private boolean awaitBytes() throws IOException {
        while (chunks.isEmpty()) {
            if (failure != null) {
                throw failure;
            }
            if (closed) {
                throw new IOException("the stream was closed");
            }
            if (ended) {
                return false;
            }
            try {
                changed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for bytes");
            }
        }
        return true;
    }

    private int copy(byte[] bytes, int offset, int length) {
        int copied = 0;
        byte[] first = chunks.peekFirst();
        while (first != null && copied < length) {
            int count = Math.min(length - copied, first.length - firstOffset);
            System.arraycopy(first, firstOffset, bytes, offset + copied, count);
            copied += count;
            firstOffset += count;
            if (firstOffset == first.length) {
                Payloads.give(chunks.removeFirst());
                firstOffset = 0;
                first = chunks.peekFirst();
            }
        }
        queued -= copied;
        return copied;
    }

    private void drop() {
        chunks.clear();
        queued = 0;
        firstOffset = 0;
    }
}
