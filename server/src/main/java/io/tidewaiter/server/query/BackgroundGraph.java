package io.tidewaiter.server.query;

import io.tidewaiter.graph.Graph;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The graph, opened beside everything else: loading the engine takes longer than the rest of the start, and no other
 * answer needs it. Until it is there, questions are asked to come again.
 */
public final class BackgroundGraph implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("graph");
    private static final Executor OWN_THREAD =
            task -> Thread.ofPlatform().name("graph-opener").daemon().start(task);

    private final CompletableFuture<Graph> graph;

    public BackgroundGraph(Supplier<Graph> opening) {
        graph = CompletableFuture.supplyAsync(opening, OWN_THREAD).whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.log(System.Logger.Level.ERROR, "graph open-failed", failure);
            }
        });
    }

    /** The graph where it is open. */
    public Optional<Graph> now() {
        return graph.isDone() && !graph.isCompletedExceptionally() ? Optional.of(graph.join()) : Optional.empty();
    }

    @Override
    public void close() {
        try {
            graph.join().close();
        } catch (CompletionException e) {
            LOG.log(System.Logger.Level.DEBUG, "graph was never open", e);
        }
    }
}
