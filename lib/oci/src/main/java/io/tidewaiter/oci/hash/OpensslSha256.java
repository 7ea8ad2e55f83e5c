package io.tidewaiter.oci.hash;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;

/** SHA-256 (FIPS 180-4) by libcrypto; its native memory goes with the object. */
final class OpensslSha256 extends MessageDigest {
    private static final int CHUNK_BYTES = 128 * 1024;

    private final OpensslLibrary library;
    private final MemorySegment context;
    private final MemorySegment chunk;
    private final MemorySegment result;

    OpensslSha256(OpensslLibrary library) {
        super("SHA-256");
        this.library = library;
        Arena arena = Arena.ofAuto();
        this.context = arena.allocate(OpensslLibrary.CONTEXT_BYTES, 64);
        this.chunk = arena.allocate(CHUNK_BYTES, 64);
        this.result = arena.allocate(OpensslLibrary.DIGEST_BYTES);
        engineReset();
    }

    @Override
    protected int engineGetDigestLength() {
        return OpensslLibrary.DIGEST_BYTES;
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
            library.callUpdate(context, chunk, count);
            done += count;
        }
    }

    @Override
    protected byte[] engineDigest() {
        library.callFinish(result, context);
        engineReset();
        return result.toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    protected void engineReset() {
        library.callInit(context);
    }
}
