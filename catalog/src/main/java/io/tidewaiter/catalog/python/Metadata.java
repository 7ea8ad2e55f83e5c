package io.tidewaiter.catalog.python;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Name and version of core metadata (PyPA, "Core metadata specifications"): headers up to the first blank line, the
 * first of each.
 *
 * @param name as written; empty where it is not told
 * @param version empty where it is not told
 */
record Metadata(String name, String version) {
    private static final int VALUE_CHARS_MAX = 256;

    static Metadata parse(byte[] content) {
        String name = "";
        String version = "";
        int at = content.length >= 3 && (content[0] & 0xff) == 0xef ? 3 : 0; // a byte order mark
        while (at < content.length && (name.isEmpty() || version.isEmpty())) {
            int end = at;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            int length = end > at && content[end - 1] == '\r' ? end - 1 - at : end - at;
            if (length == 0) {
                break;
            }
            name = name.isEmpty() ? value(content, at, length, "name") : name;
            version = version.isEmpty() ? value(content, at, length, "version") : version;
            at = end + 1;
        }
        return new Metadata(name, version);
    }

    /** The value of a header, where the line is that header and the value is one word of ASCII; else empty. */
    private static String value(byte[] content, int at, int length, String header) {
        int colon = header.length();
        if (length <= colon || length > VALUE_CHARS_MAX || content[at + colon] != ':') {
            return "";
        }
        String line = new String(content, at, length, StandardCharsets.ISO_8859_1);
        if (!line.substring(0, colon).toLowerCase(Locale.ROOT).equals(header)) {
            return "";
        }
        String value = line.substring(colon + 1).strip();
        return isPlain(value) ? value : "";
    }

    static boolean isPlain(String value) {
        return value.length() <= VALUE_CHARS_MAX && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** The one spelling of a name (PEP 503): lower case, runs of {@code -}, {@code _} and {@code .} are one dash. */
    static String normalised(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean separator = c == '-' || c == '_' || c == '.';
            if (!separator) {
                out.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
            } else if (i == 0 || out.charAt(out.length() - 1) != '-') {
                out.append('-');
            }
        }
        return out.toString();
    }

    /**
     * What is told here, and what the folder's name ({@code NAME-VERSION[-pyX.Y]}) tells where it is not; its version only
     * where it is of the same name, for {@code NAME} alone may have a dash.
     */
    Metadata orFromStem(String stem) {
        String[] parts = stem.split("-", 3);
        String stemName = isPlain(parts[0]) ? parts[0] : "";
        String stemVersion = parts.length > 1 && isPlain(parts[1]) ? parts[1] : "";
        boolean same = name.isEmpty() || normalised(name).equals(normalised(stemName));
        return new Metadata(name.isEmpty() ? stemName : name, version.isEmpty() ? (same ? stemVersion : "") : version);
    }
}
