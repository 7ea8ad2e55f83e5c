package io.tidewaiter.assess.rule;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bounds that a version has to keep, all of them: {@code >=1.0 <2.0}, {@code =3.0.11-1}. In the order of the package's
 * ecosystem; what that cannot tell is not within bounds, so that nothing is hidden by a guess.
 */
record VersionBounds(List<Bound> bounds) {
    static final VersionBounds ANY = new VersionBounds(List.of());

    VersionBounds {
        bounds = List.copyOf(bounds);
    }

    /** One comparison. */
    record Bound(String operator, String version) {}

    /** Reads bounds that are separated by blanks or commas. */
    static VersionBounds parse(String text) {
        List<Bound> bounds = new ArrayList<>();
        for (String part : text.strip().split("[\\s,]+")) {
            if (part.isEmpty()) {
                continue;
            }
            int end = 0;
            while (end < part.length() && "<>=!".indexOf(part.charAt(end)) >= 0) {
                end++;
            }
            String operator = part.substring(0, end);
            String version = part.substring(end);
            if (!List.of("", "<", "<=", ">", ">=", "=", "==").contains(operator) || version.isEmpty()) {
                throw new IllegalArgumentException(
                        "versions: '" + part + "' is no bound; write for example '>=1.0 <2.0'");
            }
            bounds.add(new Bound(operator.isEmpty() || operator.equals("==") ? "=" : operator, version));
        }
        return new VersionBounds(bounds);
    }

    boolean contains(Ecosystem ecosystem, String version) {
        if (bounds.isEmpty()) {
            return true;
        }
        Optional<VersionScheme> scheme = VersionSchemes.of(ecosystem);
        return bounds.stream().allMatch(b -> keeps(b, scheme, version));
    }

    private static boolean keeps(Bound bound, Optional<VersionScheme> scheme, String version) {
        if (bound.operator().equals("=") && bound.version().equals(version)) {
            return true;
        }
        Order order = scheme.map(s -> s.compare(version, bound.version())).orElse(Order.CANNOT_TELL);
        return switch (order) {
            case LESS -> bound.operator().startsWith("<");
            case GREATER -> bound.operator().startsWith(">");
            case EQUAL -> bound.operator().endsWith("=");
            case CANNOT_TELL -> false;
        };
    }
}
