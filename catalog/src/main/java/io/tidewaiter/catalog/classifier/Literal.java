package io.tidewaiter.catalog.classifier;

import io.tidewaiter.catalog.text.Needle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a fixed form in the bytes of a program.
 *
 * @param anchor what the text begins with, ASCII
 * @param rest what follows it; its first group is what the text tells
 */
record Literal(String anchor, Pattern rest) {
    /** A release of three numbers, as a group. */
    static final String RELEASE = "(\\d{1,4}\\.\\d{1,4}\\.\\d{1,4})";

    /** A text after its anchor is looked at so far. */
    private static final int REST_BYTES = 120;

    /** Different texts of one form. */
    private static final int FOUND_MAX = 8;

    /** Places of the anchor that are looked at. */
    private static final int PLACES_MAX = 100_000;

    /** What the program holds of this form, each once, in the order of the bytes; whole words only. */
    List<String> find(byte[] program) {
        Needle wanted = Needle.of(anchor);
        List<String> found = new ArrayList<>();
        int places = 0;
        for (int at = wanted.next(program, 0, program.length);
                at >= 0;
                at = wanted.next(program, at + 1, program.length)) {
            if (++places > PLACES_MAX || found.size() == FOUND_MAX) {
                break;
            }
            if (at > 0 && continues(program[at - 1], anchor.charAt(0))) {
                continue;
            }
            int from = at + wanted.length();
            int length = Math.min(REST_BYTES, program.length - from);
            Matcher text = rest.matcher(new String(program, from, length, StandardCharsets.ISO_8859_1));
            if (text.lookingAt() && !found.contains(text.group(1))) {
                found.add(text.group(1));
            }
        }
        return found;
    }

    /**
     * Whether the anchor is the end of a longer word. A number stands alone, or ends the path that linkers let it share its
     * bytes with; the folder of a compiler's run ({@code Python-3.12.1}) is no word of the product.
     */
    private static boolean continues(byte before, char first) {
        return Character.isDigit(first)
                ? before != 0 && before != '/'
                : Character.isLetter(first) && Character.isLetter(before);
    }
}
