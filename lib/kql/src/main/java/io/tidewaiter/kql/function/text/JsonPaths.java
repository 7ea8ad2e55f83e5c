package io.tidewaiter.kql.function.text;

import io.tidewaiter.kql.function.spec.Argument;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths like {@code $.a['b c'][0]}, in the database's spelling. */
final class JsonPaths {
    private static final Pattern STEP =
            Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_-]*)|\\[(?:'([^'\"]*)'|\"([^'\"]*)\"|(-?\\d{1,6}))]");

    private JsonPaths() {}

    static Optional<String> problem(Argument argument) {
        return argument.value() instanceof String path && sql(path).isEmpty()
                ? Optional.of("'%s' is no path such as $.a[0].b".formatted(path))
                : Optional.empty();
    }

    /** The path in the database's spelling; empty where it is none. */
    static String sql(String path) {
        if (!path.startsWith("$")) {
            return "";
        }
        StringBuilder out = new StringBuilder("$");
        Matcher m = STEP.matcher(path).region(1, path.length());
        int at = 1;
        while (at < path.length()) {
            if (!m.lookingAt()) {
                return "";
            }
            if (m.group(4) != null) {
                out.append('[')
                        .append(m.group(4).startsWith("-") ? "#" : "")
                        .append(m.group(4))
                        .append(']');
            } else {
                String key = m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3);
                out.append(".\"").append(key).append('"');
            }
            at = m.end();
            m.region(at, path.length());
        }
        return out.toString();
    }
}
