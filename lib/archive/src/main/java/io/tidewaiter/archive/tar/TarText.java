package io.tidewaiter.archive.tar;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Names in a tar are bytes; here they become text and back without loss.
 *
 * <p>UTF-8 where it is UTF-8. A byte {@code b} that is not becomes U+EF00+b, a private-use character, and so does each
 * byte of a well-formed U+EF80..U+EFFF: two different names never become the same text. ISO-8859-1 as a fallback would
 * map two files onto one; lone surrogates, Python's way, cannot be written as JSON or UTF-8, and these names end up
 * there.
 */
public final class TarText {
    private static final char ESCAPE = '\uef00';
    private static final char ESCAPED_MIN = '\uef80';
    private static final char ESCAPED_MAX = '\uefff';

    private TarText() {}

    /** The text of the bytes. */
    static String decode(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0) {
                return decodeHigh(bytes, offset, length);
            }
        }
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }

    /** The bytes of a text that came from an archive. */
    public static byte[] encode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ESCAPED_MIN && c <= ESCAPED_MAX) {
                bytes.writeBytes(text.substring(plain, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(c - ESCAPE);
                plain = i + 1;
            }
        }
        bytes.writeBytes(text.substring(plain).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static String decodeHigh(byte[] bytes, int offset, int length) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
            if (text.chars().noneMatch(c -> c >= ESCAPED_MIN && c <= ESCAPED_MAX)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // Not UTF-8 as a whole: character by character below.
        }
        return escape(bytes, offset, offset + length);
    }

    private static String escape(byte[] bytes, int from, int end) {
        StringBuilder text = new StringBuilder(end - from);
        int at = from;
        while (at < end) {
            int size = sequenceSize(bytes, at, end);
            if (size == 0) {
                text.append((char) (ESCAPE + (bytes[at] & 0xff)));
                at++;
            } else {
                text.append(new String(bytes, at, size, StandardCharsets.UTF_8));
                at += size;
            }
        }
        return text.toString();
    }

    /** The size of the well-formed UTF-8 sequence at a place (Unicode table 3-7), or 0 where it has to be escaped. */
    private static int sequenceSize(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        int size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (size < 2) {
            return size;
        }
        if (at + size > end) {
            return 0;
        }
        String decoded = new String(bytes, at, size, StandardCharsets.UTF_8);
        char c = decoded.charAt(0);
        boolean wellFormed = decoded.codePointCount(0, decoded.length()) == 1 && c != '\ufffd';
        boolean replacement = first == 0xef && (bytes[at + 1] & 0xff) == 0xbf && (bytes[at + 2] & 0xff) == 0xbd;
        return (wellFormed || replacement) && !(c >= ESCAPED_MIN && c <= ESCAPED_MAX) ? size : 0;
    }
}
