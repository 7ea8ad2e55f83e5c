package io.tidewaiter.catalog.rubygems;

import io.tidewaiter.catalog.text.Lines;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name, version and platform of an installed gem: literals of the Ruby that RubyGems writes ({@code to_ruby}), read as text
 * and never run. Where a default gem's specification computes them, the {@code stub} line above tells the same.
 *
 * @param platform empty where the gem runs on every one
 * @param written whether it has the {@code stub} line, which RubyGems writes and people do not
 */
record GemSpecification(String name, String version, String platform, boolean written) {
    private static final int LINE_BYTES_MAX = 2_000;
    private static final Pattern LITERAL = Pattern.compile(
            "\\s*\\w+\\.(name|version|platform)\\s*=\\s*(?:Gem::Version\\.new\\()?(?:[\"']|%q\\{)([^\"'#{}\\\\]{1,256})[\"'}].*");
    private static final Pattern STUB = Pattern.compile("# stub: (\\S{1,256}) (\\S{1,256}) (\\S{1,256}) .*");
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z._-]+");

    static GemSpecification parse(byte[] content) {
        String[] literal = {"", "", ""};
        String[] stub = {"", "", ""};
        Lines lines = new Lines(content);
        while (lines.next()) {
            String line = lines.length() > LINE_BYTES_MAX ? "" : lines.text(0, LINE_BYTES_MAX);
            Matcher matcher = STUB.matcher(line);
            if (stub[0].isEmpty() && matcher.matches()) {
                stub = new String[] {matcher.group(1), matcher.group(2), matcher.group(3)};
            }
            matcher = LITERAL.matcher(line);
            if (matcher.matches()) {
                int place = switch (matcher.group(1)) {
                    case "name" -> 0;
                    case "version" -> 1;
                    default -> 2;
                };
                literal[place] = literal[place].isEmpty() ? matcher.group(2).strip() : literal[place];
            }
        }
        String platform = first(literal[2], stub[2]);
        return new GemSpecification(
                first(literal[0], stub[0]),
                first(literal[1], stub[1]),
                platform.equals("ruby") ? "" : platform,
                !stub[0].isEmpty());
    }

    private static String first(String literal, String stub) {
        if (PLAIN.matcher(literal).matches()) {
            return literal;
        }
        return PLAIN.matcher(stub).matches() ? stub : "";
    }
}
