package io.tidewaiter.archive.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * The two functions that we use of ISA-L's {@code igzip_lib.h} (libisal.so.2; the structure is the same in 2.30 to
 * 2.32).
 *
 * <p>Linked with the signature of the sandbox's {@code syscall} (seven words and errno): the linker keeps what it made
 * for a signature, and another one would cost a young process 20 to 50 ms. Arguments that a C function does not take stay
 * in registers that it does not read (System V ABI for x86-64, AAPCS64).
 *
 * @param call the signature, taking the function first
 * @param errno where calls leave what nobody reads
 * @param init {@code void isal_inflate_init(struct inflate_state *)}
 * @param inflate {@code int isal_inflate(struct inflate_state *)}
 */
record IsalLibrary(MethodHandle call, MemorySegment errno, MemorySegment init, MemorySegment inflate) {
    /** {@code sizeof(struct inflate_state)} and offsets of the fields that we read and write. */
    static final int STATE_BYTES = 87_368;

    static final int NEXT_OUT = 0;
    static final int AVAIL_OUT = 8;
    static final int NEXT_IN = 16;
    static final int AVAIL_IN = 32;
    static final int READ_IN_LENGTH = 36;
    static final int BLOCK_STATE = 21_160;
    static final int ISAL_BLOCK_FINISH = 5;

    private static final int GUARD_BYTES = 4096;
    private static final byte GUARD = (byte) 0xa5;

    IsalLibrary {
        Objects.requireNonNull(call);
        Objects.requireNonNull(init);
        Objects.requireNonNull(inflate);
    }

    /** The library of this machine, linked on first use; empty where it is absent or is not the one we know. */
    static Optional<IsalLibrary> get() {
        return Holder.LIBRARY;
    }

    private static final class Holder {
        static final Optional<IsalLibrary> LIBRARY = load();

        @SuppressWarnings("restricted") // native access is the point of this class
        private static Optional<IsalLibrary> load() {
            String machine = System.getProperty("os.arch", "");
            if (!machine.equals("amd64") && !machine.equals("aarch64")) {
                return Optional.empty();
            }
            try {
                SymbolLookup symbols = SymbolLookup.libraryLookup("libisal.so.2", Arena.global());
                Linker linker = Linker.nativeLinker();
                ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
                MethodHandle call = linker.downcallHandle(
                        FunctionDescriptor.of(word, word, word, word, word, word, word, word),
                        Linker.Option.captureCallState("errno"));
                IsalLibrary library = new IsalLibrary(
                        call,
                        Arena.global().allocate(Linker.Option.captureStateLayout()),
                        symbols.findOrThrow("isal_inflate_init"),
                        symbols.findOrThrow("isal_inflate"));
                return library.isAsWeKnowIt() ? Optional.of(library) : Optional.empty();
            } catch (RuntimeException | LinkageError e) {
                // Absent, or forbidden to us (no native access, sandboxed too early): the twin does the work.
                return Optional.empty();
            }
        }
    }

    /**
     * The structure's fields by their offsets. A buffer and not the segment's own accessors, whose first use links method
     * handles for milliseconds.
     */
    static ByteBuffer fields(MemorySegment state) {
        return state.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    void callInit(MemorySegment state) {
        call(init, state);
    }

    int callInflate(MemorySegment state) {
        return (int) call(inflate, state);
    }

    private long call(MemorySegment function, MemorySegment state) {
        try {
            return (long) call.invokeExact(function, errno, state.address(), 0L, 0L, 0L, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw new LinkageError("libisal", e);
        }
    }

    /**
     * Inflates a known stream in front of a guard zone: a library whose structure differs from ours gives itself away
     * here instead of by wrong bytes later.
     */
    private boolean isAsWeKnowIt() {
        // "tidewaiter" three times, deflated with a fixed code, and two bytes that are not of the stream.
        byte[] stream = HexFormat.of().parseHex("2bc94c492d4fcc2c492d5228c1c60400" + "5555");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE_BYTES + GUARD_BYTES, 64).fill(GUARD);
            MemorySegment out = arena.allocate(64);
            MemorySegment in = arena.allocateFrom(ValueLayout.JAVA_BYTE, stream);
            callInit(state);
            ByteBuffer fields = fields(state);
            fields.putLong(NEXT_IN, in.address());
            fields.putInt(AVAIL_IN, stream.length);
            fields.putLong(NEXT_OUT, out.address());
            fields.putInt(AVAIL_OUT, 64);
            int result = callInflate(state);
            int unread = fields.getInt(AVAIL_IN) + fields.getInt(READ_IN_LENGTH) / 8;
            boolean guarded = state.asSlice(STATE_BYTES)
                            .mismatch(arena.allocate(GUARD_BYTES).fill(GUARD))
                    == -1;
            return guarded
                    && result == 0
                    && unread == 2
                    && fields.getInt(BLOCK_STATE) == ISAL_BLOCK_FINISH
                    && fields.getInt(AVAIL_OUT) == 32
                    && out.getString(0).equals("tidewaiter tidewaiter tidewaiter");
        }
    }
}
