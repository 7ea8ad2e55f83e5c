package io.tidewaiter.sandbox.kernel;

import io.tidewaiter.clib.CArena;
import io.tidewaiter.clib.CMemory;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A child that is born inside a Landlock domain.
 *
 * <p>A domain belongs to a thread and is inherited by what the thread starts. A JVM that confines itself is too late:
 * its collector and compiler threads exist already. So a platform thread of the parent, made for this alone, enters the
 * domain, spawns the child and ends.
 *
 * <p>Why not {@link ProcessBuilder} on that thread: it starts a reaper thread, which would inherit the domain, live on
 * in the JDK's pool and wake other people's virtual threads, that is start carrier threads in the domain; files would
 * then fail to open anywhere in the parent, now and then. The spawning thread here calls nothing but the kernel through
 * handles that were linked before: it starts no thread and wakes only the platform thread that joins it.
 *
 * <p>It takes a private copy of the descriptor table and of the working folder ({@code unshare}), in which it puts the
 * pipes on 0, 1 and 2, marks everything else close-on-exec and goes to {@code /}; the child gets these, an empty
 * environment, and nothing more. Rejected: PR_SET_PDEATHSIG, which fires when the spawning thread ends; the child sees
 * the parent's death as the end of its input.
 */
public final class ConfinedChild implements ChildProcess {
    private static final int O_CLOEXEC = 0x8_0000;
    private static final int CLONE_FS = 0x200;
    private static final int CLOSE_RANGE_UNSHARE_CLOEXEC = 2 | 4;
    private static final long ALL_DESCRIPTORS = 0xffff_ffffL;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SIGKILL = 9;
    private static final int WNOHANG = 1;
    private static final long POLL_NANOS = 1_000_000;
    private static final int SPAWN_STACK_BYTES = 256 << 10;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int STDERR = 4; // its place among the pipes' ends
    private static final int PIPE_BYTES = 1 << 20; // what any user may ask for (pipe(7), pipe-max-size)

    private final Kernel kernel;
    private final int pid;
    private final OutputStream stdin;
    private final InputStream stdout;
    private final InputStream stderr;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean reaped; // after which the pid may be somebody else's

