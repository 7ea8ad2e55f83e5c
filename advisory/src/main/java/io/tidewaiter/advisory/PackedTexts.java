package io.tidewaiter.advisory;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/**
 * Texts that stay in the bytes they were read from until one is asked for: a record of a language lists hundreds of
 * versions, and of nearly all of them one look at the first number is enough. Unchangeable; made from bytes whose
 * lengths were checked.
 */
public final class PackedTexts extends AbstractList<String> {
    private final byte[] bytes;
    private final int from;
    private final int count;

    private PackedTexts(byte[] bytes, int from, int count) {
        this.bytes = bytes;
        this.from = from;
        this.count = count;
    }

    /** The texts that the reader stands at, which it then has passed. */
    static PackedTexts read(ByteReader in, int count) {
        int from = in.at();
        for (int left = count; left > 0; left--) {
            in.skipText();
        }
        return new PackedTexts(in.bytes(), from, count);
    }

    @Override
    public int size() {
        return count;
    }

    /** Walks from the first text; to go through all of them take the iterator. */
    @Override
    public String get(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException(index);
        }
        Window window = new Window(bytes, from);
        for (int i = 0; i < index; i++) {
            window.next();
        }
        window.next();
        return window.toString();
    }

    @Override
    public Iterator<String> iterator() {
        Window window = new Window(bytes, from);
        return new Iterator<>() {
            private int passed;

            @Override
            public boolean hasNext() {
                return passed < count;
            }

            @Override
            public String next() {
                if (passed++ >= count) {
                    throw new NoSuchElementException();
                }
                window.next();
                return window.toString();
            }
        };
    }

    /**
     * Whether one of the texts is what is sought.
     *
     * @param mayBe asked of every one, as its UTF-8 bytes, each a character; the sequence is another text afterwards
     * @param is asked of those that may be
     */
    public boolean holds(Predicate<CharSequence> mayBe, Predicate<String> is) {
        Window window = new Window(bytes, from);
        for (int left = count; left > 0; left--) {
            window.next();
            if (mayBe.test(window) && is.test(window.toString())) {
                return true;
            }
        }
        return false;
    }

    /** One text after the other. */
    private static final class Window implements CharSequence {
        private final byte[] bytes;
        private int start;
        private int end;

        Window(byte[] bytes, int from) {
            this.bytes = bytes;
            this.end = from;
        }

        void next() {
            int length = 0;
            int at = end;
            int shift = 0;
            while (bytes[at] < 0) {
                length |= (bytes[at++] & 0x7f) << shift;
                shift += 7;
            }
            length |= bytes[at++] << shift;
            start = at;
            end = at + length;
        }

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public char charAt(int index) {
            return (char) (bytes[start + index] & 0xff);
        }

        @Override
        public CharSequence subSequence(int first, int behind) {
            return toString().subSequence(first, behind);
        }

        @Override
        public String toString() {
            return new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }
    }
}
