package io.tidewaiter.sandbox.kernel;

import io.tidewaiter.clib.CArena;
import io.tidewaiter.clib.CMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a child does to itself before the first foreign byte, and how it proves that it worked. */
public final class SelfConfinement {
    private static final int RLIMIT_CPU = 0;
    private static final int RLIMIT_FSIZE = 1;
    private static final int RLIMIT_DATA = 2;
    private static final int RLIMIT_CORE = 4;
    private static final int AT_FDCWD = -100;
    private static final int O_WRONLY_CREAT = 0x41;
    private static final int SIGCHLD = 17;
    private static final long CPU_GRACE_SECONDS = 5; // between SIGXCPU, which names the cause, and SIGKILL

    private final Kernel kernel;
    private final List<String> proved = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    private SelfConfinement(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * What came of it.
     *
     * @param complete everything was refused that must be
     * @param detail what was proved, or what is missing
     */
    public record Proof(boolean complete, String detail) {}

    /**
     * Sets the limits and, where {@code filtered}, lays the filter over all threads and tries the forbidden.
     *
     * @param dataBytesMax RLIMIT_DATA: private writable memory. Not RLIMIT_AS, since a JVM reserves address space that
     *     it never uses
     */
    public static Proof apply(long dataBytesMax, long cpuSecondsMax, boolean filtered) {
        Optional<Kernel> kernel = Kernel.here();
        if (kernel.isEmpty()) {
            return new Proof(false, "no native access to a Linux kernel");
        }
        SelfConfinement self = new SelfConfinement(kernel.get());
        self.limit("data", RLIMIT_DATA, dataBytesMax, dataBytesMax);
        self.limit("cpu seconds", RLIMIT_CPU, cpuSecondsMax, cpuSecondsMax + CPU_GRACE_SECONDS);
        self.limit("file size", RLIMIT_FSIZE, 0, 0);
        self.limit("core", RLIMIT_CORE, 0, 0);
        if (filtered) {
            self.filter();
            if (self.missing.isEmpty()) {
                self.tryTheForbidden();
            }
        } else {
            self.missing.add("Landlock and seccomp");
        }
        return self.missing.isEmpty()
                ? new Proof(true, String.join(", ", self.proved))
                : new Proof(false, "without " + String.join(", ", self.missing));
    }

    /** Goes through the same code without changing anything, so that an AOT cache knows it. */
    public static Proof rehearse() {
        Optional<Kernel> kernel = Kernel.here();
        if (kernel.isPresent()) {
            SelfConfinement self = new SelfConfinement(kernel.get());
            self.refused("rehearse", 0, kernel.get().call("getpid"));
            int length = SeccompFilter.program(kernel.get().table(), 1).size();
            self.proved.add(length + " instructions");
            return new Proof(false, "training, " + String.join(", ", self.proved) + String.join(", ", self.missing));
        }
        return new Proof(false, "training");
    }

    private void limit(String name, int resource, long soft, long hard) {
        try (CArena arena = new CArena()) {
            CMemory limit = arena.allocate(2 * Long.BYTES);
            CMemory read = arena.allocate(2 * Long.BYTES);
            kernel.call("prlimit64", 0, resource, 0, limit.address());
            ByteBuffer words = limit.bytes();
            long hardMax = words.getLong(8); // ours to lower, unsigned
            long hardSet = Long.compareUnsigned(hard, hardMax) < 0 ? hard : hardMax;
            long softSet = Long.compareUnsigned(soft, hardSet) < 0 ? soft : hardSet;
            words.putLong(0, softSet);
            words.putLong(8, hardSet);
            kernel.call("prlimit64", 0, resource, limit.address(), 0);
            kernel.call("prlimit64", 0, resource, 0, read.address());
            if (read.bytes().equals(words)) {
                proved.add(name + " at most " + softSet);
            } else {
                missing.add("a limit of " + name);
            }
        }
    }

    private void filter() {
        int pid = (int) kernel.call("getpid");
        long result = SeccompFilter.install(kernel, pid);
        if (result == 0) {
            proved.add("seccomp with " + kernel.table().allowed().size() + " calls allowed on all threads");
        } else {
            missing.add("seccomp (" + (result < 0 ? "errno " + -result : "thread " + result) + ")");
        }
    }

    private void tryTheForbidden() {
        try (CArena arena = new CArena()) {
            long root = arena.text("/").address();
            long passwd = arena.text("/etc/passwd").address();
            long file = arena.text("/tmp/tidewaiter-cell").address();
            long zeros = arena.allocate(256).address();
            refused("list /", SeccompFilter.EACCES, kernel.call("openat", AT_FDCWD, root, 0, 0));
            long opened = kernel.call("openat", AT_FDCWD, passwd, 0, 0);
            if (opened != -2) { // ENOENT: a container without that file proves it by / alone
                refused("read /etc/passwd", SeccompFilter.EACCES, opened);
            }
            refused("create a file", SeccompFilter.EACCES, kernel.call("openat", AT_FDCWD, file, O_WRONLY_CREAT, 0600));
            refused("a TCP socket", SeccompFilter.EPERM, kernel.call("socket", 2, 1, 0));
            refused("a UNIX socket", SeccompFilter.EPERM, kernel.call("socket", 1, 1, 0));
            fork();
            refused("clone3", SeccompFilter.ENOSYS, kernel.call("clone3", zeros, 0));
            refused("execve", SeccompFilter.EPERM, kernel.call("execve", file, 0, 0));
            refused("ptrace", SeccompFilter.EPERM, kernel.call("ptrace", 0));
            refused("process_vm_readv", SeccompFilter.EPERM, kernel.call("process_vm_readv", 0));
            refused("unshare", SeccompFilter.EPERM, kernel.call("unshare", 0));
            refused("kill", SeccompFilter.EPERM, kernel.call("kill", kernel.call("getppid"), 0));
            refused("bpf", SeccompFilter.EPERM, kernel.call("bpf", 0, zeros, 0));
            refused("io_uring", SeccompFilter.EPERM, kernel.call("io_uring_setup", 1, zeros));
            refused("userfaultfd", SeccompFilter.EPERM, kernel.call("userfaultfd", 0));
            refused("keyctl", SeccompFilter.EPERM, kernel.call("keyctl", 0));
            refused("memfd_create", SeccompFilter.EPERM, kernel.call("memfd_create", file, 0));
            refused("perf_event_open", SeccompFilter.EPERM, kernel.call("perf_event_open", zeros));
        }
    }

    private void fork() {
        long result = kernel.call("clone", SIGCHLD);
        if (result == 0) {
            kernel.call("exit_group", 1); // we are the copy that must not exist
        }
        refused("fork", SeccompFilter.EPERM, result);
    }

    private void refused(String what, int errno, long result) {
        if (result == -errno) {
            proved.add("no " + what);
        } else {
            missing.add("a refusal to " + what + " (" + result + ")");
        }
    }
}
