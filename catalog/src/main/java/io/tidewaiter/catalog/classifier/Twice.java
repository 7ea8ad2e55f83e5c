package io.tidewaiter.catalog.classifier;

import io.tidewaiter.catalog.text.Needle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions that the bytes of a program hold in two forms, each of which is the product's own: such a program needs no other
 * witness. A program that speaks of another product, or was built with it, has one of them at most.
 */
final class Twice {
    /** Different versions of one program. */
    private static final int FOUND_MAX = 8;

    /** Words that are looked at, and versions that are searched for: each of the latter goes through the whole program. */
    private static final int WORDS_MAX = 1_000_000;

    private static final int SEARCHED_MAX = 50;

    /** Places of a text that are looked at. */
    private static final int PLACES_MAX = 1000;

    private static final int ALIGNED_BYTES = 8;
    private static final int BUILD_ID_MIN = 24;
    private static final int MARKED_MIN = 8;
    private static final int WORD_MIN = 4;
    private static final int WORD_CHARS_MAX = 160;

    /**
     * What makes up the name of a build of Redis and Valkey (release.c): the version, host and time of the build, the
     * commit or zeros, and how many lines were changed; with nothing between them.
     */
    private static final Pattern BUILD_ID = Pattern.compile(
            "[^0-9.]{0,12}(\\d{1,2}\\.\\d{1,3}\\.)(\\d{1,3})[0-9A-Za-z_.-]{0,90}\\d{10}[0-9a-f]{8}\\d{1,6}");

    private Twice() {}

    /**
     * The versions of the first form that some other form has too.
     *
     * @param first whose group is the version
     * @param others texts of which each has a version in another form
     */
    static Function<byte[], List<String>> of(Literal first, Function<String, List<String>> others) {
        return program -> first.find(program).stream()
                .filter(version -> others.apply(version).stream()
                        .anyMatch(text -> Needle.of(text).isIn(program)))
                .toList();
    }

    /** Of a program of Redis or Valkey: the version in the build's name that also stands alone, the longest of each name. */
    static List<String> inBuildId(byte[] program) {
        return inWords(program, BUILD_ID_MIN, word -> {
            Matcher matcher = BUILD_ID.matcher(word);
            List<String> versions = new ArrayList<>();
            if (matcher.matches()) {
                for (int digits = matcher.group(2).length(); digits > 0; digits--) {
                    versions.add(matcher.group(1) + matcher.group(2).substring(0, digits));
                }
            }
            return versions;
        });
    }

    /**
     * Of a program whose version is the whole text before one that it alone has: compilers lay the texts of a function in its
     * order. Up to eight bytes are between them, where they begin at multiples of it.
     *
     * @param texts their beginnings
     */
    static Function<byte[], List<String>> before(Pattern version, String... texts) {
        return program -> {
            List<String> found = new ArrayList<>();
            for (String text : texts) {
                Needle wanted = Needle.of('\0' + text);
                int places = 0;
                for (int at = wanted.next(program, 0, program.length);
                        at >= 0 && places < PLACES_MAX;
                        at = wanted.next(program, at + 1, program.length)) {
                    places++;
                    Matcher word = version.matcher(wordBefore(program, at));
                    if (word.matches() && !found.contains(word.group(1)) && found.size() < FOUND_MAX) {
                        found.add(word.group(1));
                    }
                }
            }
            return found;
        };
    }

    /** The text whose end is before a place, over the zeros there. */
    private static String wordBefore(byte[] program, int place) {
        int end = place;
        while (end > 0 && place - end < ALIGNED_BYTES && program[end - 1] == 0) {
            end--;
        }
        int from = end;
        while (from > 0 && end - from < WORD_CHARS_MAX && program[from - 1] != 0) {
            from--;
        }
        return new String(program, from, end - from, StandardCharsets.ISO_8859_1);
    }

    /** Of a program whose version stands alone, and alone with what follows it. */
    static Function<byte[], List<String>> marked(Pattern marked) {
        return program -> inWords(program, MARKED_MIN, inMarked(marked));
    }

    /**
     * The same where something else has the version in another form.
     *
     * @param others of which each has a version in another form
     */
    static Function<byte[], List<String>> marked(Pattern marked, Function<String, List<String>> others) {
        return program -> inWords(program, WORD_MIN, inMarked(marked), others);
    }

    /** The first group of a whole word. */
    private static Function<String, List<String>> inMarked(Pattern marked) {
        return word -> {
            Matcher matcher = marked.matcher(word);
            return matcher.matches() ? List.of(matcher.group(1)) : List.of();
        };
    }

    /** Of a program that has one word of a form alone, and a text that is its own. */
    static Function<byte[], List<String>> only(Pattern form, String text) {
        Function<byte[], List<String>> words = marked(form, _ -> List.of(text));
        return program -> {
            List<String> found = words.apply(program);
            return found.size() == 1 ? found : List.of();
        };
    }

    /**
     * Of a program whose version is a whole word, and in another form besides.
     *
     * @param others of which each has a version in another form
     */
    static Function<byte[], List<String>> word(Pattern version, Function<String, List<String>> others) {
        return program ->
                inWords(program, WORD_MIN, word -> version.matcher(word).matches() ? List.of(word) : List.of(), others);
    }

    /**
     * The versions of words that also stand alone.
     *
     * @param versions that a word may have, of which the first that stands alone counts
     */
    private static List<String> inWords(byte[] program, int charsMin, Function<String, List<String>> versions) {
        return inWords(program, charsMin, versions, version -> List.of(alone(version)));
    }

    private static List<String> inWords(
            byte[] program,
            int charsMin,
            Function<String, List<String>> versions,
            Function<String, List<String>> others) {
        List<String> found = new ArrayList<>();
        Map<String, Boolean> searched = new HashMap<>();
        int words = 0;
        int from = 0;
        for (int at = 0; at < program.length && found.size() < FOUND_MAX; at++) {
            if (isWord(program[at])) {
                continue;
            }
            int length = at - from;
            if (program[at] == 0 && length > charsMin && length <= WORD_CHARS_MAX) {
                if (++words > WORDS_MAX || searched.size() > SEARCHED_MAX) {
                    break;
                }
                versions.apply(new String(program, from, length, StandardCharsets.ISO_8859_1)).stream()
                        .filter(version -> searched.computeIfAbsent(
                                version,
                                one -> others.apply(one).stream()
                                        .anyMatch(text -> Needle.of(text).isIn(program))))
                        .findFirst()
                        .filter(version -> !found.contains(version))
                        .ifPresent(found::add);
            }
            from = at + 1;
        }
        return found;
    }

    /** A text that has nothing before and behind it. */
    static String alone(String text) {
        return '\0' + text + '\0';
    }

    private static boolean isWord(byte one) {
        return (one >= '0' && one <= '9')
                || (one >= 'A' && one <= 'Z')
                || (one >= 'a' && one <= 'z')
                || one == '.'
                || one == '-'
                || one == '_'
                || one == ':'
                || one == '+'
                || one == '~';
    }
}
