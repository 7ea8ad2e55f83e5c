package io.tidewaiter.flow.discover;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks for many things, a few at a time: a registry that is listed has other guests, too. */
final class LookUps {
    private final int atATime;

    LookUps(int atATime) {
        this.atATime = atATime;
    }

    /** The answer for each name, in their order. */
    <T> Map<String, T> each(Collection<String> names, Function<String, T> question) throws InterruptedException {
        Map<String, T> answers = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                atATime, Thread.ofVirtual().name("look-up-", 0).factory())) {
            Map<String, Future<T>> asked = new LinkedHashMap<>();
            names.forEach(name -> asked.put(name, threads.submit(() -> question.apply(name))));
            for (Map.Entry<String, Future<T>> one : asked.entrySet()) {
                try {
                    answers.put(one.getKey(), one.getValue().get());
                } catch (ExecutionException e) {
                    threads.shutdownNow();
                    throw new IllegalStateException("look up " + one.getKey() + ": " + e.getCause(), e);
                } catch (InterruptedException e) {
                    threads.shutdownNow();
                    throw e;
                }
            }
        }
        return answers;
    }
}
