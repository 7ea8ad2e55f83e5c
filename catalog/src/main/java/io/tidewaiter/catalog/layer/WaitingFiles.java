package io.tidewaiter.catalog.layer;

import io.tidewaiter.catalog.digest.DigestKind;
import io.tidewaiter.catalog.digest.FileDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Files of a layer that a thread of its own reads, in their order, while the bytes of later ones come. When what one says is
 * kept rests on what the layer holds and not on which thread was faster; so does what is kept.
 */
final class WaitingFiles implements AutoCloseable {
    /** Of the files behind the first one: as much as the reader may be behind for a moment. */
    private static final long BEHIND_BYTES_MAX = 8L << 20;

    /** Of all of them and the one that comes. */
    private static final long HELD_BYTES_MAX = 32L << 20;

    /** Of a file that is digested and the one that comes. */
    private static final long DIGESTED_BYTES_MAX = 128L << 20;

    private static final int FILES_MAX = 64;

    private final Keeper keeper;
    private final Deque<Waiting> files = new ArrayDeque<>();
    private @Nullable ExecutorService reader;
    private @Nullable Digesting digests;
    private long bytes;
    private boolean keeping;

    /** Keeps what a file says. */
    @FunctionalInterface
    interface Keeper {
        /** @param kinds of digests that are asked for */
        void keep(FileSink file, List<FileFacts> said, Set<DigestKind> kinds);
    }

    private record Waiting(FileSink file, Set<DigestKind> kinds, FutureTask<List<FileFacts>> reading) {
        long bytes() {
            return file.content().length;
        }

        /** Read by this thread where the other one has not begun. */
        List<FileFacts> said() {
            reading.run();
            return resultOf(reading);
        }
    }

    /**
     * A file that is digested.
     *
     * @param release once it is, on the thread of the layer
     */
    private record Digesting(FutureTask<?> work, long bytes, Runnable release) {}

    WaitingFiles(Keeper keeper) {
        this.keeper = keeper;
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    boolean has(String path) {
        for (Waiting waiting : files) { // asked for every entry
            if (waiting.file().path().equals(path)) {
                return true;
            }
        }
        return false;
    }

    /** Takes a file that is complete, and has it read. */
    void add(FileSink file, Set<DigestKind> kinds, Callable<List<FileFacts>> reading) {
        long more = file.content().length;
        keepWhile(() -> files.size() == FILES_MAX || bytes - files.element().bytes() + more > BEHIND_BYTES_MAX);
        Waiting waiting = new Waiting(file, kinds, new FutureTask<>(reading));
        files.add(waiting);
        bytes += more;
        reader().execute(waiting.reading());
    }

    /** Before a file of so many bytes comes, of which all may be held. */
    void makeRoom(long coming) {
        keepWhile(() -> bytes + coming > HELD_BYTES_MAX);
        if (digests != null && (digests.work().isDone() || digests.bytes() + bytes + coming > DIGESTED_BYTES_MAX)) {
            awaitDigests();
        }
    }

    /** Has what all of them say kept; nothing where one of them is the occasion. */
    void settle() {
        keepWhile(() -> true);
    }

    private void keepWhile(Condition condition) {
        if (keeping) {
            return;
        }
        keeping = true;
        try {
            while (!files.isEmpty() && condition.holds()) {
                Waiting first = files.remove();
                bytes -= first.bytes();
                try (FileSink file = first.file()) {
                    keeper.keep(file, first.said(), first.kinds());
                }
            }
        } finally {
            keeping = false;
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    /**
     * Has a file digested behind what is to be read already, one at a time: its bytes are held until then.
     *
     * @param file goes on holding its leave until then
     * @return whether it is, and done when {@link #awaitDigests} returns
     */
    boolean digest(FileDigest digest, FileSink file) {
        if (reader == null || (digests != null && !digests.work().isDone())) {
            return false;
        }
        awaitDigests();
        digests = new Digesting(new FutureTask<>(digest::runAlone, null), file.content().length, file.hold());
        reader.execute(digests.work());
        return true;
    }

    void awaitDigests() {
        Digesting begun = digests;
        digests = null;
        if (begun != null) {
            resultOf(begun.work());
            begun.release().run();
        }
    }

    private ExecutorService reader() {
        if (reader == null) {
            reader = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("reader").daemon(true).factory());
        }
        return reader;
    }

    /** What another thread comes to; it always does. */
    private static <T> T resultOf(FutureTask<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("reading a file beside", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.shutdownNow();
        }
        files.forEach(waiting -> waiting.file().close());
    }
}
