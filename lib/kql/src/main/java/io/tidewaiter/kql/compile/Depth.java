package io.tidewaiter.kql.compile;

import io.tidewaiter.kql.Diagnostic;
import io.tidewaiter.kql.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Work whose depth is a query's: what the caller's stack does not hold is done anew on a larger one.
 *
 * <p>How deep a stack reaches depends on what the JVM has compiled, so that a query of 500 operators, which the limits
 * allow, would be refused by a service that has just started and answered an hour later.
 */
public final class Depth {
    /** Sixteen times what a thread has; memory is taken as far as it is used. */
    private static final long STACK_BYTES = 16L << 20;

    private Depth() {}

    /**
     * What the work gives or throws.
     *
     * @param work may be begun twice
     * @throws Refusal if the larger stack does not hold it either
     */
    static <T> T of(Supplier<T> work) {
        try {
            return work.get();
        } catch (StackOverflowError e) {
            return onLargeStack(work);
        }
    }

    /**
     * Has a thread of its own do the work, with a stack that holds what the limits of a query allow: where the work goes
     * on in native code, too little of it is the end of the process.
     *
     * @throws Refusal if not even that holds it
     */
    public static <T> T onLargeStack(Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> complete(done, work), "kql-deep", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return done.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }

    private static <T> void complete(CompletableFuture<T> done, Supplier<T> work) {
        try {
            done.complete(work.get());
        } catch (StackOverflowError e) {
            done.completeExceptionally(new Refusal(
                    Diagnostic.of(Diagnostic.Code.QueryTooComplex, "the query is nested too deep to be translated")));
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }
}
