package io.tidewaiter.kql.function.text;

import io.tidewaiter.kql.value.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Encodings, as the functions in Java do them. What is malformed gives null. */
final class Encodings {
    private static final int HEX_DIGITS_MAX = 1024;

    private Encodings() {}

    static Optional<byte[]> base64(String text) {
        if (text.strip().length() % 4 != 0) {
            return Optional.empty(); // the padding belongs to it
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static @Nullable String base64Text(String text) {
        return base64(text).flatMap(Encodings::utf8).orElse(null);
    }

    /** The text of well-formed UTF-8. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static @Nullable String base64Array(String text) {
        return base64(text)
                .map(bytes -> IntStream.range(0, bytes.length)
                        .mapToObj(i -> Integer.toString(bytes[i] & 0xff))
                        .collect(Collectors.joining(",", "[", "]")))
                .orElse(null);
    }

    static @Nullable String base64OfArray(String json) {
        if (!(Json.parse(json).orElse(null) instanceof Json.Array array)) {
            return null;
        }
        byte[] bytes = new byte[array.elements().size()];
        for (int i = 0; i < bytes.length; i++) {
            String text = array.elements().get(i).text();
            if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > 255) {
                return null;
            }
            bytes[i] = (byte) Integer.parseInt(text);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The first three fields of a GUID are stored with their low byte first. */
    static @Nullable String base64Guid(String text) {
        byte[] bytes = base64(text).orElse(new byte[0]);
        if (bytes.length != 16) {
            return null;
        }
        ByteBuffer swapped = ByteBuffer.wrap(swapped(bytes));
        return new UUID(swapped.getLong(), swapped.getLong()).toString();
    }

    static @Nullable String base64OfGuid(String guid) {
        UUID uuid;
        try {
            uuid = UUID.fromString(guid);
        } catch (IllegalArgumentException e) {
            return null;
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(16).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        return Base64.getEncoder().encodeToString(swapped(bytes.array()));
    }

    private static byte[] swapped(byte[] bytes) {
        int[] order = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
        byte[] swapped = new byte[16];
        for (int i = 0; i < 16; i++) {
            swapped[i] = bytes[order[i]];
        }
        return swapped;
    }

    static String codePoints(String text) {
        return text.codePoints().mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    }

    /** The text of an array of code points and of arrays of them. */
    static @Nullable String textOfCodePoints(String json) {
        StringBuilder out = new StringBuilder();
        return Json.parse(json).filter(j -> append(j, out)).isPresent() ? out.toString() : null;
    }

    private static boolean append(Json json, StringBuilder out) {
        if (json instanceof Json.Array array) {
            return array.elements().stream().allMatch(e -> append(e, out));
        }
        String text = json.text();
        if (!text.matches("[0-9]{1,7}") || !Character.isValidCodePoint(Integer.parseInt(text))) {
            return json instanceof Json.Null;
        }
        out.appendCodePoint(Integer.parseInt(text));
        return true;
    }

    static String hex(String digits, long length) {
        String lower = digits.toLowerCase(Locale.ROOT);
        int missing = Math.clamp(length, 0, HEX_DIGITS_MAX) - lower.length();
        return missing > 0 ? "0".repeat(missing) + lower : lower;
    }
}
