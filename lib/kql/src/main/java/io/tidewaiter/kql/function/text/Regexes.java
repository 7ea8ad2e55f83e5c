package io.tidewaiter.kql.function.text;

import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.ArgumentCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions of the language are those of RE2, as are DuckDB's. What RE2 does not take is found here, so that
 * the user gets a sentence and not the database's error.
 */
public final class Regexes {
    private static final Pattern NOT_IN_RE2 = Pattern.compile("\\(\\?(?:=|!|<=|<!|>)|[*+?}]\\+|\\\\[1-9]");
    private static final Pattern REPEATS = Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");
    /** An escape; the group is what only other dialects escape: other letters, and what is not ASCII. */
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:[AbBCdDaEfnpPQrsStvwWxz]|([A-Za-z]|[^\\x00-\\x7F])|[\\x00-\\x7F])");

    private static final Pattern POSIX = Pattern.compile(
            "\\[:(\\^?)" + "(alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit):]");
    private static final int REPEAT_MAX = 1000;

    private Regexes() {}

    /** The literal at {@code index} is a regular expression. */
    public static ArgumentCheck valid(int index) {
        return arguments -> arguments.size() > index ? problem(arguments.get(index)) : Optional.empty();
    }

    private static Optional<String> problem(Argument argument) {
        return argument.isConstant() && argument.value() instanceof String regex ? problem(regex) : Optional.empty();
    }

    /** Why it is no regular expression; empty where it is one. */
    public static Optional<String> problem(String regex) {
        String bare = withoutEscapesAndClasses(regex);
        Matcher m = NOT_IN_RE2.matcher(bare);
        if (m.find()) {
            return Optional.of("the regular expression has %s, which RE2 does not know".formatted(m.group()));
        }
        Matcher escape = ESCAPE.matcher(regex);
        while (escape.find()) {
            if (escape.group(1) != null) {
                return Optional.of("the regular expression has %s, which RE2 does not know".formatted(escape.group()));
            }
        }
        Matcher repeats = REPEATS.matcher(bare);
        while (repeats.find()) {
            boolean isTooMany = repeats.group(1).length() > 4
                    || Integer.parseInt(repeats.group(1)) > REPEAT_MAX
                    || isOver(repeats.group(2));
            if (isTooMany) {
                return Optional.of("the regular expression repeats more than 1000 times");
            }
        }
        try {
            inJava(regex);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("'%s' is no regular expression: %s".formatted(cut(regex), e.getDescription()));
        } catch (StackOverflowError e) {
            return Optional.of("the regular expression is nested too deep");
        }
    }

    /**
     * The same expression for Java: a brace that repeats nothing is a brace to RE2 ({@code '{}'} is a published idiom),
     * and a bracket or two ampersands inside a class are themselves, where Java would nest and intersect classes.
     */
    static Pattern inJava(String regex) {
        StringBuilder out = new StringBuilder();
        boolean isClass = false;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\' && i + 1 < regex.length()) {
                int end = Math.max(i + 2, regex.startsWith("{", i + 2) ? regex.indexOf('}', i) + 1 : 0);
                out.append(regex, i, end);
                i = end - 1;
            } else if (isClass) {
                Matcher posix = POSIX.matcher(regex).region(i, regex.length());
                if (posix.lookingAt()) {
                    out.append(posix.group(1).isEmpty() ? "\\p{" : "\\P{")
                            .append(javaClass(posix.group(2)))
                            .append('}');
                    i = posix.end() - 1;
                } else {
                    isClass = c != ']';
                    out.append(c == '[' || c == '&' ? "\\" : "").append(c);
                }
            } else if (c == '[') {
                isClass = true;
                int first = regex.startsWith("^", i + 1) ? i + 2 : i + 1;
                out.append(regex, i, first);
                if (regex.startsWith("]", first)) {
                    out.append("\\]");
                    first++;
                }
                i = first - 1;
            } else if (c == '{'
                    && !REPEATS.matcher(regex).region(i, regex.length()).lookingAt()) {
                out.append("\\{");
            } else {
                out.append(regex.startsWith("(?P<", i) ? "(?" : c);
                i += regex.startsWith("(?P<", i) ? 2 : 0;
            }
        }
        return Pattern.compile(out.toString());
    }

    private static String javaClass(String posix) {
        return switch (posix) {
            case "xdigit" -> "XDigit";
            case "ascii" -> "ASCII";
            default -> Character.toUpperCase(posix.charAt(0)) + posix.substring(1);
        };
    }

    private static boolean isOver(@Nullable String digits) {
        return digits != null && !digits.isEmpty() && (digits.length() > 4 || Integer.parseInt(digits) > REPEAT_MAX);
    }

    /** How many groups it captures. */
    static int groups(String regex) {
        return names(regex).size();
    }

    /** The names of the groups that it captures; empty for those without one. */
    static List<String> names(String regex) {
        String bare = withoutEscapesAndClasses(regex);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < bare.length(); i++) {
            boolean isNamed = bare.startsWith("(?P<", i) || (bare.startsWith("(?<", i) && !bare.startsWith("(?<=", i));
            if (bare.charAt(i) == '(' && (!bare.startsWith("(?", i) || isNamed)) {
                int end = bare.indexOf('>', i);
                names.add(isNamed && end > 0 ? bare.substring(bare.indexOf('<', i) + 1, end) : "");
            }
        }
        return names;
    }

    private static String withoutEscapesAndClasses(String regex) {
        StringBuilder out = new StringBuilder();
        boolean isClass = false;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\' && i + 1 < regex.length()) {
                char next = regex.charAt(++i);
                out.append(next >= '1' && next <= '9' && !isClass ? "\\" + next : "_");
            } else if (isClass) {
                isClass = c != ']' || regex.charAt(i - 1) == '[';
            } else if (c == '[') {
                isClass = true;
                out.append('_');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String cut(String regex) {
        return regex.length() <= 80 ? regex : regex.substring(0, 80) + "…";
    }
}
