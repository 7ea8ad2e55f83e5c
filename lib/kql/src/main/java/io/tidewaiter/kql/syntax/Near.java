package io.tidewaiter.kql.syntax;

import java.util.Collection;
import java.util.Locale;

/** The name that was probably meant. */
public final class Near {
    private static final int NAME_CHARS_MAX = 64;
    private static final int NAMES_MAX = 2000;

    private Near() {}

    /** The nearest name within a third of the letters; empty where none is near. */
    public static String to(String wrong, Collection<String> names) {
        if (wrong.isEmpty() || wrong.length() > NAME_CHARS_MAX || names.size() > NAMES_MAX) {
            return "";
        }
        String best = "";
        int bestDistance = Math.max(1, (wrong.length() + 1) / 3) + 1;
        for (String name : names) {
            if (Math.abs(name.length() - wrong.length()) < bestDistance && name.length() <= NAME_CHARS_MAX) {
                int distance = distance(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
                if (distance < bestDistance && !name.equals(wrong)) {
                    best = name;
                    bestDistance = distance;
                }
            }
        }
        return best;
    }

    /** Letters to change, add, drop, or swap with a neighbour. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + same, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
