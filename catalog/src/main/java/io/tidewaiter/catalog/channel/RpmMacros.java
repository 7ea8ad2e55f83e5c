package io.tidewaiter.catalog.channel;

import io.tidewaiter.catalog.text.Lines;
import java.util.Map;
import java.util.regex.Pattern;

/** Which database rpm uses, as its macros say it (rpm-macros(7), "%_dbpath", "%_db_backend"). */
final class RpmMacros {
    private static final int LINE_BYTES_MAX = 512;
    private static final String PATH = "%_dbpath";
    private static final String BACKEND = "%_db_backend";
    private static final Pattern PLAIN_PATH = Pattern.compile("(?:/[A-Za-z0-9._-]+)+/?");
    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z_]+");

    /** Macros that distributions write the path with, as rpm itself defines them. */
    private static final Map<String, String> FOLDERS = Map.of(
            "%{_var}",
            "/var", "%{_localstatedir}", "/var", "%{_usr}", "/usr", "%{_prefix}", "/usr", "%{_sysconfdir}", "/etc");

    private RpmMacros() {}

    /** Tells the last definition of either; one that is written with other macros is none. */
    static String read(byte[] content, Channels channels) {
        Lines lines = new Lines(content);
        String path = "";
        String backend = "";
        while (lines.next()) {
            if (lines.length() < 2 || lines.at(0) != '%' || lines.at(1) != '_') {
                continue;
            }
            String line = lines.text(0, LINE_BYTES_MAX);
            path = value(line, PATH, path);
            backend = value(line, BACKEND, backend);
        }
        for (Map.Entry<String, String> folder : FOLDERS.entrySet()) {
            path = path.replace(folder.getKey(), folder.getValue());
        }
        if (PLAIN_PATH.matcher(path).matches()) {
            channels.add(RpmDatabase.PATH, path);
        }
        if (PLAIN_WORD.matcher(backend).matches()) {
            channels.add(RpmDatabase.BACKEND, backend);
        }
        return "";
    }

    private static String value(String line, String macro, String before) {
        boolean defines = line.startsWith(macro)
                && line.length() > macro.length()
                && Character.isWhitespace(line.charAt(macro.length()));
        return defines ? line.substring(macro.length()).strip() : before;
    }
}
