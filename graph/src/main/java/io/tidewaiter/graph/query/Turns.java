package io.tidewaiter.graph.query;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who may run a query now. Callers take turns: the next free place goes to the caller who has waited longest for one
 * since their last turn, so that one who asks a hundred things at once delays another by one query and not by a hundred.
 */
final class Turns {
    private final int places;
    private final int perCaller;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> running = new HashMap<>();
    private final Map<String, ArrayDeque<Condition>> waiting = new LinkedHashMap<>();
    private int used;

    Turns(int places, int perCaller) {
        this.places = places;
        this.perCaller = perCaller;
    }

    /** Waits for a turn; false where none came in time. */
    boolean take(String caller, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            Condition turn = lock.newCondition();
            waiting.computeIfAbsent(caller, _ -> new ArrayDeque<>()).add(turn);
            try {
                while (!turn.equals(next())) {
                    if (left <= 0) {
                        return false;
                    }
                    left = turn.awaitNanos(left);
                }
                used++;
                running.merge(caller, 1, Integer::sum);
                return true;
            } finally {
                leave(caller, turn);
                wakeNext();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives the place back. */
    void give(String caller) {
        lock.lock();
        try {
            used--;
            running.merge(caller, -1, (had, less) -> had + less == 0 ? null : had + less);
            wakeNext();
        } finally {
            lock.unlock();
        }
    }

    /** The first in line of the first caller who may run one more; null where nobody may. */
    private @Nullable Condition next() {
        if (used >= places) {
            return null;
        }
        for (Map.Entry<String, ArrayDeque<Condition>> entry : waiting.entrySet()) {
            if (running.getOrDefault(entry.getKey(), 0) < perCaller) {
                return entry.getValue().peekFirst();
            }
        }
        return null;
    }

    /** Takes the waiter out of its line; a caller who still waits goes to the end of the callers. */
    private void leave(String caller, Condition turn) {
        ArrayDeque<Condition> line = waiting.remove(caller);
        if (line != null) {
            line.remove(turn);
            if (!line.isEmpty()) {
                waiting.put(caller, line);
            }
        }
    }

    private void wakeNext() {
        Condition next = next();
        if (next != null) {
            next.signal();
        }
    }
}
