package io.tidewaiter.sandbox.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Objects;
import java.util.Optional;

/**
 * The kernel, asked through the C library's {@code syscall(2)}: one native signature for everything, because linking a
 * signature costs a child milliseconds of its start.
 *
 * @param call that signature, taking the function first
 * @param syscall {@code long syscall(long number, long, long, long, long, long, long)}, capturing errno
 * @param spawn {@code int posix_spawn(pid_t *, const char *, const posix_spawn_file_actions_t *, const
 *     posix_spawnattr_t *, char *const [], char *const [])}; the seventh word is an argument that it does not take
 */
record Kernel(SyscallTable table, MethodHandle call, MemorySegment syscall, MemorySegment spawn) {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final int ERRNO = errnoOffset();

    Kernel {
        Objects.requireNonNull(table);
        Objects.requireNonNull(call);
        Objects.requireNonNull(syscall);
        Objects.requireNonNull(spawn);
    }

    /** Of this machine; empty where it is not a Linux that we know, or native access is refused to us. */
    static Optional<Kernel> here() {
        return Holder.KERNEL;
    }

    private static final class Holder {
        static final Optional<Kernel> KERNEL = link();

        @SuppressWarnings("restricted") // native access is the point of this class
        private static Optional<Kernel> link() {
            Optional<SyscallTable> table = SyscallTable.here();
            if (table.isEmpty()) {
                return Optional.empty();
            }
            try {
                Linker linker = Linker.nativeLinker();
                SymbolLookup symbols = linker.defaultLookup();
                ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
                MethodHandle call = linker.downcallHandle(
                        FunctionDescriptor.of(word, word, word, word, word, word, word, word),
                        Linker.Option.captureCallState("errno"));
                return Optional.of(new Kernel(
                        table.get(), call, symbols.findOrThrow("syscall"), symbols.findOrThrow("posix_spawn")));
            } catch (RuntimeException | LinkageError e) {
                return Optional.empty(); // refused to us: the same as a kernel that offers nothing
            }
        }
    }

    /** Without {@code MemoryLayout.byteOffset}, which links method handles (see {@link Layout}). */
    private static int errnoOffset() {
        int offset = 0;
        for (MemoryLayout member : STATE.memberLayouts()) {
            if (member.name().filter("errno"::equals).isPresent()) {
                return offset;
            }
            offset += (int) member.byteSize();
        }
        throw new LinkageError("the JDK captures no errno");
    }

    /** The call's result, or the negated errno. At most six arguments. */
    long call(String name, long... arguments) {
        return call(table.number(name), arguments);
    }

    private long call(int number, long... arguments) {
        long[] words = new long[1 + arguments.length];
        words[0] = number;
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long result = invoke(syscall, state, words);
            return result == -1 ? -Layout.of(state).getInt(ERRNO) : result;
        }
    }

    /**
     * {@code posix_spawn(3)} without file actions and attributes.
     *
     * @param pid of the child, set where 0 is returned
     * @param argv addresses, the last one null, as in {@code envp}
     * @return 0 or errno
     */
    int spawn(MemorySegment pid, MemorySegment path, MemorySegment argv, MemorySegment envp) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return (int) invoke(spawn, state, pid.address(), path.address(), 0, 0, argv.address(), envp.address());
        }
    }

    private long invoke(MemorySegment function, MemorySegment state, long... words) {
        try {
            return (long) call.invokeExact(
                    function,
                    state,
                    word(words, 0),
                    word(words, 1),
                    word(words, 2),
                    word(words, 3),
                    word(words, 4),
                    word(words, 5),
                    word(words, 6));
        } catch (Throwable e) {
            throw new LinkageError("call the C library", e);
        }
    }

    private static long word(long[] words, int index) {
        return index < words.length ? words[index] : 0;
    }
}
