package io.tidewaiter.catalog.classifier;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names and values that an installation writes of itself: {@code #define NAME value} of a header of C, and
 * {@code CONFIG["NAME"] = "value"} of Ruby's rbconfig.rb. Values are numbers or texts in quotes, on one line.
 */
final class Definitions {
    private static final String VALUE = "(?:\"([^\"\\n]{0,200})\"|(\\d{1,9})\\b)";

    private static final Pattern OF_C =
            Pattern.compile("(?m)^[ \\t]{0,40}#[ \\t]{0,40}define[ \\t]{1,40}(\\w{1,80})[ \\t]{1,80}" + VALUE);

    private static final Pattern OF_RUBY =
            Pattern.compile("(?m)^[ \\t]{0,40}CONFIG\\[\"(\\w{1,80})\"][ \\t]{0,40}=[ \\t]{0,40}" + VALUE);

    private Definitions() {}

    /** Those of a header of C; of several of one name the last, which is the one without conditions. */
    static Map<String, String> ofHeader(byte[] content) {
        return read(OF_C, content);
    }

    /** Those of rbconfig.rb. */
    static Map<String, String> ofRuby(byte[] content) {
        return read(OF_RUBY, content);
    }

    private static Map<String, String> read(Pattern form, byte[] content) {
        Map<String, String> found = new HashMap<>();
        Matcher lines = form.matcher(new String(content, StandardCharsets.ISO_8859_1));
        while (lines.find()) {
            found.put(lines.group(1), lines.group(2) == null ? lines.group(3) : lines.group(2));
        }
        return found;
    }
}
