package io.tidewaiter.version;

import java.util.List;
import java.util.Optional;

/** The version that follows another one, where a bound leaves its own version out and ranges have no event for that. */
public final class Successors {
    /** Parts of a version that most authors write. */
    private static final int PARTS = 3;

    private Successors() {}

    /**
     * The lowest version behind one that the ecosystems have: a first pre-release of the next ({@code 1.4.8-0} behind {@code
     * 1.4.7}), a build after the release ({@code 1.4.7.post0.dev0}, Maven's {@code 1.4.7-sp}). Where there is none in that
     * order, the version itself: better a version too many.
     *
     * @param before what it has to be below; empty where there is no bound
     */
    public static String behind(String version, String before, VersionScheme scheme) {
        long dots = version.chars().filter(c -> c == '.').count();
        String padded = version + ".0".repeat((int) Math.max(0, PARTS - 1 - dots));
        String next = ofLine(padded).orElse("");
        String first = "";
        for (String candidate : List.of(
                next,
                next + "-0",
                padded + ".1",
                padded + ".1-0",
                version + ".post0.dev0",
                version + "-sp",
                version + "-patch")) {
            boolean isBehind = scheme.reads(candidate)
                    && scheme.compare(version, candidate) == Order.LESS
                    && (before.isEmpty() || scheme.compare(candidate, before) == Order.LESS);
            first = isBehind && (first.isEmpty() || scheme.compare(candidate, first) == Order.LESS) ? candidate : first;
        }
        return first.isEmpty() ? version : first;
    }

    /** {@code 5.11} of {@code 5.10}: everything of the line, and everything that its patches are, is below it. */
    public static Optional<String> ofLine(String line) {
        int dot = line.lastIndexOf('.');
        String last = line.substring(dot + 1);
        boolean isNumber = !last.isEmpty() && last.length() < 9 && last.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Optional.of(line.substring(0, dot + 1) + (Integer.parseInt(last) + 1)) : Optional.empty();
    }
}
