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
 */
record Kernel(SyscallTable table, MethodHandle call, MemorySegment syscall) {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    Kernel {
        Objects.requireNonNull(table);
        Objects.requireNonNull(call);
        Objects.requireNonNull(syscall);
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
                return Optional.of(new Kernel(table.get(), call, symbols.findOrThrow("syscall")));
            } catch (RuntimeException | LinkageError e) {
                return Optional.empty(); // refused to us: the same as a kernel that offers nothing
            }
        }
    }

    /** The call's result, or the negated errno. At most six arguments. */
    long call(String name, long... arguments) {
        return call(table.number(name), arguments);
    }

    private long call(int number, long... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long result = (long) call.invokeExact(
                    syscall,
                    state,
                    (long) number,
                    argument(arguments, 0),
                    argument(arguments, 1),
                    argument(arguments, 2),
                    argument(arguments, 3),
                    argument(arguments, 4),
                    argument(arguments, 5));
            return result == -1 ? -state.get(ValueLayout.JAVA_INT, ERRNO) : result;
        } catch (Throwable e) {
            throw new LinkageError("syscall", e);
        }
    }

    private static long argument(long[] arguments, int index) {
        return index < arguments.length ? arguments[index] : 0;
    }
}
