package io.tidewaiter.sandbox;

import io.tidewaiter.sandbox.CellException.Code;
import io.tidewaiter.sandbox.frame.Frame;
import io.tidewaiter.sandbox.frame.FrameFault;
import io.tidewaiter.sandbox.frame.FrameReader;
import io.tidewaiter.sandbox.frame.FrameType;
import io.tidewaiter.sandbox.frame.FrameWriter;
import io.tidewaiter.sandbox.kernel.ChildProcess;
import io.tidewaiter.sandbox.kernel.ConfinedChild;
import io.tidewaiter.sandbox.kernel.Offer;
import io.tidewaiter.sandbox.kernel.PlainChild;
import io.tidewaiter.sandbox.kernel.ReadablePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A confined child JVM and the streams to it. Thread-safe: streams are opened and written by different threads.
 *
 * <p><b>Problem.</b> Foreign bytes are decompressed and parsed; whoever made them may have found a mistake in what
 * parses them, the JVM and native libraries included. That code must not hold anything worth stealing.
 *
 * <p><b>Choice.</b> A process of its own. It is born in a Landlock domain (it may read its JDK, its class path, the
 * folder of the C library and random numbers; write nowhere; no TCP, no abstract sockets, no signals), with an empty
 * environment, the folder {@code /}, three pipes and no other descriptor. It loads what it needs, sets its own limits,
 * lays an allow-list of system calls over all its threads, tries what must be refused, and says in its first frame what
 * was. Only then {@link #start} returns. Its stdout is parsed as hostile, its stderr is drained and only quoted. Its
 * death is a result: every stream that it had open fails with the one cause, and nothing else happens.
 *
 * <p><b>What remains within its reach:</b> it may ask whether a path exists and how long the file is ({@code stat};
 * Landlock does not mediate it), read the clock, and use processor and memory up to its limits.
 *
 * <p><b>Traps</b>, each of which cost somebody a day. RLIMIT_DATA, not RLIMIT_AS: a JVM reserves address space that it
 * never touches. {@code clone3} must be answered ENOSYS, or no thread starts. {@code pipe} stays allowed: refused, the
 * JDK's failing attempt to start a process closes descriptors 0 to 2, the cell's own. The JVM's warnings go to stdout
 * unless told otherwise. The spawning thread must not start threads or wake virtual ones ({@link ConfinedChild}). AOT
 * caches are trained unconfined ({@link CellTraining}). Because the JDK stays readable, nothing of it (such as
 * libmanagement or tzdb) has to be loaded in advance; native libraries in other places do ({@link CellTask#warmUp}, and
 * {@link CellConfig#withReadable} for where they lie).
 *
 * <p><b>Memory</b> in the parent: per stream at most {@value Windows#ANSWER_BYTES} bytes of unread answer.
 *
 * <p><b>Rejected:</b> user namespaces and bubblewrap (refused to us in many containers), a filter without Landlock
 * (class loading needs {@code openat}, whose path a filter cannot see), confinement in our own process (a domain cannot
 * be left again).
 */
public final class Cell implements AutoCloseable {
    private static final Duration HELLO_MAX = Duration.ofSeconds(60);
    private static final Duration END_GRACE = Duration.ofSeconds(3); // from the end of stdout to the end of the process
    private static final Duration CAUSE_MAX = Duration.ofSeconds(10);

    private final CellConfig config;
    private final boolean training;
    private final CompletableFuture<Confinement> hello = new CompletableFuture<>();
    private final AtomicReference<@Nullable CellException> cause = new AtomicReference<>(); // the first one
    private final CountDownLatch born = new CountDownLatch(1); // or never to be
    private final CountDownLatch dead = new CountDownLatch(1);
    private final Map<Integer, CellStream> streams = new ConcurrentHashMap<>();
    private final Semaphore free;
    private final ReentrantLock opening = new ReentrantLock();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile @Nullable ChildProcess child;
    private volatile @Nullable FrameWriter writer;
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile @Nullable Thread rehearsing;
    private volatile Confinement confinement = new Confinement(false, "");

    private Cell(CellConfig config, boolean training) {
        this.config = config;
        this.training = training;
        this.free = new Semaphore(config.streamsMax());
    }

    /** Links what the start of a cell needs, in the background: for a process that does something else first. */
    public static void warmUp() {
        Thread.ofPlatform().name("cell-warm-up").daemon(true).start(Offer::ask);
    }

    /**
     * Starts a child and waits for the proof of its confinement.
     *
     * @throws CellException UNCONFINABLE where this system cannot confine and the configuration insists; START_FAILED,
     *     or what the child died of
     */
    public static Cell start(CellConfig config) throws CellException {
        return StartingCell.begin(config).proven();
    }

    static Cell start(CellConfig config, Offer offer) throws CellException {
        return begin(config, offer).proven();
    }

    static StartingCell begin(CellConfig config, Offer offer) throws CellException {
        if (!offer.able() && !config.allowUnconfined()) {
            throw unconfinable(offer.detail());
        }
        return begin(new Cell(config, false), offer);
    }

    /** An unconfined child without limits, which records what an AOT cache needs and obeys {@link #finish}. */
    static Cell startTraining(CellConfig config) throws CellException {
        return begin(new Cell(config.withUnconfinedAllowed(true), true), Offer.none("training"))
                .proven();
    }

    private static StartingCell begin(Cell cell, Offer offer) throws CellException {
        // A platform thread for the whole life: it spawns, reads and reaps, and a domain must not touch a carrier.
        Thread.ofPlatform().name("cell").daemon(true).start(() -> cell.live(offer));
        try {
            cell.born.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cell.giveUp(Code.CLOSED, "start a cell: interrupted");
        }
        return new StartingCell(cell);
    }

    /** Waits for the proof; see {@link StartingCell#proven}. */
    Cell proven() throws CellException {
        try {
            confinement =
                    hello.get(Math.min(HELLO_MAX.toMillis(), config.timeMax().toMillis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw deathSeenBy(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw giveUp(Code.CLOSED, "start a cell: interrupted");
        } catch (TimeoutException e) {
            throw giveUp(Code.START_FAILED, "start a cell: no sign of life in time; is the machine overloaded?");
        }
        if (!confinement.confined() && !config.allowUnconfined()) {
            close();
            throw unconfinable(confinement.detail());
        }
        return this;
    }

    void rehearse(CellTraining work) throws IOException {
        rehearsing = Thread.currentThread();
        try {
            work.work(this);
        } finally {
            rehearsing = null;
        }
    }

    /** Whether nothing is known of its death. */
    public boolean isAlive() {
        return cause.get() == null;
    }

    /** How the child is held; what it proved. */
    public Confinement confinement() {
        return confinement;
    }

    /** The child's process id, for people and tests. */
    public long pid() {
        ChildProcess process = child;
        return process == null ? 0 : process.pid();
    }

    /**
     * A new stream; waits while {@link CellConfig#streamsMax} are open. A stream is open until its task returned or
     * failed.
     *
     * @param header at most 1 MiB, handed to the task
     * @throws CellException where the cell is dead
     */
    public CellStream open(byte[] header) throws CellException {
        if (header.length > FrameType.OPEN.bytesMax()) {
            throw new IllegalArgumentException("a header of %d bytes".formatted(header.length));
        }
        // A cell that waits for its first image has cost nothing yet; the image may wait for the end of a rehearsal.
        if (Thread.currentThread() != rehearsing && watched.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon(true).name("cell-watch").start(this::watch);
        }
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CellException(Code.CLOSED, 0, "open a cell stream: interrupted");
        }
        opening.lock(); // the child takes streams in the order of their numbers
        try {
            CellStream stream = new CellStream(this, opened.get() + 1, config.answerBytesMax());
            streams.put(stream.number(), stream);
            opened.set(stream.number());
            if (cause.get() != null) {
                throw deathSeenBy(stream.number());
            }
            send(FrameType.OPEN, stream.number(), header, 0, header.length);
            return stream;
        } catch (CellException e) {
            streams.remove(opened.get());
            free.release(); // so that the next who waits learns of the death too
            throw e;
        } finally {
            opening.unlock();
        }
    }

    /** Kills the child and does not wait until the system has taken it apart, which {@link #close} does. */
    public void kill() {
        end(new CellException(Code.CLOSED, 0, "the cell was closed"));
    }

    /** Kills the child; open streams fail as CLOSED. */
    @Override
    public void close() {
        kill();
        boolean interrupted = false;
        try {
            if (!dead.await(CAUSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the cell's child does not die");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the input and waits for the child to end by itself. */
    void finish() throws CellException {
        remember(new CellException(Code.CLOSED, 0, "the cell was closed"));
        try {
            Objects.requireNonNull(child).stdin().close();
            if (!dead.await(config.timeMax().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CellException(Code.OUT_OF_TIME, 0, "the cell's child does not end");
            }
        } catch (IOException e) {
            throw deathSeenBy(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CellException(Code.CLOSED, 0, "finish a cell: interrupted");
        } finally {
            close();
        }
    }

    void send(FrameType type, int stream, byte[] bytes, int offset, int length) throws CellException {
        try {
            Objects.requireNonNull(writer).write(type, stream, bytes, offset, length);
        } catch (IOException e) {
            throw deathSeenBy(stream);
        }
    }

    void sendCredit(int stream, int bytes) throws CellException {
        try {
            Objects.requireNonNull(writer).writeCredit(stream, bytes);
        } catch (IOException e) {
            throw deathSeenBy(stream);
        }
    }

    private static CellException unconfinable(String dehead) {
        return new CellException(
                Code.UNCONFINABLE,
                0,
                "start a cell: this system cannot confine it: %s; nothing foreign is read, allow unconfined cells to read it all the same"
                        .formatted(dehead));
    }

    // ---- the life of the child, on its own thread

    private void live(Offer offer) {
        StderrHead head = new StderrHead();
        ChildProcess process = null;
        try {
            process = spawn(offer);
            head.drain(process.stderr());
            writer = new FrameWriter(process.stdin());
            child = process;
            born.countDown();
            if (cause.get() != null) {
                process.kill(); // given up before it was born
            } else {
                read(new FrameReader(process.stdout()));
            }
        } catch (FrameFault e) {
            remember(new CellException(
                    Code.PROTOCOL,
                    0,
                    "the cell's child broke the protocol: %s; it was killed".formatted(e.getMessage())));
            if (process != null) {
                process.kill();
            }
        } catch (IOException e) {
            remember(new CellException(Code.START_FAILED, 0, "start %s: %s".formatted(config.java(), e.getMessage())));
        } finally {
            born.countDown();
            bury(process, head);
        }
    }

    private ChildProcess spawn(Offer offer) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(config.java().toString());
        command.addAll(config.jvmOptions());
        config.aotCache().ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
        command.add("-cp");
        command.add(config.joinedClassPath());
        command.add(config.mainClass());
        command.addAll(new HostArguments(
                        offer.able(),
                        training ? HostArguments.TRAINING : config.dataBytesMax(),
                        config.cpuMax().toSeconds(),
                        config.streamsMax(),
                        config.answerBytesMax(),
                        offer.landlockAbi())
                .words());
        if (!offer.able()) {
            return PlainChild.start(command);
        }
        List<Path> named = new ArrayList<>(config.classPath());
        named.addAll(config.readable());
        config.aotCache().ifPresent(named::add);
        return ConfinedChild.start(command, ReadablePaths.of(config.java(), named));
    }

    private void read(FrameReader reader) throws IOException {
        Optional<Frame> first = reader.read();
        if (first.isEmpty()) {
            return;
        }
        if (first.get().type() != FrameType.HELLO || first.get().stream() != 0) {
            throw new FrameFault("a %s frame before HELLO".formatted(first.get().type()));
        }
        byte[] proof = first.get().payload();
        hello.complete(new Confinement(proof[0] == 1, new String(proof, 1, proof.length - 1, StandardCharsets.UTF_8)));
        for (Optional<Frame> frame = reader.read(); frame.isPresent(); frame = reader.read()) {
            dispatch(frame.get());
        }
    }

    private void dispatch(Frame frame) throws FrameFault {
        CellStream stream = streams.get(frame.stream());
        if (stream == null) {
            boolean late = frame.type() == FrameType.CREDIT || frame.type() == FrameType.ENOUGH;
            if (late && frame.stream() >= 1 && frame.stream() <= opened.get()) {
                return; // a thread of the task that reads on after its return
            }
            throw new FrameFault("a %s frame for stream %d, which is not open".formatted(frame.type(), frame.stream()));
        }
        switch (frame.type()) {
            case BYTES -> stream.answered(frame.payload());
            case CREDIT -> stream.credited(frame.credit());
            case ENOUGH -> stream.enough();
            case END -> {
                release(stream);
                stream.finish();
            }
            case FAIL -> {
                release(stream);
                String why = CellException.quote(new String(frame.payload(), StandardCharsets.UTF_8));
                stream.fail(new CellException(Code.TASK_FAILED, frame.stream(), "the task failed with " + why));
            }
            case HELLO, OPEN, ABORT -> throw new FrameFault("a %s frame".formatted(frame.type()));
        }
    }

    private void release(CellStream stream) {
        if (streams.remove(stream.number()) != null) {
            free.release();
        }
    }

    /** The child is gone or going: finds out why, tells every stream, and wakes everyone. */
    private void bury(@Nullable ChildProcess process, StderrHead head) {
        if (process != null) {
            ChildProcess.Exit exit = process.await(END_GRACE);
            remember(Autopsy.cause(exit, head.text(), hello.isDone(), config));
        }
        remember(new CellException(Code.START_FAILED, 0, "start a cell: failed; see the thread's own error"));
        dead.countDown();
        CellException why = deathSeenBy(0);
        hello.completeExceptionally(why);
        for (CellStream stream : streams.values()) {
            stream.fail(why);
        }
        free.release(); // whoever waits to open learns of it
        if (process != null) {
            closePipes(process);
        }
    }

    private static void closePipes(ChildProcess process) {
        try (var in = process.stdin();
                var out = process.stdout();
                var err = process.stderr()) {
            Objects.requireNonNull(in);
            Objects.requireNonNull(out);
            Objects.requireNonNull(err);
        } catch (IOException e) {
            return; // the child is gone: there is nothing left to lose in its pipes
        }
    }

    private void watch() {
        try {
            if (!dead.await(config.timeMax().toMillis(), TimeUnit.MILLISECONDS)) {
                end(new CellException(
                        Code.OUT_OF_TIME,
                        0,
                        "the cell was killed after %s of wall clock time; raise timeMax if the input is trusted"
                                .formatted(config.timeMax())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CellException giveUp(Code code, String message) {
        CellException why = new CellException(code, 0, message);
        end(why);
        return why;
    }

    /** Ends the child for a reason of ours; the reading thread then sees the end of its pipe. */
    private void end(CellException why) {
        remember(why);
        ChildProcess process = child;
        if (process != null) {
            process.kill();
        }
    }

    private void remember(CellException why) {
        cause.compareAndSet(null, why);
    }

    /** The cause of death for who meets it, once it is known. */
    private CellException deathSeenBy(int stream) {
        try {
            if (!dead.await(CAUSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                return new CellException(Code.DIED, stream, "the cell's child does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        CellException why = cause.get();
        if (why == null) {
            return new CellException(Code.DIED, stream, "the cell's child is gone");
        }
        return stream == 0
                ? new CellException(why.code(), 0, Objects.requireNonNullElse(why.getMessage(), ""))
                : why.in(stream);
    }
}
