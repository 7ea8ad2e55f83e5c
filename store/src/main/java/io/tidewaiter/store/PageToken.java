package io.tidewaiter.store;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.match.Match;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The row that a page ended with. It names values, not a count, so that pages neither repeat nor skip a row when others
 * come and go between them.
 *
 * @param place number of the row in {@code image_presence}
 * @param vulnerability empty where the row was no finding
 */
record PageToken(
        String registryKey,
        long place,
        String vulnerability,
        String ecosystem,
        String subjectName,
        String subjectVersion) {
    /** Before everything. */
    static final PageToken FIRST = new PageToken("", 0, "", "", "", "");

    private static final char SEPARATOR = '\0';
    private static final int PARTS = 6;

    static PageToken of(String registryKey, long place) {
        return new PageToken(registryKey, place, "", "", "", "");
    }

    static PageToken of(String registryKey, long place, Finding finding) {
        Match match = finding.match();
        return new PageToken(
                registryKey,
                place,
                match.vulnerability().id(),
                match.ecosystem().toString(),
                match.subjectName(),
                match.subjectVersion());
    }

    boolean isFirst() {
        return place == 0;
    }

    String text() {
        String parts = String.join(
                String.valueOf(SEPARATOR),
                registryKey,
                Long.toString(place),
                vulnerability,
                ecosystem,
                subjectName,
                subjectVersion);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }

    static PageToken parse(String text) {
        if (text.isEmpty()) {
            return FIRST;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)
                    .split(String.valueOf(SEPARATOR), -1);
            if (parts.length == PARTS) {
                long place = Long.parseLong(parts[1]);
                if (place > 0) {
                    return new PageToken(parts[0], place, parts[2], parts[3], parts[4], parts[5]);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a token of this list", e);
        }
        throw new IllegalArgumentException("not a token of this list");
    }
}
