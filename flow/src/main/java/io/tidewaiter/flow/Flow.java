package io.tidewaiter.flow;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.store.ScanQueue;
import io.tidewaiter.store.State;
import io.tidewaiter.store.database.StoreException;
import java.lang.System.Logger.Level;
import java.time.Duration;
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
    private static final Duration AFTER_FAULT = Duration.ofSeconds(5);
    private static final Duration END_MAX = Duration.ofSeconds(20);

    private final State state;
    private final IntakeWorker intake;
    private final ScanWorker worker;
    private final Semaphore arrived = new Semaphore(0);
    private final Set<ScanQueue.Job> working = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    private Flow(State state, ScanPipeline pipeline, AdvisoryDb advisories, ImageSource images) {
        this.state = state;
        this.intake = new IntakeWorker(state.intakeLog(), state.resources());
        this.worker = new ScanWorker(state, pipeline, advisories, images);
    }

    /**
     * Starts to work.
     *
     * @param workers jobs that are worked on at a time, at least 1
     */
    public static Flow start(
            State state, ScanPipeline pipeline, AdvisoryDb advisories, ImageSource images, int workers) {
        state.images().activate(advisories.snapshot());
        Flow flow = new Flow(state, pipeline, advisories, images);
        flow.run("intake", flow::takeEvents);
        flow.run("lease-renewer", flow::renewLeases);
        for (int i = 0; i < workers; i++) {
            flow.run("scan-worker-" + i, flow::workOnJobs);
        }
        return flow;
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
                } catch (RuntimeException e) {
                    faulted(name, e);
                }
            }
        }));
    }

    /** A fault of ours or of the disk: it is told, and the loop goes on after a while. */
    private void faulted(String name, RuntimeException e) {
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
        } catch (RuntimeException e) {
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
