package io.tidewaiter.store.arm;

import java.util.Arrays;
import java.util.Optional;

/**
 * What has to hold for a write to happen (RFC 9110 §13.1).
 *
 * @param ifMatch entity tags, or {@code *} for any; empty where nothing was asked
 * @param ifNoneMatch the same, for what must not be there
 */
public record Precondition(String ifMatch, String ifNoneMatch) {
    /** No condition. */
    public static final Precondition NONE = new Precondition("", "");

    /** Only over this version. */
    public static Precondition over(String etag) {
        return new Precondition('"' + etag + '"', "");
    }

    /** Whether it holds for the version that is there, or for nothing. */
    public boolean holds(Optional<String> etag) {
        boolean matches = ifMatch.isBlank() || names(ifMatch, etag);
        return matches && (ifNoneMatch.isBlank() || !names(ifNoneMatch, etag));
    }

    private static boolean names(String tags, Optional<String> etag) {
        return etag.isPresent()
                && Arrays.stream(tags.split(","))
                        .map(tag -> tag.strip().replaceFirst("^W/", "").replace("\"", ""))
                        .anyMatch(tag -> tag.equals("*") || tag.equals(etag.get()));
    }
}
