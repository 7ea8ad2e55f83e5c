package io.tidewaiter.catalog.osrelease;

import io.tidewaiter.catalog.text.Lines;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code KEY=value} lines with the quoting of a shell, of which nothing is ever expanded or run: {@code $(reboot)} is a
 * text of nine characters. As in a shell the last assignment of a key wins; a line that is no assignment is passed over.
 */
public final class OsReleaseParser {
    private static final int FIELDS_MAX = 200;
    private static final int KEY_BYTES_MAX = 64;
    private static final int VALUE_BYTES_MAX = 2048;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private OsReleaseParser() {}

    /** The file's fields, unquoted; control characters in values become {@code ?}. */
    public static SortedMap<String, String> parse(byte[] content) {
        SortedMap<String, String> fields = new TreeMap<>();
        Lines lines = new Lines(content);
        while (lines.next() && fields.size() < FIELDS_MAX) {
            int equals = lines.find('=', KEY_BYTES_MAX);
            if (equals <= 0) {
                continue;
            }
            String whole = lines.text(0, equals + VALUE_BYTES_MAX);
            String key = whole.substring(0, whole.indexOf('=')).strip();
            key = key.startsWith(BYTE_ORDER_MARK) ? key.substring(1) : key;
            key = key.startsWith("export ") ? key.substring("export ".length()).strip() : key;
            if (isKey(key)) {
                fields.put(key, unquote(whole.substring(whole.indexOf('=') + 1).strip()));
            }
        }
        return fields;
    }

    private static boolean isKey(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !key.isEmpty();
    }

    /** Takes quotes and backslashes away as a shell would; a quote that nobody closes ends at the end of the line. */
    static String unquote(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        char quote = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            boolean escapes = c == '\\' && quote != '\'' && i + 1 < raw.length();
            if (escapes && (quote == 0 || "\"\\$`".indexOf(raw.charAt(i + 1)) >= 0)) {
                out.append(printable(raw.charAt(++i)));
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else {
                out.append(printable(c));
            }
        }
        return out.toString().strip();
    }

    private static char printable(char c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == '\uFFFD' ? '?' : c;
    }
}
