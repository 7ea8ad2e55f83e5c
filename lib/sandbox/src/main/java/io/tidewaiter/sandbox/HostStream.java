package io.tidewaiter.sandbox;

import io.tidewaiter.sandbox.frame.ByteQueue;
import io.tidewaiter.sandbox.frame.Credits;
import io.tidewaiter.sandbox.frame.FrameType;
import io.tidewaiter.sandbox.frame.FrameWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One stream as the child sees it: its input's queue, its answer, and the run of its task. */
final class HostStream {
    private static final int CAUSES_MAX = 3;
    private static final int FAILURE_CHARS_MAX = 2000; // at most 3 bytes each: below the frame's limit

    private final int number;
    private final FrameWriter writer;
    private final ByteQueue input;
    private final Credits credits = new Credits(Windows.ANSWER_BYTES);
    private final Answer answer;

    HostStream(int number, FrameWriter writer, long answerBytesMax) {
        this.number = number;
        this.writer = writer;
        this.input = new ByteQueue(Windows.INPUT_BYTES, new ByteQueue.Sender() {
            @Override
            public void credit(int bytes) throws IOException {
                writer.writeCredit(number, bytes);
            }

            @Override
            public void enough() throws IOException {
                writer.write(FrameType.ENOUGH, number);
            }
        });
        this.answer = new Answer(answerBytesMax);
    }

    ByteQueue input() {
        return input;
    }

    Credits credits() {
        return credits;
    }

    /** @param forget run before the last frame, so that the parent may open the next stream when it sees it */
    void run(CellTask task, byte[] header, Runnable forget) {
        try {
            String failure = null;
            try {
                task.run(header, input, answer);
                answer.flush();
            } catch (OutOfMemoryError e) {
                throw e;
            } catch (Throwable e) {
                failure = describe(e);
            }
            forget.run();
            if (failure == null) {
                writer.write(FrameType.END, number);
            } else {
                byte[] text = failure.getBytes(StandardCharsets.UTF_8);
                writer.write(FrameType.FAIL, number, text, 0, text.length);
            }
        } catch (OutOfMemoryError e) {
            // Native memory: the JVM itself exits with the same status when the heap is full.
            Runtime.getRuntime().halt(CellHost.STATUS_OUT_OF_MEMORY);
        } catch (IOException e) {
            System.err.println("the pipes to the parent broke: " + e.getMessage());
            Runtime.getRuntime().halt(CellHost.STATUS_PIPE_BROKE);
        }
    }

    private static String describe(Throwable e) {
        StringBuilder text = new StringBuilder();
        Throwable next = e;
        for (int i = 0; i < CAUSES_MAX && next != null; i++) {
            text.append(i == 0 ? "" : ", caused by ").append(next.getClass().getName());
            if (next.getMessage() != null) {
                text.append(": ").append(next.getMessage());
            }
            next = next.getCause();
        }
        return text.substring(0, Math.min(text.length(), FAILURE_CHARS_MAX));
    }

    /** Collects small writes into frames and waits for credit. */
    private final class Answer extends OutputStream {
        private final byte[] buffer = new byte[32 << 10];
        private final long bytesMax;
        private int filled;
        private long total;

        Answer(long bytesMax) {
            this.bytesMax = bytesMax;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            total += length;
            if (total > bytesMax) {
                throw new IOException("the answer is longer than answerBytesMax=" + bytesMax);
            }
            if (length > buffer.length - filled) {
                flush();
            }
            if (length > buffer.length) {
                send(bytes, offset, length);
            } else {
                System.arraycopy(bytes, offset, buffer, filled, length);
                filled += length;
            }
        }

        @Override
        public void flush() throws IOException {
            int length = filled;
            filled = 0;
            send(buffer, 0, length);
        }

        private void send(byte[] bytes, int offset, int length) throws IOException {
            int sent = 0;
            while (sent < length) {
                int count = take(Math.min(length - sent, FrameType.BYTES.bytesMax()));
                writer.write(FrameType.BYTES, number, bytes, offset + sent, count);
                sent += count;
            }
        }

        private int take(int wanted) throws IOException {
            try {
                int count = credits.take(wanted);
                if (count == 0) {
                    throw new IOException("nobody reads the answer any more");
                }
                return count;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while answering");
            }
        }
    }
}
