package io.tidewaiter.flow;

import io.tidewaiter.flow.discover.Reconciler;
import io.tidewaiter.flow.reevaluate.Advisories;
import io.tidewaiter.flow.reevaluate.AdvisoryWatch;
import io.tidewaiter.flow.reevaluate.Reevaluator;
import io.tidewaiter.flow.vex.AttachedVex;
import io.tidewaiter.flow.vex.VexSettings;
import io.tidewaiter.store.RecommendationKeeper;
import io.tidewaiter.store.ScanQueue;
import io.tidewaiter.store.State;
import io.tidewaiter.store.database.StoreException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The service's work: events that are on disk become jobs, jobs become stored results. Starts with whatever a crash left
 * behind.
 */
public final class Flow implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("flow");
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration RENEW = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_FILES = Duration.ofMillis(500);
    private static final Duration LOOK_AT_RECOMMENDATIONS = Duration.ofMillis(100);

    /** A look at the recommendations of very many images takes at most a fifth of the time. */
    private static final int REST_PER_LOOK = 4;

    private static final Duration AFTER_FAULT = Duration.ofSeconds(5);
    private static final Duration END_MAX = Duration.ofSeconds(20);

    private final State state;
    private final Reconciler reconciler;
    private final IntakeWorker intake;
    private final ScanWorker worker;
    private final Semaphore arrived = new Semaphore(0);
    private final Set<ScanQueue.Job> working = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    /** What the work is done with; whoever made them closes them after it. */
    public record Parts(
            State state, ScanPipeline pipeline, Advisories advisories, ImageSource images, Reconciler reconciler) {}

    /**
     * How the work is done.
     *
     * @param workers jobs that are worked on at a time, at least 1
     * @param database the file that the advisories were opened from; looked at for another one in its place
     * @param clock what the end of a release's support is told by
     * @param steps hears of every step
     * @param vex whose VEX documents count
     */
    public record Settings(int workers, Path database, InstantSource clock, Steps steps, VexSettings vex) {}

    private Flow(Parts parts, Steps steps, AttachedVex attached) {
        this.state = parts.state();
        this.reconciler = parts.reconciler();
        this.intake = new IntakeWorker(state.intakeLog(), state.resources(), reconciler.covered(), steps);
        this.worker = new ScanWorker(parts, steps, attached);
    }

    /** Starts to work. */
    public static Flow start(Parts parts, Settings settings) {
        State state = parts.state();
        try (Advisories.Lease current = parts.advisories().lease()) {
            state.images().activate(current.db().snapshot());
        }
        AttachedVex attached = new AttachedVex(state, settings.vex(), parts.images()::attached);
        attached.reconsider();
        Flow flow = new Flow(parts, settings.steps(), attached);
        AdvisoryWatch watch = new AdvisoryWatch(
                settings.database(),
                parts.advisories(),
                state,
                new Reevaluator(state.reevaluation(), settings.clock()));
        flow.run("intake", flow::takeEvents);
        flow.run("lease-renewer", flow::renewLeases);
        flow.run("advisory-watch", () -> {
            watch.look();
            Thread.sleep(LOOK_AT_FILES);
        });
        flow.run("discover", () -> {
            flow.reconciler.look();
            Thread.sleep(LOOK_AT_FILES);
        });
        flow.run("connect", () -> {
            flow.reconciler.connect();
            Thread.sleep(LOOK_AT_FILES);
        });
        RecommendationKeeper keeper = new RecommendationKeeper(state);
        flow.run("recommendations", () -> keep(keeper));
        flow.run("upkeep", new Upkeep(state, attached)::look);
        for (int i = 0; i < settings.workers(); i++) {
            flow.run("scan-worker-" + i, flow::workOnJobs);
        }
        return flow;
    }

    private static void keep(RecommendationKeeper keeper) throws InterruptedException {
        long start = System.nanoTime();
        keeper.look();
        Duration rest = Duration.ofNanos(System.nanoTime() - start).multipliedBy(REST_PER_LOOK);
        Thread.sleep(rest.compareTo(LOOK_AT_RECOMMENDATIONS) > 0 ? rest : LOOK_AT_RECOMMENDATIONS);
    }

    private interface Loop {
        void run() throws InterruptedException;
    }

    private void run(String name, Loop loop) {
        threads.add(Thread.ofVirtual().name(name).start(() -> {
            while (!closing) {
                try {
                    loop.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                } catch (RuntimeException | Error e) { // an Error, too, say of a thread that cannot be had
                    faulted(name, e);
                }
            }
        }));
    }

    /** A fault of ours or of the disk: it is told, and the loop goes on after a while. */
    private void faulted(String name, Throwable e) {
        if (closing) {
            return;
        }
        LOG.log(Level.ERROR, "flow fault thread=" + name, e);
        try {
            arrived.tryAcquire(AFTER_FAULT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that an event was written down, so that nobody waits for the next look. */
    public void wake() {
        arrived.release();
    }

    private void takeEvents() throws InterruptedException {
        arrived.drainPermits();
        intake.drain();
        arrived.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void workOnJobs() throws InterruptedException {
        if (!state.scanQueue().awaitWork(LOOK_AGAIN)) {
            return;
        }
        Optional<ScanQueue.Job> job = state.scanQueue().lease(LEASE);
        if (job.isPresent()) {
            working.add(job.get());
            try {
                work(job.get());
            } finally {
                working.remove(job.get());
            }
        }
    }

    private void work(ScanQueue.Job job) throws InterruptedException {
        long start = System.nanoTime();
        try {
            worker.work(job);
            LOG.log(
                    Level.INFO,
                    "scan done repository={0} digest={1} attempt={2} milliseconds={3}",
                    job.request().repository(),
                    job.request().digest(),
                    Integer.toString(job.attempt()),
                    Long.toString((System.nanoTime() - start) / 1_000_000));
        } catch (StoreException e) {
            throw e; // the state is at fault, not the image: the lease runs out and the job is done again
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "scan fault repository=" + job.request().repository(), e);
            state.scanQueue().retryLater(job, AFTER_FAULT, "a fault of ours: " + e);
        }
    }

    private void renewLeases() throws InterruptedException {
        Thread.sleep(RENEW);
        working.forEach(job -> state.scanQueue().renew(job, LEASE));
    }

    /** Stops to take work; what is being worked on is given up and done again by whoever starts next. */
    @Override
    public void close() {
        closing = true;
        reconciler.close();
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(END_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
