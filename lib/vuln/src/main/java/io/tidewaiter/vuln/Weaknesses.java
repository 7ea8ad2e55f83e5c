package io.tidewaiter.vuln;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Entries of the Common Weakness Enumeration that a vulnerability is an example of: {@code CWE-79}. */
public final class Weaknesses {
    /** The entry under which a record of OSV ({@link OsvRecord#databaseSpecific}) has them, with blanks between. */
    public static final String KEY = "cwe_ids";

    /** What one vulnerability has; real ones have three at most. */
    public static final int MAX = 16;

    private static final String PREFIX = "CWE-";
    private static final Pattern BLANK = Pattern.compile("\\s+");

    private Weaknesses() {}

    /** The number of {@code CWE-79}; -1 where the text is none, as the NVD's {@code NVD-CWE-noinfo}. */
    public static int number(String id) {
        String digits = id.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) ? id.substring(PREFIX.length()) : "";
        boolean isNumber =
                !digits.isEmpty() && digits.length() <= 6 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = isNumber ? Integer.parseInt(digits) : -1;
        return number == 0 ? -1 : number;
    }

    /** The id of a number. */
    public static String id(int number) {
        return PREFIX + number;
    }

    /** What of the texts are ids, each once, in the order of their numbers, at most {@value #MAX}. */
    public static List<String> of(Collection<String> texts) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (String text : texts) {
            int number = number(text.strip());
            if (number > 0) {
                numbers.add(number);
            }
        }
        return numbers.stream().limit(MAX).map(Weaknesses::id).toList();
    }

    /** As {@link #of}, of a text with blanks between. */
    public static List<String> ofText(String text) {
        return text.isBlank() ? List.of() : of(List.of(BLANK.split(text.strip())));
    }
}
