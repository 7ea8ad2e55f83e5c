package io.tidewaiter.catalog.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A needle is found where a search without any skill finds it. */
class NeedleTest {
    private static final int ROUNDS = 20_000;

    @Test
    void findsEveryPlaceThatASlowSearchFinds() {
        Random random = new Random(7);
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // few letters, so that beginnings and ends of the needle are everywhere; the last is beyond ASCII
            byte[] bytes = letters(random, random.nextInt(60));
            byte[] wanted = letters(random, 1 + random.nextInt(5));
            Needle needle = new Needle(wanted);
            int end = random.nextInt(bytes.length + 1);
            for (int from = 0; from <= bytes.length; from++) {
                int place = slow(bytes, wanted, from, end);
                found += place < 0 ? 0 : 1;
                assertEquals(place, needle.next(bytes, from, end));
            }
            assertEquals(slow(bytes, wanted, 0, bytes.length) >= 0, needle.isIn(bytes));
        }
        assertTrue(found > ROUNDS, "most rounds must have something to find: " + found);
    }

    @Test
    void isOfLatinText() {
        byte[] program = "\0\0GNU\0nginx/1.27.2\0é\0".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(6, Needle.of("nginx/").next(program, 0, program.length));
        assertEquals(6, Needle.of("nginx/").length());
        assertTrue(Needle.of("\0é\0").isIn(program));
        assertFalse(Needle.of("nginx/1.27.3").isIn(program));
    }

    @Test
    void isNeverEmpty() {
        assertThrows(IllegalArgumentException.class, () -> Needle.of(""));
    }

    private static byte[] letters(Random random, int length) {
        byte[] letters = new byte[length];
        for (int i = 0; i < length; i++) {
            letters[i] = new byte[] {'a', 'b', (byte) 0xff}[random.nextInt(3)];
        }
        return letters;
    }

    private static int slow(byte[] bytes, byte[] wanted, int from, int end) {
        for (int at = from; at + wanted.length <= end; at++) {
            boolean same = true;
            for (int i = 0; i < wanted.length; i++) {
                same &= bytes[at + i] == wanted[i];
            }
            if (same) {
                return at;
            }
        }
        return -1;
    }
}
