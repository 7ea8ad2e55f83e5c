package io.tidewaiter.catalog.channel;

import io.tidewaiter.catalog.text.Lines;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which database rpm uses, as its macros say it (rpm-macros(7), "%_dbpath", "%_db_backend"). A definition begins with a
 * percent sign that blanks may stand before, and goes on behind a line that ends with a backslash or in open braces: what
 * looks like a definition there is a part of the one before.
 */
final class RpmMacros {
    private static final int LINE_BYTES_MAX = 512;
    private static final String PATH = "%_dbpath";
    private static final String BACKEND = "%_db_backend";
    private static final Pattern PLAIN_PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]+)+/?");
    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z_]+");

    /** Macros that distributions write the path with, as rpm itself defines them. */
    private static final Map<String, String> FOLDERS = Map.of(
            "%{_var}",
            "/var", "%{_localstatedir}", "/var", "%{_usr}", "/usr", "%{_prefix}", "/usr", "%{_sysconfdir}", "/etc");

    private RpmMacros() {}

    /** Tells the last definition of either, as {@link RpmDatabase#UNREAD} where it is not plain. */
    static String read(byte[] content, Channels channels) {
        Lines lines = new Lines(content);
        String path = "";
        String backend = "";
        int open = 0;
        boolean isContinued = false;
        while (lines.next()) {
            boolean isInside = isContinued || open > 0;
            open = Math.max(0, open + braces(lines));
            isContinued = lines.length() > 0 && lines.at(lines.length() - 1) == '\\';
            if (!isInside) {
                String line = lines.text(0, LINE_BYTES_MAX);
                path = value(line, PATH, path);
                backend = value(line, BACKEND, backend);
            }
        }
        for (Map.Entry<String, String> folder : FOLDERS.entrySet()) {
            path = path.replace(folder.getKey(), folder.getValue());
        }
        tell(RpmDatabase.PATH, path, PLAIN_PATH, channels);
        tell(RpmDatabase.BACKEND, backend, PLAIN_WORD, channels);
        return "";
    }

    private static void tell(String kind, String value, Pattern plain, Channels channels) {
        if (!value.isEmpty()) {
            channels.add(kind, plain.matcher(value).matches() ? value : RpmDatabase.UNREAD);
        }
    }

    /** How many more braces a line opens than it closes. */
    private static int braces(Lines line) {
        int open = 0;
        for (int at = 0; at < line.length(); at++) {
            int one = line.at(at);
            open += one == '{' ? 1 : one == '}' ? -1 : 0;
        }
        return open;
    }

    private static String value(String line, String macro, String before) {
        boolean defines = line.startsWith(macro)
                && line.length() > macro.length()
                && Character.isWhitespace(line.charAt(macro.length()));
        return defines ? line.substring(macro.length()).strip() : before;
    }
}
