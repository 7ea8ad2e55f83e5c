package io.tidewaiter.sandbox;

import io.tidewaiter.sandbox.frame.ByteQueue;
import io.tidewaiter.sandbox.frame.Credits;
import io.tidewaiter.sandbox.frame.FrameFault;
import io.tidewaiter.sandbox.frame.FrameType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One stream of foreign bytes to the child and its answer. One thread writes; the same or another reads the answer.
 * A caller who writes all and then reads may do so on one thread as long as the task does not answer more than
 * {@value Windows#ANSWER_BYTES} bytes before the end of its input: beyond that the task waits for a reader.
 */
public final class CellStream implements AutoCloseable {
    private final Cell cell;
    private final int number;
    private final Credits credits = new Credits(Windows.INPUT_BYTES);
    private final ByteQueue answer;
    private final long answerBytesMax;
    private final AtomicBoolean finished = new AtomicBoolean();
    private final AtomicBoolean inputOver = new AtomicBoolean();
    private long answered; // bytes that came; the cell's reader alone
    private volatile @Nullable CellException failure;

    CellStream(Cell cell, int number, long answerBytesMax) {
        this.cell = cell;
        this.number = number;
        this.answerBytesMax = answerBytesMax;
        this.answer = new ByteQueue(Windows.ANSWER_BYTES, new ByteQueue.Sender() {
            @Override
            public void credit(int bytes) throws IOException {
                if (!finished.get()) {
                    cell.sendCredit(number, bytes);
                }
            }

            @Override
            public void enough() throws IOException {
                cell.send(FrameType.ENOUGH, number, new byte[0], 0, 0);
            }
        });
    }

    /** Counts from 1 within its cell. */
    public int number() {
        return number;
    }

    /**
     * Hands over bytes, and waits while the task has a window's worth unread.
     *
     * @return false where the task has seen enough (it returned, or closed its input): these bytes were dropped, no
     *     more are wanted, the answer comes all the same
     * @throws CellException at once when the child is dead or the task has failed
     */
    public boolean write(byte[] bytes, int offset, int length) throws CellException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (inputOver.get()) {
            throw new IllegalStateException("write after end or abort of cell stream " + number);
        }
        int sent = 0;
        while (sent < length) {
            int count = take(Math.min(length - sent, FrameType.BYTES.bytesMax()));
            throwIfFailed();
            if (count == 0) {
                return false;
            }
            cell.send(FrameType.BYTES, number, bytes, offset + sent, count);
            sent += count;
        }
        throwIfFailed();
        return true;
    }

    /** No more bytes. */
    public void end() throws CellException {
        if (inputOver.compareAndSet(false, true)) {
            throwIfFailed();
            if (!finished.get()) {
                cell.send(FrameType.END, number, new byte[0], 0, 0);
            }
        }
    }

    /** The source broke: the task's next read throws an IOException "aborted". What it answers can still be read. */
    public void abort() throws CellException {
        if (inputOver.compareAndSet(false, true) && !finished.get()) {
            cell.send(FrameType.ABORT, number, new byte[0], 0, 0);
        }
    }

    /** The answer's bytes as they arrive. Its reads throw a {@link CellException} where the stream or the cell failed. */
    public InputStream answer() {
        return answer;
    }

    /** Gives the stream up: aborts it where it is not finished, and drops the rest of the answer. */
    @Override
    public void close() throws CellException {
        if (!finished.get() && failure == null) {
            abort();
            try {
                answer.close();
            } catch (CellException e) {
                throw e;
            } catch (IOException e) {
                throw new IllegalStateException(e); // the queue throws only what our sender does
            }
        }
    }

    // The cell's reader calls these.

    void answered(byte[] bytes) throws FrameFault {
        answered += bytes.length;
        if (answered > answerBytesMax) {
            throw new FrameFault("an answer of more than %d bytes".formatted(answerBytesMax));
        }
        answer.offer(bytes);
    }

    void credited(int bytes) throws FrameFault {
        credits.add(bytes);
    }

    void enough() {
        credits.close();
    }

    void finish() {
        finished.set(true);
        answer.end();
        credits.close();
    }

    void fail(CellException cause) {
        CellException seen = cause.in(number);
        failure = seen;
        finished.set(true);
        answer.fail(seen);
        credits.close();
    }

    private void throwIfFailed() throws CellException {
        CellException cause = failure;
        if (cause != null) {
            throw new CellException(cause.code(), number, Objects.requireNonNullElse(cause.getMessage(), ""));
        }
    }

    private int take(int wanted) throws CellException {
        try {
            return credits.take(wanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CellException(
                    CellException.Code.CLOSED, number, "cell stream %d: interrupted while writing".formatted(number));
        }
    }
}
