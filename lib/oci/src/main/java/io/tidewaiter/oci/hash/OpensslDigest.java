package io.tidewaiter.oci.hash;

import io.tidewaiter.clib.CMemory;
import java.lang.ref.Reference;
import java.security.MessageDigest;
import java.util.Objects;

/** A digest by libcrypto; its native memory goes with the object. */
final class OpensslDigest extends MessageDigest {
    private static final int CHUNK_BYTES = 128 * 1024;

    /** Enough for a text. */
    private static final int FIRST_CHUNK_BYTES = 512;

    private final OpensslLibrary library;
    private final OpensslLibrary.Functions functions;
    private final int bytes;
    private final CMemory context;
    private CMemory chunk;
    private final CMemory result;

    OpensslDigest(OpensslLibrary library, OpensslLibrary.Kind kind) {
        super(kind.algorithm);
        this.library = library;
        this.functions = Objects.requireNonNull(library.functions().get(kind), "the library has that digest");
        this.bytes = kind.bytes;
        this.context = CMemory.allocate(OpensslLibrary.CONTEXT_BYTES);
        this.chunk = CMemory.allocate(FIRST_CHUNK_BYTES);
        this.result = CMemory.allocate(bytes);
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
        if (length > chunk.bytes().limit() && chunk.bytes().limit() < CHUNK_BYTES) {
            chunk = CMemory.allocate(CHUNK_BYTES);
        }
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, chunk.bytes().limit());
            chunk.bytes().put(0, input, offset + done, count);
            update(chunk, count);
            done += count;
        }
    }

    /** Takes the first {@code count} bytes of memory that the caller holds, without a copy. */
    void update(CMemory memory, int count) {
        try {
            library.callUpdate(functions, context, memory, count);
        } finally {
            Reference.reachabilityFence(this);
            Reference.reachabilityFence(memory);
        }
    }

    @Override
    protected byte[] engineDigest() {
        library.callFinish(functions, result, context);
        engineReset();
        byte[] digest = new byte[bytes];
        result.bytes().get(0, digest);
        return digest;
    }

    @Override
    protected void engineReset() {
        try {
            library.callInit(functions, context);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
