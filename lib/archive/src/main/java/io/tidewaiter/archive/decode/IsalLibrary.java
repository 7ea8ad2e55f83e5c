package io.tidewaiter.archive.decode;

import io.tidewaiter.clib.CArena;
import io.tidewaiter.clib.CCalls;
import io.tidewaiter.clib.CMemory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The two functions that we use of ISA-L's {@code igzip_lib.h} (libisal.so.2; the structure is the same in 2.30 to
 * 2.32).
 *
 * @param init {@code void isal_inflate_init(struct inflate_state *)}
 * @param inflate {@code int isal_inflate(struct inflate_state *)}
 */
record IsalLibrary(CCalls calls, long init, long inflate) {
    /** {@code sizeof(struct inflate_state)} and offsets of the fields that we read and write. */
    static final int STATE_BYTES = 87_368;

    static final int NEXT_OUT = 0;
    static final int AVAIL_OUT = 8;
    static final int NEXT_IN = 16;
    static final int AVAIL_IN = 32;
    static final int READ_IN_LENGTH = 36;
    static final int BLOCK_STATE = 21_160;
    static final int ISAL_BLOCK_FINISH = 5;

    private static final String NAME = "libisal.so.2";
    private static final int GUARD_BYTES = 4096;
    private static final byte GUARD = (byte) 0xa5;

    IsalLibrary {
        Objects.requireNonNull(calls);
    }

    /** The library of this machine, linked on first use; empty where it is absent or is not the one we know. */
    static Optional<IsalLibrary> get() {
        return Holder.LIBRARY;
    }

    private static final class Holder {
        static final Optional<IsalLibrary> LIBRARY = load();

        private static Optional<IsalLibrary> load() {
            String machine = System.getProperty("os.arch", "");
            if (!machine.equals("amd64") && !machine.equals("aarch64")) {
                return Optional.empty();
            }
            // Absent, or forbidden to us (no native access, sandboxed too early): the twin does the work.
            return CCalls.here().flatMap(Holder::link).filter(IsalLibrary::isAsWeKnowIt);
        }

        private static Optional<IsalLibrary> link(CCalls calls) {
            OptionalLong init = calls.find(NAME, "isal_inflate_init");
            OptionalLong inflate = calls.find(NAME, "isal_inflate");
            return init.isEmpty() || inflate.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new IsalLibrary(calls, init.getAsLong(), inflate.getAsLong()));
        }
    }

    void callInit(CMemory state) {
        call(init, state);
    }

    /** The structure points to two more memories, which whoever calls keeps. */
    int callInflate(CMemory state) {
        return (int) call(inflate, state);
    }

    private long call(long function, CMemory state) {
        try {
            return calls.call(function, state.address());
        } finally {
            Reference.reachabilityFence(state);
        }
    }

    /**
     * Inflates a known stream in front of a guard zone: a library whose structure differs from ours gives itself away
     * here instead of by wrong bytes later.
     */
    private boolean isAsWeKnowIt() {
        // "tidewaiter" three times, deflated with a fixed code, and two bytes that are not of the stream.
        byte[] stream = HexFormat.of().parseHex("2bc94c492d4fcc2c492d5228c1c60400" + "5555");
        try (CArena arena = new CArena()) {
            CMemory state = arena.allocate(STATE_BYTES + GUARD_BYTES);
            ByteBuffer fields = state.bytes();
            byte[] guard = new byte[STATE_BYTES + GUARD_BYTES];
            Arrays.fill(guard, GUARD);
            fields.put(0, guard);
            CMemory out = arena.allocate(64);
            CMemory in = arena.allocate(stream.length);
            in.bytes().put(0, stream);
            callInit(state);
            fields.putLong(NEXT_IN, in.address());
            fields.putInt(AVAIL_IN, stream.length);
            fields.putLong(NEXT_OUT, out.address());
            fields.putInt(AVAIL_OUT, 64);
            int result = callInflate(state);
            int unread = fields.getInt(AVAIL_IN) + fields.getInt(READ_IN_LENGTH) / 8;
            boolean guarded = fields.slice(STATE_BYTES, GUARD_BYTES).equals(ByteBuffer.wrap(guard, 0, GUARD_BYTES));
            byte[] inflated = new byte[32];
            out.bytes().get(0, inflated);
            return guarded
                    && result == 0
                    && unread == 2
                    && fields.getInt(BLOCK_STATE) == ISAL_BLOCK_FINISH
                    && fields.getInt(AVAIL_OUT) == 32
                    && new String(inflated, StandardCharsets.US_ASCII).equals("tidewaiter tidewaiter tidewaiter");
        }
    }
}
