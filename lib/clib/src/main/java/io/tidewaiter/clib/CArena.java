package io.tidewaiter.clib;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What one call of C functions needs of memory, held until it is closed. For one thread. */
public final class CArena implements AutoCloseable {
    private final List<CMemory> held = new ArrayList<>();

    /** {@link CMemory#allocate}. */
    public CMemory allocate(int bytes) {
        CMemory memory = CMemory.allocate(bytes);
        held.add(memory);
        return memory;
    }

    /**
     * The text in UTF-8, with the zero that ends it.
     *
     * @throws IllegalArgumentException where it has a zero of its own, with which C would see another text
     */
    public CMemory text(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text for C with a zero in it");
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        CMemory memory = allocate(encoded.length + 1);
        memory.bytes().put(0, encoded);
        return memory;
    }

    /** Lets go of it. Until then it is held even if nothing reads it any more, which a compiler would be free to see. */
    @Override
    public void close() {
        try {
            held.clear();
        } finally {
            Reference.reachabilityFence(held);
        }
    }
}
