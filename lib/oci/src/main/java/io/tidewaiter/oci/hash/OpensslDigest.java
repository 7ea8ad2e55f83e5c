package io.tidewaiter.oci.hash;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.util.Objects;

/** A digest by libcrypto; its native memory goes with the object. */
final class OpensslDigest extends MessageDigest {
    private static final int CHUNK_BYTES = 128 * 1024;

    private final OpensslLibrary library;
    private final OpensslLibrary.Functions functions;
    private final int bytes;
    private final MemorySegment context;
    private final MemorySegment chunk;
    private final MemorySegment result;

    OpensslDigest(OpensslLibrary library, OpensslLibrary.Kind kind) {
        super(kind.algorithm);
        this.library = library;
        this.functions = Objects.requireNonNull(library.functions().get(kind), "the library has that digest");
        this.bytes = kind.bytes;
        Arena arena = Arena.ofAuto();
        this.context = arena.allocate(OpensslLibrary.CONTEXT_BYTES, 64);
        this.chunk = arena.allocate(CHUNK_BYTES, 64);
        this.result = arena.allocate(bytes);
        engineReset();
    }

    @Override
    protected int engineGetDigestLength() {
        return bytes;
    }

    @Override
    protected void engineUpdate(byte input) {
        engineUpdate(new byte[] {input}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, CHUNK_BYTES);
            MemorySegment.copy(input, offset + done, chunk, ValueLayout.JAVA_BYTE, 0, count);
            library.callUpdate(functions, context, chunk, count);
            done += count;
        }
    }

    @Override
    protected byte[] engineDigest() {
        library.callFinish(functions, result, context);
        engineReset();
        return result.toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    protected void engineReset() {
        library.callInit(functions, context);
    }
}
