package io.tidewaiter.sandbox.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The system calls that we make, allow or deny, by number, for the two machines that we know.
 *
 * @param auditArch what seccomp calls this machine ({@code AUDIT_ARCH_…})
 * @param allowed name → rule of the allow-list, in the order in which the filter asks
 */
record SyscallTable(int auditArch, Map<String, Integer> numbers, Map<String, Rule> allowed) {
    private static final int ABSENT = -1;

    /** What the filter does with a system call; a rule looks at the low 32 bits of one argument. */
    enum Rule {
        /** Every use. */
        ANY(0, 0),
        /** {@code open}, argument 1: no writing, creating, truncating, no O_PATH, no O_TMPFILE. */
        READ_1(1, 0x60_0243, 0),
        /** {@code openat}, argument 2: the same. */
        READ_2(2, 0x60_0243, 0),
        /** {@code clone}: CLONE_VM | CLONE_THREAD and neither CLONE_VFORK nor a new name space. */
        THREAD(0, 0x7e03_4100, 0x1_0100),
        /** Argument 0 is our own process. */
        SELF(0, -1),
        /** {@code ioctl}: FIONREAD. */
        FIONREAD(1, -1, 0x541b),
        /** {@code fcntl}: F_GETFD, F_SETFD, F_GETFL. */
        FLAGS(1, -1, 1, 2, 3),
        /** {@code prlimit64}: only asking. */
        ASK_LIMIT(2, -1, 0),
        /** {@code prctl}: PR_SET_NAME, PR_GET_NAME, PR_SET_VMA. */
        NAMES(0, -1, 15, 16, 0x5356_4d41),
        /** Never, and answered as if the kernel did not know it, so that the C library falls back. */
        UNKNOWN(0, 0);

        private final int argument;
        private final int mask;
        private final int[] values;

        Rule(int argument, int mask, int... values) {
            this.argument = argument;
            this.mask = mask;
            this.values = values;
        }

        int argument() {
            return argument;
        }

        int mask() {
            return mask;
        }

        int[] values(int ownPid) {
            return this == SELF ? new int[] {ownPid} : values.clone();
        }
    }

    SyscallTable {
        numbers = Map.copyOf(numbers);
        Objects.requireNonNull(allowed); // its order is the filter's
    }

