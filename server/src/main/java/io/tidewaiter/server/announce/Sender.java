package io.tidewaiter.server.announce;

import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.store.State;
import io.tidewaiter.store.announce.Announcement;
import io.tidewaiter.store.arm.ArmResource;
import io.tidewaiter.store.database.StoreException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Empties the outbox: each target in order, one letter at a time, at most {@value #AT_ONCE} targets at once. What fails is
 * tried again, later each time; a process that ends in between sends again what it had no answer to (at least once: the
 * event's id stays the same).
 */
final class Sender {
    private static final System.Logger LOG = System.getLogger("announce");
    private static final int AT_ONCE = 16;
    private static final Duration WAIT_MAX = Duration.ofHours(1);
    private static final int DOUBLINGS_MAX = 16;

    private final State state;
    private final AnnounceSettings settings;
    private final Postman postman;
    private final Runnable ended;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    /** @param ended called after each letter, on its thread */
    Sender(State state, AnnounceSettings settings, Postman postman, Runnable ended) {
        this.state = state;
        this.settings = settings;
        this.postman = postman;
        this.ended = ended;
    }

    /** Sends what is due, in the background. */
    void look() {
        for (Announcement one : state.outbox().due(AT_ONCE * 4)) {
            String lane = one.draft().targetId() + "#" + one.draft().action();
            if (!busy.contains(lane) && slots.tryAcquire()) {
                busy.add(lane);
                Thread.ofVirtual().name("announce").start(() -> work(one, lane));
            }
        }
    }

    private void work(Announcement one, String lane) {
        try {
            send(one);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreException e) {
            LOG.log(Level.WARNING, "announce unwritten target=" + one.draft().targetId(), e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "announce fault target=" + one.draft().targetId(), e);
            state.outbox().failed(one, 0, "a fault of ours");
        } finally {
            busy.remove(lane);
            slots.release();
            ended.run();
        }
    }

    private void send(Announcement one) throws InterruptedException {
        Instant now = state.now();
        Optional<ArmResource> target = state.resources().arm().get(one.draft().targetId());
        Optional<Postman.Letter> letter = target.flatMap(t -> Addresses.letter(t, one, now));
        if (letter.isEmpty()) {
            state.outbox().failed(one, 0, target.isEmpty() ? "the target is gone" : "the target is switched off");
            return;
        }
        switch (postman.send(letter.get())) {
            case Postman.Outcome.Answered(int status, Duration _)
            when status / 100 == 2 -> state.outbox().sent(one, status);
            case Postman.Outcome.Answered(int status, Duration _)
            when status == 410 -> state.outbox().failed(one, status, "the target answered 410 Gone");
            case Postman.Outcome.Answered(int status, Duration asked) ->
                again(one, status, asked == null ? Duration.ZERO : asked, "the target answered " + status);
            case Postman.Outcome.Refused(String why) -> state.outbox().failed(one, 0, Quoted.of(why));
            case Postman.Outcome.Failed(String why) -> again(one, 0, Duration.ZERO, why);
        }
    }

    private void again(Announcement one, int status, Duration asked, String why) {
        Duration wait = settings.retryFirst().multipliedBy(1L << Math.min(one.attempt(), DOUBLINGS_MAX));
        wait = wait.compareTo(asked) < 0 ? asked : wait;
        wait = wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait;
        if (state.now().plus(wait).isAfter(one.createdAt().plus(settings.giveUpAfter()))) {
            state.outbox().failed(one, status, why + "; given up after " + (one.attempt() + 1) + " attempts");
        } else {
            state.outbox().retry(one, wait, status, why);
        }
    }
}
