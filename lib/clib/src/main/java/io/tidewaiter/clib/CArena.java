package io.tidewaiter.clib;

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

    /** The text in UTF-8, with the zero that ends it. */
    public CMemory text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        CMemory memory = allocate(encoded.length + 1);
        memory.bytes().put(0, encoded);
        return memory;
    }

    /** Lets go of it. */
    @Override
    public void close() {
        held.clear();
    }
}
