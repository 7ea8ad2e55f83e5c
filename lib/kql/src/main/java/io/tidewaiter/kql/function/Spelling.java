package io.tidewaiter.kql.function;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which names one may have meant. */
final class Spelling {
    private static final int SUGGESTIONS_MAX = 3;
    private static final int NAME_CHARS_MAX = 64;

    private Spelling() {}

    /** Those that differ by few letters, the most alike first. */
    static List<String> alike(String name, Collection<String> names) {
        if (name.length() > NAME_CHARS_MAX) {
            return List.of();
        }
        String lower = name.toLowerCase(Locale.ROOT);
        int distanceMax = Math.max(1, name.length() / 3);
        record Near(String name, int distance) {}
        return names.stream()
                .map(n -> new Near(n, distance(lower, n.toLowerCase(Locale.ROOT))))
                .filter(n -> n.distance() <= distanceMax)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(SUGGESTIONS_MAX)
                .map(Near::name)
                .toList();
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
