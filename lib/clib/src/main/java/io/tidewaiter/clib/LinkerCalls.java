package io.tidewaiter.clib;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/** By the JDK's linker (JEP 454), which makes one downcall handle for the one form. */
final class LinkerCalls implements CCalls {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final int ERRNO = errnoOffset();

    private final Linker linker = Linker.nativeLinker();
    private final MethodHandle call;

    /** Where calls leave what nobody reads. */
    private final MemorySegment unread = Arena.global().allocate(STATE);

    /**
     * Links the form.
     *
     * @throws RuntimeException where native access is refused to us, or the JDK has no linker for this machine
     */
    @SuppressWarnings("restricted") // native access is the point of this class
    LinkerCalls() {
        ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
        call = linker.downcallHandle(
                FunctionDescriptor.of(word, word, word, word, word, word, word),
                Linker.Option.captureCallState("errno"));
    }

    /** Without {@code MemoryLayout.byteOffset}, which links method handles. */
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

    @Override
    public OptionalLong find(String function) {
        return address(linker.defaultLookup(), function);
    }

    @Override
    @SuppressWarnings("restricted") // as above
    public OptionalLong find(String library, String function) {
        try {
            return address(SymbolLookup.libraryLookup(library, Arena.global()), function);
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty(); // its word for a library that is not there
        }
    }

    private static OptionalLong address(SymbolLookup symbols, String function) {
        return symbols.find(function)
                .map(found -> OptionalLong.of(found.address()))
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public long call(long function, long... words) {
        return call(unread, function, words);
    }

    @Override
    public long callOrErrno(long function, long... words) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long result = call(state, function, words);
            return result == -1
                    ? -state.asByteBuffer().order(ByteOrder.nativeOrder()).getInt(ERRNO)
                    : result;
        }
    }

    private long call(MemorySegment state, long function, long... words) {
        long[] all = Here.filled(words);
        try {
            return (long) call.invokeExact(
                    MemorySegment.ofAddress(function), state, all[0], all[1], all[2], all[3], all[4], all[5]);
        } catch (Throwable e) {
            throw new LinkageError("call a C function", e);
        }
    }
}
