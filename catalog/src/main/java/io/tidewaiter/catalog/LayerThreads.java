package io.tidewaiter.catalog;

import io.tidewaiter.model.scan.PulledLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Threads that go through an image's layers, each taking the next one that nobody has. One owner. */
final class LayerThreads implements AutoCloseable {
    private final Queue<PulledLayer> waiting;
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();

    private LayerThreads(List<PulledLayer> layers) {
        this.waiting = new ConcurrentLinkedQueue<>(layers);
    }

    /**
     * Begins with the work, on so many threads; on none where there are no layers.
     *
     * @param name of the threads, before their number
     */
    static LayerThreads start(String name, List<PulledLayer> layers, int count, Consumer<PulledLayer> work) {
        LayerThreads all = new LayerThreads(layers);
        for (int i = Math.min(count, layers.size()); i > 0; i--) {
            all.threads.add(Thread.ofPlatform().daemon(true).name(name, i).start(() -> all.run(work)));
        }
        return all;
    }

    private void run(Consumer<PulledLayer> work) {
        for (PulledLayer layer = waiting.poll(); layer != null; layer = waiting.poll()) {
            try {
                work.accept(layer);
            } catch (RuntimeException | Error e) {
                broken.compareAndSet(null, e);
            }
        }
    }

    /** Waits until all is done; what the work threw is thrown as an {@link IllegalStateException}. */
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable promise = broken.get();
        if (promise != null) {
            throw new IllegalStateException("read the layers of an image: " + promise, promise);
        }
    }

    /** Layers that nobody has yet are left, and the threads that have one interrupted. */
    @Override
    public void close() {
        waiting.clear();
        threads.forEach(Thread::interrupt);
    }
}
