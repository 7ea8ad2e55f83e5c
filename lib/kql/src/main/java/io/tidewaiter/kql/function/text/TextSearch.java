package io.tidewaiter.kql.function.text;

import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Searching, as the functions in Java do it. Positions count characters (code points). */
final class TextSearch {
    private static final int PATTERNS_MAX = 256;
    private static final int REGEX_STEPS_MAX = 1_000_000;
    private static final ConcurrentHashMap<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private TextSearch() {}

    static long count(String text, String search) {
        if (search.isEmpty()) {
            return 0;
        }
        long count = 0;
        for (int at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + 1)) {
            count++;
        }
        return count;
    }

    /** A negative start counts from the end; a length of -1 is all the rest. */
    static @Nullable Long indexOf(String text, String search, long start, long length, long occurrence) {
        Optional<int[]> window = window(text, start, length, occurrence);
        if (window.isEmpty()) {
            return null;
        }
        int at = window.get()[0] - 1;
        int length16 = window.get()[1] - window.get()[0];
        for (long n = 0; n < occurrence; n++) {
            int from = at + 1;
            at = text.indexOf(search, from);
            if (at < 0
                    || at + search.length() > from + length16) { // each occurrence is looked for in a range of its own
                return -1L;
            }
        }
        return (long) text.codePointCount(0, at);
    }

    static @Nullable Long indexOfRegex(String text, String regex, long start, long length, long occurrence) {
        Optional<int[]> window = start < 0 ? Optional.empty() : window(text, start, length, occurrence);
        if (window.isEmpty()) {
            return null;
        }
        Matcher m = pattern(regex).matcher(new Bounded(text, new int[] {REGEX_STEPS_MAX}));
        m.region(window.get()[0], window.get()[1]);
        try {
            for (long n = 1; m.find(); n++) {
                if (n == occurrence) {
                    return (long) text.codePointCount(0, m.start());
                }
            }
            return -1L;
        } catch (TooManySteps e) {
            return null;
        }
    }

    private static Pattern pattern(String regex) {
        if (PATTERNS.size() > PATTERNS_MAX) {
            PATTERNS.clear();
        }
        return PATTERNS.computeIfAbsent(regex, Regexes::inJava);
    }

    private static Optional<int[]> window(String text, long start, long length, long occurrence) {
        if (occurrence <= 0 || length < -1) {
            return Optional.empty();
        }
        int chars = text.codePointCount(0, text.length());
        long from = start < 0 ? Math.max(0, chars + start) : Math.min(start, chars);
        long to = length < 0 ? chars : Math.min(chars, from + length);
        return Optional.of(new int[] {text.offsetByCodePoints(0, (int) from), text.offsetByCodePoints(0, (int) to)});
    }

    /** A lookup that is no text is passed over; one without a rewrite that is a text stays as it is. */
    static String replaceAll(String text, String lookups, String rewrites) {
        List<Json> from = elements(lookups);
        List<Json> to = elements(rewrites);
        if (from.isEmpty() || to.isEmpty() || (to.size() != 1 && to.size() != from.size())) {
            return text;
        }
        List<String> pieces = new ArrayList<>(List.of(text)); // every other one is replaced and looked at no more
        for (int i = 0; i < from.size(); i++) {
            if (from.get(i) instanceof Json.Text(String lookup)) {
                Json rewrite = to.get(to.size() == 1 ? 0 : i);
                pieces = replaced(pieces, lookup, rewrite instanceof Json.Text(String other) ? other : lookup);
            }
        }
        return String.join("", pieces);
    }

    /** The elements of an array; a text that is none stands for itself. */
    private static List<Json> elements(String json) {
        return Json.parse(json).orElse(new Json.Text(json)) instanceof Json.Array array
                ? array.elements()
                : List.of(Json.parse(json).filter(j -> j instanceof Json.Text).orElse(new Json.Text(json)));
    }

    private static List<String> replaced(List<String> pieces, String from, String to) {
        if (from.isEmpty()) {
            return pieces;
        }
        List<String> out = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            String piece = pieces.get(i);
            int begin = 0;
            if (i % 2 == 0) {
                for (int at = piece.indexOf(from); at >= 0; at = piece.indexOf(from, begin)) {
                    out.add(piece.substring(begin, at));
                    out.add(to);
                    begin = at + from.length();
                }
            }
            out.add(piece.substring(begin));
        }
        return out;
    }

    /** The first value that stands in the text as a term. */
    static long anyIndex(String text, String values) {
        List<String> all = texts(values);
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < all.size(); i++) {
            if (hasTerm(lower, all.get(i).toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean hasTerm(String text, String term) {
        for (int at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
            int end = at + term.length();
            boolean isBegin = at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at));
            boolean isEnd = end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end));
            if (isBegin && isEnd) {
                return true;
            }
        }
        return false;
    }

    static String translate(String search, String replacement, String text) {
        int[] from = search.codePoints().toArray();
        int[] to = replacement.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            int i = 0;
            while (i < from.length && from[i] != c) {
                i++;
            }
            if (i == from.length) {
                out.appendCodePoint(c);
            } else if (to.length > 0) {
                out.appendCodePoint(to[Math.min(i, to.length - 1)]);
            }
        });
        return out.toString();
    }

    /** The elements of a JSON array as texts; a single value is one. */
    static List<String> texts(String json) {
        Optional<Json> parsed = Json.parse(json);
        if (parsed.isEmpty()) {
            return List.of(json);
        }
        List<String> texts = new ArrayList<>();
        if (parsed.get() instanceof Json.Array array) {
            array.elements().forEach(e -> texts.add(e.text()));
        } else {
            texts.add(parsed.get().text());
        }
        return texts;
    }

    /** Text that can be read only so often, because a backtracking search may otherwise never end. */
    private record Bounded(CharSequence text, int[] steps) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--steps[0] < 0) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }
}
