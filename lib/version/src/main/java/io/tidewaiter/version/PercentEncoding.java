package io.tidewaiter.version;

import java.nio.charset.StandardCharsets;

/** Percent-encoding as purl-spec wants it: unreserved characters and the colon stay, the rest is UTF-8 bytes. */
final class PercentEncoding {
    private static final String UNRESERVED = "-._~:";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {}

    static String of(String text) {
        return encode(text, UNRESERVED);
    }

    /** Slashes separate segments and stay. */
    static String ofSegments(String text) {
        return encode(text, UNRESERVED + "/");
    }

    static String ofQualifier(String text) {
        return encode(text, UNRESERVED + "/");
    }

    private static String encode(String text, String kept) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kept.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return out.toString();
    }
}
