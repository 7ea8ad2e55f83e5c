package io.tidewaiter.oci.hash;

import io.tidewaiter.clib.CMemory;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A digest of bytes that another thread computes while this one makes more of them.
 *
 * <p>Problem: inflating a layer takes 1.2 ns a byte and its SHA-256 another 0.7; one after the other they leave the
 * second core idle where an image is one large layer. Choice: bytes are copied into chunks that a thread of our own
 * digests, outside the heap, where libcrypto reads them in place and no collection moves them; ISA-L writes them there
 * ({@link #memory}). Cost: elsewhere the copy (0.1 ns a byte), {@value #CHUNKS} chunks of {@value #CHUNK_BYTES} bytes, which go from one digest to the next, and where every core
 * inflates a layer of its own, the switches between threads. What fits into one chunk is digested in place, without a
 * thread. Rejected: splitting before the tar's walk (a file's bytes would be copied as well). Measured by
 * {@code bench/run throughput}.
 *
 * <p>The thread also does small work of the caller's ({@link #also}) that comes to it with the next chunk: it is not woken
 * for that, and takes none while it is behind.
 *
 * <p>One thread gives the bytes.
 */
public final class BackgroundDigest implements AutoCloseable {
    private static final int CHUNK_BYTES = 1024 * 1024;
    private static final int CHUNKS = 3;

    /** What work of the caller's holds while it waits; as much may be at work beside it. */
    private static final long WORK_BYTES_MAX = 8L << 20;

    private static final CMemory NO_MEMORY = CMemory.allocate(0);

    private final MessageDigest digest;
    private final BlockingQueue<Chunk> free = new LinkedBlockingQueue<>();
    private final BlockingQueue<Chunk> full = new LinkedBlockingQueue<>();
    private Chunk current = Chunk.make();
    private int made = 1;
    private @Nullable CRC32 sum;
    private @Nullable Thread worker;
    private boolean closed;

    private static final class Chunk {
        /** Handed on, not left to the garbage collector, which does not see how much it is. */
        static final Queue<CMemory> FREE = new ConcurrentLinkedQueue<>();

        private final CMemory memory;
        private List<Runnable> work = new ArrayList<>();
        private long workBytes;
        private int fill;
        private @Nullable CRC32 sum;
        private int sumFrom;

        /** @param memory empty where it stands for the end */
        Chunk(CMemory memory) {
            this.memory = memory;
        }

        static Chunk make() {
            return new Chunk(Objects.requireNonNullElseGet(FREE.poll(), () -> CMemory.allocate(CHUNK_BYTES)));
        }
    }

    /** @param digest fresh, and left alone by everyone else */
    public BackgroundDigest(MessageDigest digest) {
        this.digest = digest;
    }

    /** Takes bytes; waits where the digest is {@value #CHUNKS} chunks behind. */
    public void update(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            CMemory memory = memory();
            int count = Math.min(length - done, CHUNK_BYTES - current.fill);
            memory.bytes().put(current.fill, bytes, offset + done, count);
            current.fill += count;
            done += count;
        }
    }

    /** Memory that the next bytes may be written to in the place of {@link #update}, from {@link #from} to its end. */
    public CMemory memory() {
        if (current.fill == CHUNK_BYTES) {
            next();
        }
        return current.memory;
    }

    /** Where the next byte belongs in what {@link #memory} last gave. */
    public int from() {
        return current.fill;
    }

    /** That many bytes were written there. */
    public void filled(int count) {
        current.fill += Objects.checkIndex(count, CHUNK_BYTES - current.fill + 1);
    }

    /**
     * Has the thread do something with the bytes given so far, unless it is behind with them. What was taken is done when
     * {@link #end} or {@link #digest} returns, if another chunk was given after it; else it is never done, and the caller
     * does it.
     *
     * @param work what nobody else touches until then; it throws nothing
     * @param bytes that it holds
     * @return whether it was taken
     */
    public boolean also(Runnable work, long bytes) {
        if (!full.isEmpty() || current.workBytes + bytes > WORK_BYTES_MAX) {
            return false;
        }
        current.work.add(work);
        current.workBytes += bytes;
        return true;
    }

    /**
     * Has the thread sum the bytes that come from here on.
     *
     * @param crc touched by nobody else until {@link #summed} has returned
     */
    public void sum(CRC32 crc) {
        sum = crc;
        current.sum = crc;
        current.sumFrom = current.fill;
    }

    /** Waits until what was given to {@link #sum} has all bytes so far; those that come are not summed. */
    public void summed() {
        List<Chunk> done = new ArrayList<>();
        while (worker != null && done.size() < made - 1) {
            done.add(take(free));
        }
        free.addAll(done);
        sum(current);
        sum = null;
    }

    private static void sum(Chunk chunk) {
        if (chunk.sum != null) {
            chunk.sum.update(chunk.memory.bytes().slice(chunk.sumFrom, chunk.fill - chunk.sumFrom));
            chunk.sum = null;
        }
    }

    private void next() {
        if (worker == null) {
            worker = Thread.ofPlatform().name("digest").daemon(true).start(this::work);
        }
        Chunk next = free.poll();
        if (next == null && made < CHUNKS) {
            next = Chunk.make(); // before the other is given away: no memory may be had, and close hands on what is
            // left
            made++;
        }
        full.add(current);
        current = next != null ? next : take(free);
        current.sum = sum;
        current.sumFrom = 0;
    }

    private void work() {
        for (Chunk chunk = take(full); chunk.fill > 0; chunk = take(full)) {
            digest(chunk);
            List<Runnable> work = chunk.work;
            chunk.work = new ArrayList<>();
            chunk.workBytes = 0;
            chunk.fill = 0;
            free.add(chunk); // who fills it does not wait for the rest
            work.forEach(Runnable::run);
        }
    }

    /** The digest of all the bytes; nothing may be asked after it. */
    public byte[] digest() {
        end();
        digest(current);
        return digest.digest();
    }

    private void digest(Chunk chunk) {
        if (digest instanceof OpensslDigest library) {
            library.update(chunk.memory, chunk.fill);
        } else {
            digest.update(chunk.memory.bytes().slice(0, chunk.fill));
        }
        sum(chunk);
    }

    /** As {@link #end}; no bytes may come after it. */
    @Override
    public void close() {
        end();
        if (!closed) {
            closed = true;
            Chunk.FREE.add(current.memory);
            free.forEach(chunk -> Chunk.FREE.add(chunk.memory));
        }
    }

    /** Ends the thread, once it has done what it was given. */
    public void end() {
        Thread running = worker;
        if (running == null) {
            return;
        }
        worker = null;
        full.add(new Chunk(NO_MEMORY)); // an empty one is the end
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The other side always answers: it computes, and waits for nothing but us. */
    private static Chunk take(BlockingQueue<Chunk> queue) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return queue.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
