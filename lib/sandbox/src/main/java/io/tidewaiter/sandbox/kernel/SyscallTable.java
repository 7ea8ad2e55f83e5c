package io.tidewaiter.sandbox.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * The system calls that we make, allow or deny, by number, for the two machines that we know.
 *
 * @param auditArch what seccomp calls this machine ({@code AUDIT_ARCH_…})
 * @param allowed name → rule of the allow-list, in the order in which the filter asks
 */
record SyscallTable(int auditArch, Map<String, Integer> numbers, Map<String, Rule> allowed) {
    private static final String ABSENT = "-";
    private static final int X86 = 1;
    private static final int ARM = 2;

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
        return parse(0xc000_003e, X86);
    }

    static SyscallTable arm() {
        return parse(0xc000_00b7, ARM);
    }

    int number(String name) {
        return Objects.requireNonNull(numbers.get(name), name);
    }

    private static SyscallTable parse(int auditArch, int column) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        Map<String, Rule> allowed = new LinkedHashMap<>();
        StringTokenizer lines =
                new StringTokenizer(TABLE, "\n"); // a pattern would cost each start of a cell 5 ms, twice
        while (lines.hasMoreTokens()) {
            StringTokenizer line = new StringTokenizer(lines.nextToken());
            String name = line.nextToken();
            String x86 = line.nextToken();
            String arm = line.nextToken();
            String number = column == X86 ? x86 : arm;
            if (number.equals(ABSENT)) {
                continue;
            }
            numbers.put(name, Integer.parseInt(number));
            if (line.hasMoreTokens()) {
                allowed.put(name, Rule.valueOf(line.nextToken()));
            }
        }
        return new SyscallTable(auditArch, numbers, allowed);
    }

    /** Name, number on x86_64, number on aarch64, rule of the filter; without a rule it is denied after confinement. */
    private static final String TABLE = """
            futex               202  98 ANY
            read                  0  63 ANY
            write                 1  64 ANY
            clock_gettime       228 113 ANY
            clock_nanosleep     230 115 ANY
            clock_getres        229 114 ANY
            gettimeofday         96 169 ANY
            mmap                  9 222 ANY
            munmap               11 215 ANY
            mprotect             10 226 ANY
            madvise              28 233 ANY
            mremap               25 216 ANY
            mincore              27 232 ANY
            brk                  12 214 ANY
            membarrier          324 283 ANY
            sched_yield          24 124 ANY
            sched_getaffinity   204 123 ANY
            getcpu              309 168 ANY
            rt_sigaction         13 134 ANY
            rt_sigprocmask       14 135 ANY
            rt_sigreturn         15 139 ANY
            sigaltstack         131 132 ANY
            restart_syscall     219 128 ANY
            nanosleep            35 101 ANY
            getpid               39 172 ANY
            getppid             110 173 ANY
            gettid              186 178 ANY
            getuid              102 174 ANY
            geteuid             107 175 ANY
            getgid              104 176 ANY
            getegid             108 177 ANY
            tgkill              234 131 SELF
            openat              257  56 READ_2
            open                  2   - READ_1
            close                 3  57 ANY
            fstat                 5  80 ANY
            stat                  4   - ANY
            lstat                 6   - ANY
            newfstatat          262  79 ANY
            statx               332 291 ANY
            access               21   - ANY
            faccessat           269  48 ANY
            faccessat2          439 439 ANY
            readlink             89   - ANY
            readlinkat          267  78 ANY
            getcwd               79  17 ANY
            getdents64          217  61 ANY
            lseek                 8  62 ANY
            pread64              17  67 ANY
            readv                19  65 ANY
            writev               20  66 ANY
            poll                  7   - ANY
            ppoll               271  73 ANY
            ioctl                16  29 FIONREAD
            fcntl                72  25 FLAGS
            pipe                 22   - ANY
            pipe2               293  59 ANY
            clone                56 220 THREAD
            clone3              435 435 UNKNOWN
            set_robust_list     273  99 ANY
            rseq                334 293 ANY
            exit                 60  93 ANY
            exit_group          231  94 ANY
            getrandom           318 278 ANY
            uname                63 160 ANY
            sysinfo              99 179 ANY
            getrusage            98 165 ANY
            times               100 153 ANY
            getrlimit            97 163 ANY
            prlimit64           302 261 ASK_LIMIT
            prctl               157 167 NAMES
            seccomp             317 277
            landlock_create_ruleset 444 444
            landlock_add_rule   445 445
            landlock_restrict_self  446 446
            unshare             272  97
            close_range         436 436
            dup3                292  24
            chdir                80  49
            kill                 62 129
            wait4                61 260
            socket               41 198
            execve               59 221
            ptrace              101 117
            process_vm_readv    310 270
            bpf                 321 280
            io_uring_setup      425 425
            userfaultfd         323 282
            keyctl              250 219
            memfd_create        319 279
            perf_event_open     298 241
            """;
}
