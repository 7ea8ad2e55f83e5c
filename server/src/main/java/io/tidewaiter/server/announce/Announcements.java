package io.tidewaiter.server.announce;

import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.server.resource.Assessments;
import io.tidewaiter.store.State;
import io.tidewaiter.store.database.StoreException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The two loops: one writes down who is to be told what, one tells it. */
public final class Announcements implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("announce");
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(5);
    private static final Duration END_MAX = Duration.ofSeconds(12);

    private final Postman postman;
    private final Semaphore woken = new Semaphore(0);
    private final List<Thread> threads;
    private volatile boolean closing;

    private Announcements(State state, Assessments assessments, AssessmentKey usual, AnnounceSettings settings) {
        this.postman = new Postman(settings.client());
        Announcer announcer = new Announcer(state, assessments, usual, settings);
        Sender sender = new Sender(state, settings, postman, woken::release);
        this.threads = List.of(
                Thread.ofVirtual()
                        .name("announce-follow")
                        .unstarted(() -> loop(() -> {
                            if (!announcer.look()) {
                                Thread.sleep(LOOK);
                            } else {
                                woken.release();
                            }
                        })),
                Thread.ofVirtual()
                        .name("announce-send")
                        .unstarted(() -> loop(() -> {
                            woken.drainPermits();
                            sender.look();
                            woken.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                        })));
    }

    /** Starts to follow and to tell. */
    public static Announcements start(
            State state, Assessments assessments, AssessmentKey usual, AnnounceSettings settings) {
        Announcements made = new Announcements(state, assessments, usual, settings);
        made.threads.forEach(Thread::start);
        return made;
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private void loop(Step step) {
        while (!closing) {
            try {
                try {
                    step.run();
                } catch (StoreException e) {
                    if (!closing) {
                        LOG.log(Level.WARNING, "announce unread", e);
                        Thread.sleep(AFTER_FAULT);
                    }
                } catch (RuntimeException e) {
                    LOG.log(Level.ERROR, "announce fault", e);
                    Thread.sleep(AFTER_FAULT);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Stops; what was not told is told by whoever starts next. */
    @Override
    public void close() {
        closing = true;
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(END_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        postman.close();
    }
}
