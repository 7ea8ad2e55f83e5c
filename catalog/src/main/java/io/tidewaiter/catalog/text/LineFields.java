package io.tidewaiter.catalog.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Files of {@code name: value} lines, of which only a few names matter. */
public final class LineFields {
    private static final int LINE_BYTES_MAX = 1000;

    private LineFields() {}

    /**
     * The first value of each name. Lines that begin with a space belong to what is above them: where its own line has no
     * value, the first of them is the value.
     *
     * @param wanted names in lower case, as they are compared
     * @param mark between a name and its value
     */
    public static Map<String, String> first(byte[] content, char mark, Set<String> wanted) {
        Map<String, String> fields = new HashMap<>();
        String open = "";
        Lines lines = new Lines(content);
        while (lines.next() && fields.size() < wanted.size()) {
            if (lines.isBlank() || lines.length() > LINE_BYTES_MAX) {
                open = "";
                continue;
            }
            if (lines.at(0) == ' ' || lines.at(0) == '\t') {
                if (!open.isEmpty()) {
                    fields.put(open, lines.text(0, LINE_BYTES_MAX));
                    open = "";
                }
                continue;
            }
            String line = lines.text(0, LINE_BYTES_MAX);
            int at = line.indexOf(mark);
            String name = at < 0 ? "" : line.substring(0, at).strip().toLowerCase(Locale.ROOT);
            open = "";
            if (wanted.contains(name) && !fields.containsKey(name)) {
                String value = line.substring(at + 1).strip();
                if (value.isEmpty()) {
                    open = name;
                } else {
                    fields.put(name, value);
                }
            }
        }
        return fields;
    }

    /** Without the quotes around it. */
    public static String unquoted(String value) {
        int last = value.length() - 1;
        boolean quoted = last > 0
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(last) == value.charAt(0);
        return quoted ? value.substring(1, last) : value;
    }
}
