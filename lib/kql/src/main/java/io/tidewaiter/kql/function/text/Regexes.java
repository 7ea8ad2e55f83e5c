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
            Pattern.compile(regex.replace("(?P<", "(?<"));
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("'%s' is no regular expression: %s".formatted(cut(regex), e.getDescription()));
        } catch (StackOverflowError e) {
            return Optional.of("the regular expression is nested too deep");
        }
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
