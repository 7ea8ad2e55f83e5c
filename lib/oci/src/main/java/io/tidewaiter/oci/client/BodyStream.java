package io.tidewaiter.oci.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream that gives up: the JDK's own waits for ever on a peer that falls silent. Holds at most
 * {@value #PIECES_MAX} pieces; closing it early ends the connection.
 */
final class BodyStream extends InputStream implements HttpResponse.BodySubscriber<BodyStream> {
    private static final int PIECES_MAX = 32;

    private sealed interface Event {
        record Piece(List<ByteBuffer> buffers) implements Event {}

        record Failed(Throwable cause) implements Event {}

        record Complete() implements Event {}
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> ready = new ArrayDeque<>();
    private final Duration idleTimeout;
    private final long deadlineNanos;
    private volatile Flow.@Nullable Subscription subscription;
    private @Nullable IOException failure;
    private volatile boolean complete;

    BodyStream(Duration idleTimeout, Duration transferTimeout) {
        this.idleTimeout = idleTimeout;
        this.deadlineNanos = System.nanoTime() + transferTimeout.toNanos();
    }

    @Override
    public CompletionStage<BodyStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(PIECES_MAX);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        events.add(new Event.Piece(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        events.add(new Event.Failed(cause));
    }

    @Override
    public void onComplete() {
        events.add(new Event.Complete());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (ready.isEmpty()) {
            if (failure != null) {
                throw failure;
            }
            if (complete) {
                return -1;
            }
            await();
        }
        ByteBuffer next = ready.getFirst();
        int count = Math.min(length, next.remaining());
        next.get(buffer, offset, count);
        if (!next.hasRemaining()) {
            ready.removeFirst();
        }
        return count;
    }

    private void await() throws IOException {
        long wait = Math.min(idleTimeout.toNanos(), deadlineNanos - System.nanoTime());
        Event event;
        try {
            event = events.poll(Math.max(wait, 0), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fail(new InterruptedIOException("interrupted while waiting for the registry"));
        }
        switch (event) {
            case null ->
                throw fail(new HttpTimeoutException(
                        wait <= 0 ? "the transfer took too long" : "no byte for " + idleTimeout.toMillis() + " ms"));
            case Event.Piece(List<ByteBuffer> buffers) -> {
                buffers.stream().filter(ByteBuffer::hasRemaining).forEach(ready::addLast);
                Flow.Subscription source = subscription;
                if (source != null) {
                    source.request(1);
                }
            }
            case Event.Failed(Throwable cause) ->
                throw fail(cause instanceof IOException io ? io : new IOException(String.valueOf(cause), cause));
            case Event.Complete() -> complete = true;
        }
    }

    private IOException fail(IOException cause) {
        failure = cause;
        close();
        return cause;
    }

    @Override
    public void close() {
        Flow.Subscription source = subscription;
        if (source != null && !complete) {
            source.cancel();
        }
    }
}