    /** The table of this machine; empty where it is neither x86_64 nor aarch64, or not Linux. */
    static Optional<SyscallTable> here() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        return switch (System.getProperty("os.arch", "")) {
            case "amd64" -> Optional.of(x86());
            case "aarch64" -> Optional.of(arm());
            default -> Optional.empty();
        };
    }

    static SyscallTable x86() {
        return of(0xc000_003e, Call::x86);
    }

    static SyscallTable arm() {
        return of(0xc000_00b7, Call::arm);
    }

    int number(String name) {
        return Objects.requireNonNull(numbers.get(name), name);
    }

    private static SyscallTable of(int auditArch, ToIntFunction<Call> machine) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        Map<String, Rule> allowed = new LinkedHashMap<>();
        for (Call call : CALLS) {
            int number = machine.applyAsInt(call);
            if (number != ABSENT) {
                numbers.put(call.name, number);
                if (call.rule != null) {
                    allowed.put(call.name, call.rule);
                }
            }
        }
        return new SyscallTable(auditArch, numbers, allowed);
    }

    /**
     * A system call.
     *
     * @param x86 its number on x86_64
     * @param arm its number on aarch64
     * @param rule of the filter; without one it is denied after confinement
     */
    private record Call(
            String name, int x86, int arm, @Nullable Rule rule) {
        Call(String name, int x86, int arm) {
            this(name, x86, arm, null);
        }
    }

    /** A text would have to be parsed, a millisecond of each start of a cell, twice. */
    private static final List<Call> CALLS = List.of(
            new Call("futex", 202, 98, Rule.ANY),
            new Call("read", 0, 63, Rule.ANY),
            new Call("write", 1, 64, Rule.ANY),
            new Call("clock_gettime", 228, 113, Rule.ANY),
            new Call("clock_nanosleep", 230, 115, Rule.ANY),
            new Call("clock_getres", 229, 114, Rule.ANY),
            new Call("gettimeofday", 96, 169, Rule.ANY),
            new Call("mmap", 9, 222, Rule.ANY),
            new Call("munmap", 11, 215, Rule.ANY),
            new Call("mprotect", 10, 226, Rule.ANY),
            new Call("madvise", 28, 233, Rule.ANY),
            new Call("mremap", 25, 216, Rule.ANY),
            new Call("mincore", 27, 232, Rule.ANY),
            new Call("brk", 12, 214, Rule.ANY),
            new Call("membarrier", 324, 283, Rule.ANY),
            new Call("sched_yield", 24, 124, Rule.ANY),
            new Call("sched_getaffinity", 204, 123, Rule.ANY),
            new Call("getcpu", 309, 168, Rule.ANY),
            new Call("rt_sigaction", 13, 134, Rule.ANY),
            new Call("rt_sigprocmask", 14, 135, Rule.ANY),
            new Call("rt_sigreturn", 15, 139, Rule.ANY),
            new Call("sigaltstack", 131, 132, Rule.ANY),
            new Call("restart_syscall", 219, 128, Rule.ANY),
            new Call("nanosleep", 35, 101, Rule.ANY),
            new Call("getpid", 39, 172, Rule.ANY),
            new Call("getppid", 110, 173, Rule.ANY),
            new Call("gettid", 186, 178, Rule.ANY),
            new Call("getuid", 102, 174, Rule.ANY),
            new Call("geteuid", 107, 175, Rule.ANY),
            new Call("getgid", 104, 176, Rule.ANY),
            new Call("getegid", 108, 177, Rule.ANY),
            new Call("tgkill", 234, 131, Rule.SELF),
            new Call("openat", 257, 56, Rule.READ_2),
            new Call("open", 2, ABSENT, Rule.READ_1),
            new Call("close", 3, 57, Rule.ANY),
            new Call("fstat", 5, 80, Rule.ANY),
            new Call("stat", 4, ABSENT, Rule.ANY),
            new Call("lstat", 6, ABSENT, Rule.ANY),
            new Call("newfstatat", 262, 79, Rule.ANY),
            new Call("statx", 332, 291, Rule.ANY),
            new Call("access", 21, ABSENT, Rule.ANY),
            new Call("faccessat", 269, 48, Rule.ANY),
            new Call("faccessat2", 439, 439, Rule.ANY),
            new Call("readlink", 89, ABSENT, Rule.ANY),
            new Call("readlinkat", 267, 78, Rule.ANY),
            new Call("getcwd", 79, 17, Rule.ANY),
            new Call("getdents64", 217, 61, Rule.ANY),
            new Call("lseek", 8, 62, Rule.ANY),
            new Call("pread64", 17, 67, Rule.ANY),
            new Call("readv", 19, 65, Rule.ANY),
            new Call("writev", 20, 66, Rule.ANY),
            new Call("poll", 7, ABSENT, Rule.ANY),
            new Call("ppoll", 271, 73, Rule.ANY),
            new Call("ioctl", 16, 29, Rule.FIONREAD),
            new Call("fcntl", 72, 25, Rule.FLAGS),
            new Call("pipe", 22, ABSENT, Rule.ANY),
            new Call("pipe2", 293, 59, Rule.ANY),
            new Call("clone", 56, 220, Rule.THREAD),
            new Call("clone3", 435, 435, Rule.UNKNOWN),
            new Call("set_robust_list", 273, 99, Rule.ANY),
            new Call("rseq", 334, 293, Rule.ANY),
            new Call("exit", 60, 93, Rule.ANY),
            new Call("exit_group", 231, 94, Rule.ANY),
            new Call("getrandom", 318, 278, Rule.ANY),
            new Call("uname", 63, 160, Rule.ANY),
            new Call("sysinfo", 99, 179, Rule.ANY),
            new Call("getrusage", 98, 165, Rule.ANY),
            new Call("times", 100, 153, Rule.ANY),
            new Call("getrlimit", 97, 163, Rule.ANY),
            new Call("prlimit64", 302, 261, Rule.ASK_LIMIT),
            new Call("prctl", 157, 167, Rule.NAMES),
            new Call("seccomp", 317, 277),
            new Call("landlock_create_ruleset", 444, 444),
            new Call("landlock_add_rule", 445, 445),
            new Call("landlock_restrict_self", 446, 446),
            new Call("unshare", 272, 97),
            new Call("close_range", 436, 436),
            new Call("dup3", 292, 24),
            new Call("chdir", 80, 49),
            new Call("kill", 62, 129),
            new Call("wait4", 61, 260),
            new Call("socket", 41, 198),
            new Call("execve", 59, 221),
            new Call("ptrace", 101, 117),
            new Call("process_vm_readv", 310, 270),
            new Call("bpf", 321, 280),
            new Call("io_uring_setup", 425, 425),
            new Call("userfaultfd", 323, 282),
            new Call("keyctl", 250, 219),
            new Call("memfd_create", 319, 279),
            new Call("perf_event_open", 298, 241));
}
