package io.tidewaiter.sandbox.kernel;

import io.tidewaiter.clib.CCalls;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The kernel, asked through the C library's {@code syscall(2)}.
 *
 * @param syscall {@code long syscall(long number, long, long, long, long, long)}; a sixth argument is whatever was on the stack
 * @param spawn {@code int posix_spawn(pid_t *, const char *, const posix_spawn_file_actions_t *, const
 *     posix_spawnattr_t *, char *const [], char *const [])}
 */
record Kernel(SyscallTable table, CCalls calls, long syscall, long spawn) {
    Kernel {
        Objects.requireNonNull(table);
        Objects.requireNonNull(calls);
    }

    /** Of this machine; empty where it is not a Linux that we know, or native access is refused to us. */
    static Optional<Kernel> here() {
        return Holder.KERNEL;
    }

    private static final class Holder {
        static final Optional<Kernel> KERNEL = link();

        private static Optional<Kernel> link() {
            Optional<SyscallTable> table = SyscallTable.here();
            if (table.isEmpty()) {
                return Optional.empty();
            }
            Optional<CCalls> calls = CCalls.here();
            if (calls.isEmpty()) {
                return Optional.empty(); // refused to us: the same as a kernel that offers nothing
            }
            OptionalLong syscall = calls.get().find("syscall");
            OptionalLong spawn = calls.get().find("posix_spawn");
            return syscall.isEmpty() || spawn.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Kernel(table.get(), calls.get(), syscall.getAsLong(), spawn.getAsLong()));
        }
    }

    /** The call's result, or the negated errno. At most five arguments. */
    long call(String name, long... arguments) {
        long[] words = new long[1 + arguments.length];
        words[0] = table.number(name);
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return calls.callOrErrno(syscall, words);
    }

    /**
     * {@code posix_spawn(3)} without file actions and attributes.
     *
     * <p>All are addresses.
     *
     * @param pid of the child, set where 0 is returned
     * @param argv of addresses, the last one null, as in {@code envp}
     * @return 0 or errno
     */
    int spawn(long pid, long path, long argv, long envp) {
        return (int) calls.call(spawn, pid, path, 0, 0, argv, envp);
    }
}
