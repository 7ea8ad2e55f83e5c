package io.tidewaiter.version;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Ranges written as text: {@code vers:npm/>=1.0.0|<2.0.0|3.1.0} (vers-spec), and the part behind the slash alone, as CSAF
 * 2.0 section 3.1.2.3.2 has it for {@code product_version_range}.
 *
 * <p>A lower bound and the upper bound that follows it are one range, a bound that is alone is open to its side, a version
 * without a comparator stands for itself. Where the ecosystem's order is not known constraints have to stand in rising
 * order, and what no range of OSV can say (a lower bound that does not belong to the range, an exclusion) is not read at
 * all, because every reading would be a guess.
 */
public final class VersText {
    private static final int CONSTRAINTS_MAX = 1000;
    private static final RangeEvent FIRST = new RangeEvent.Introduced("0");

    private VersText() {}

    private record Constraint(String comparator, String version) {}

    /** The ranges; empty where the text is none that can be said in events. */
    public static Optional<List<VersionRange>> parse(String text) {
        String constraints = bare(text);
        if (constraints.equals("*")) {
            return Optional.of(List.of(range(FIRST)));
        }
        List<VersionRange> ranges = new ArrayList<>();
        String lower = "";
        String[] parts = constraints.split("[|,]", -1);
        if (parts.length > CONSTRAINTS_MAX) {
            return Optional.empty();
        }
        for (String part : parts) {
            Constraint one = constraint(part.strip());
            switch (one.comparator()) {
                case "=" -> ranges.add(exactly(one.version()));
                case ">=" -> {
                    if (!lower.isEmpty()) {
                        return Optional.empty();
                    }
                    lower = one.version();
                }
                case "<", "<=" -> {
                    RangeEvent begin = lower.isEmpty() ? FIRST : new RangeEvent.Introduced(lower);
                    ranges.add(range(begin, end(one)));
                    lower = "";
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        if (!lower.isEmpty()) {
            ranges.add(range(new RangeEvent.Introduced(lower)));
        }
        return Optional.of(List.copyOf(ranges));
    }

    /**
     * The ranges of constraints in any order, also with lower bounds that are not in it and exclusions (vers-spec, "Checking
     * if a version is contained within a range"); as {@link #parse(String)} where the order does not know a version.
     */
    public static Optional<List<VersionRange>> parse(String text, VersionScheme scheme) {
        List<Constraint> constraints = new ArrayList<>();
        String[] parts = bare(text).split("[|,]", -1);
        for (String part : parts) {
            Constraint one = constraint(part.strip());
            if (parts.length > CONSTRAINTS_MAX || !scheme.reads(one.version())) {
                return parse(text);
            }
            constraints.add(one);
        }
        constraints.sort(Comparator.comparing(Constraint::version, scheme.sorting()));
        return walk(constraints, scheme);
    }

    private static Optional<List<VersionRange>> walk(List<Constraint> sorted, VersionScheme scheme) {
        List<VersionRange> ranges = new ArrayList<>();
        String open = isOpenBelow(sorted) ? FIRST.version() : "";
        for (int i = 0; i < sorted.size(); i++) {
            Constraint one = sorted.get(i);
            String version = one.version();
            String next = i + 1 < sorted.size() ? sorted.get(i + 1).version() : "";
            boolean isOpen = !open.isEmpty();
            switch (one.comparator()) {
                case "=" -> ranges.addAll(isOpen ? List.of() : List.of(exactly(version)));
                case ">=" -> open = isOpen ? open : version;
                case ">" -> open = isOpen ? open : Successors.behind(version, next, scheme);
                case "!=" -> {
                    if (isOpen) {
                        ranges.add(range(new RangeEvent.Introduced(open), new RangeEvent.Fixed(version)));
                        open = Successors.behind(version, next, scheme);
                    }
                }
                default -> {
                    if (!isOpen) {
                        return Optional.empty(); // two upper bounds in turn
                    }
                    ranges.add(range(new RangeEvent.Introduced(open), end(one)));
                    open = "";
                }
            }
        }
        if (!open.isEmpty()) {
            ranges.add(range(new RangeEvent.Introduced(open)));
        }
        return Optional.of(List.copyOf(ranges));
    }

    /** Whether the first bound is an upper one, or there are exclusions alone. */
    private static boolean isOpenBelow(List<Constraint> sorted) {
        for (Constraint one : sorted) {
            if (!one.comparator().equals("=") && !one.comparator().equals("!=")) {
                return one.comparator().startsWith("<");
            }
        }
        return sorted.stream().allMatch(one -> one.comparator().equals("!="));
    }

    private static RangeEvent end(Constraint upper) {
        return upper.comparator().equals("<")
                ? new RangeEvent.Fixed(upper.version())
                : new RangeEvent.LastAffected(upper.version());
    }

    private static String bare(String text) {
        String constraints = text.strip();
        if (!constraints.startsWith("vers:")) {
            return constraints;
        }
        int slash = constraints.indexOf('/');
        return slash < 0 ? "" : constraints.substring(slash + 1);
    }

    /** The range of one version. */
    public static VersionRange exactly(String version) {
        return range(new RangeEvent.Introduced(version), new RangeEvent.LastAffected(version));
    }

    private static Constraint constraint(String text) {
        for (String comparator : List.of(">=", "<=", "<", ">", "!=", "=")) {
            if (text.startsWith(comparator)) {
                return checked(comparator, text.substring(comparator.length()).strip());
            }
        }
        return checked("=", text);
    }

    /** A version is one word that holds a digit: prose is no range. */
    private static Constraint checked(String comparator, String version) {
        boolean isVersion = version.chars().anyMatch(c -> c >= '0' && c <= '9')
                && version.chars().allMatch(c -> c > ' ' && c < 0x7f)
                && Character.isLetterOrDigit(version.charAt(0));
        return isVersion ? new Constraint(comparator, decoded(version)) : new Constraint("", "");
    }

    /** Without the percent-encoding that vers wants for what it uses itself; a stray percent sign stands for itself. */
    private static String decoded(String version) {
        try {
            return version.indexOf('%') < 0
                    ? version
                    : URLDecoder.decode(version.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return version;
        }
    }

    private static VersionRange range(RangeEvent... events) {
        return new VersionRange(VersionRange.Kind.ECOSYSTEM, List.of(events));
    }
}
