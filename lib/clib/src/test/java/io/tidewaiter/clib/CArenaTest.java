package io.tidewaiter.clib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CArenaTest {
    @Test
    void aTextEndsInAZero() {
        try (CArena arena = new CArena()) {
            byte[] bytes = new byte[3];
            arena.text("\u00e9").bytes().get(0, bytes);
            assertThat(bytes).containsExactly(0xc3, 0xa9, 0);
            assertThat(arena.text("").bytes().limit()).isEqualTo(1);
        }
    }

    @Test
    void aTextThatCWouldSeeCutIsRefused() {
        try (CArena arena = new CArena()) {
            assertThatIllegalArgumentException().isThrownBy(() -> arena.text("/etc\0/passwd"));
        }
    }

    @Test
    void memoryIsZeroAlignedAndNoLongerThanWasAskedFor() {
        try (CArena arena = new CArena()) {
            CMemory memory = arena.allocate(100);
            assertThat(memory.address() % 64).isZero();
            assertThat(memory.bytes().limit()).isEqualTo(100);
            assertThat(memory.bytes().capacity()).isEqualTo(100);
            assertThat(memory.bytes().getLong(92)).isZero();
        }
    }
}