    private ConfinedChild(Kernel kernel, int pid, OutputStream stdin, InputStream stdout, InputStream stderr) {
        this.kernel = kernel;
        this.pid = pid;
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /**
     * Starts {@code command} in a domain in which it can read {@code readable} and nothing else. Not on a virtual
     * thread.
     *
     * @param command an executable's absolute path and its arguments
     */
    public static ConfinedChild start(List<String> command, Collection<Path> readable) throws IOException {
        Kernel kernel = Kernel.here().orElseThrow(() -> new IOException("no native access to a Linux kernel"));
        int ruleset = Landlock.ruleset(kernel, Landlock.abi(kernel), readable);
        int[] pipes = {-1, -1, -1, -1, -1, -1}; // stdin, stdout, stderr: read end, write end
        try (CArena arena = new CArena()) {
            openPipes(kernel, arena, pipes);
            // Through /proc, because a descriptor's number cannot be made a stream otherwise.
            OutputStream stdin = new FileOutputStream("/proc/self/fd/" + pipes[1]);
            InputStream stdout = new FileInputStream("/proc/self/fd/" + pipes[2]);
            InputStream stderr = new FileInputStream("/proc/self/fd/" + pipes[4]);
            int[] ends = {pipes[0], pipes[3], pipes[5]};
            Birth birth = new Birth(kernel, arena, command, ruleset, ends);
            Thread thread = new Thread(null, birth, "cell-spawn", SPAWN_STACK_BYTES, false);
            thread.start();
            joinAnyway(thread);
            if (birth.result <= 0) {
                stdin.close();
                stdout.close();
                stderr.close();
                throw new IOException("%s: errno %d".formatted(birth.step, -birth.result));
            }
            return new ConfinedChild(kernel, birth.result, stdin, stdout, stderr);
        } finally {
            kernel.call("close", ruleset);
            for (int end : pipes) {
                if (end >= 0) {
                    kernel.call("close", end);
                }
            }
        }
    }

    /** What the spawning thread does. Everything it touches was made before it entered the domain. */
    private static final class Birth implements Runnable {
        private final Kernel kernel;
        private final int ruleset;
        private final int[] ends;
        private final CMemory pid;
        private final CMemory path;
        private final CMemory argv;
        private final CMemory envp;
        private final CMemory root;
        private String step = "";
        private int result;

        Birth(Kernel kernel, CArena arena, List<String> command, int ruleset, int[] ends) {
            this.kernel = kernel;
            this.ruleset = ruleset;
            this.ends = ends;
            this.pid = arena.allocate(Integer.BYTES);
            this.path = arena.text(command.getFirst());
            this.argv = arena.allocate((command.size() + 1) * Long.BYTES);
            for (String word : command) {
                argv.bytes().putLong(arena.text(word).address());
            }
            this.envp = arena.allocate(Long.BYTES);
            this.root = arena.text("/");
        }

        @Override
        public void run() {
            boolean ready = did("unshare", CLONE_FS)
                    && did("close_range", 0, ALL_DESCRIPTORS, CLOSE_RANGE_UNSHARE_CLOEXEC)
                    && did("dup3", ends[0], 0, 0)
                    && did("dup3", ends[1], 1, 0)
                    && did("dup3", ends[2], 2, 0)
                    && did("chdir", root.address())
                    && did("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
                    && did("landlock_restrict_self", ruleset, 0);
            if (!ready) {
                return;
            }
            step = "posix_spawn";
            int errno = kernel.spawn(pid.address(), path.address(), argv.address(), envp.address());
            result = errno == 0 ? pid.bytes().getInt(0) : -errno;
        }

        private boolean did(String name, long... arguments) {
            step = name;
            result = (int) kernel.call(name, arguments);
            return result >= 0;
        }
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public InputStream stderr() {
        return stderr;
    }

    @Override
    public void kill() {
        lock.lock();
        try {
            if (!reaped) {
                kernel.call("kill", pid, SIGKILL);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Exit await(Duration grace) {
        long deadline = System.nanoTime() + grace.toNanos();
        boolean killed = false;
        try (CArena arena = new CArena()) {
            CMemory status = arena.allocate(Integer.BYTES);
            while (true) {
                lock.lock();
                try {
                    long result = kernel.call("wait4", pid, status.address(), WNOHANG, 0);
                    if (result != 0) {
                        reaped = true;
                        return result == pid ? exit(status.bytes().getInt(0)) : new Exit(-1, 0);
                    }
                } finally {
                    lock.unlock();
                }
                if (!killed && System.nanoTime() - deadline >= 0) {
                    kill();
                    killed = true;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private static Exit exit(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? new Exit((status >> 8) & 0xff, 0) : new Exit(0, signal);
    }

    private static void openPipes(Kernel kernel, CArena arena, int[] pipes) throws IOException {
        CMemory pair = arena.allocate(2 * Integer.BYTES);
        for (int i = 0; i < pipes.length; i += 2) {
            long result = kernel.call("pipe2", pair.address(), O_CLOEXEC);
            if (result < 0) {
                throw new IOException("pipe2: errno " + -result);
            }
            pipes[i] = pair.bytes().getInt(0);
            pipes[i + 1] = pair.bytes().getInt(Integer.BYTES);
            // The usual 64 KiB hold one frame: reader and writer would wake each other for each. Refused, they stay so.
            if (i != STDERR) {
                kernel.call("fcntl", pipes[i], F_SETPIPE_SZ, PIPE_BYTES);
            }
        }
    }

    private static void joinAnyway(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // it ends within milliseconds, and its result must not be lost
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
