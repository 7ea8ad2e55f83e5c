package io.tidewaiter.server.query;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the next page begins. It names the moment of the first page, so that all pages of one answer are parts of one
 * picture, whatever changes between them.
 *
 * @param query a hash of the text, since a token belongs to one query
 * @param at the moment, in milliseconds since 1970
 * @param skip rows before the page
 */
record SkipToken(String query, long at, long skip) {
    private static final Pattern FORM = Pattern.compile("2,([0-9a-f]{16}),(\\d{1,18}),(\\d{1,9})");

    static String hash(String text) {
        try {
            byte[] hash =
                    java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String text() {
        String plain = "2," + query + "," + at + "," + skip;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<SkipToken> parse(String text) {
        try {
            Matcher matcher = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            return matcher.matches()
                    ? Optional.of(new SkipToken(
                            matcher.group(1), Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base64, so not ours
        }
    }
}
