package io.tidewaiter.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which sub-assessments, and which part of the list.
 *
 * @param scopes ARM ids in any casing, none within another: registries, resource groups or subscriptions; {@code /} is
 *     everything
 * @param digest only of this image; empty for all
 * @param asOf what was known then; null for now
 * @param after the token of the part before; empty for the first
 * @param limit rows of the part
 */
public record SubAssessmentQuery(
        List<String> scopes, String digest, @Nullable Instant asOf, String after, int limit) {
    /** Rows of a part where nothing else is asked for. */
    public static final int LIMIT = 500;

    public SubAssessmentQuery {
        scopes = List.copyOf(scopes);
        if (limit < 1) {
            throw new IllegalArgumentException("a page has a row, not " + limit);
        }
    }

    /** The first part of everything that a scope has now. */
    public static SubAssessmentQuery of(String scope) {
        return of(List.of(scope));
    }

    /** The first part of everything that several scopes have now. */
    public static SubAssessmentQuery of(List<String> scopes) {
        return new SubAssessmentQuery(scopes, "", null, "", LIMIT);
    }

    /** The same, only of one image. */
    public SubAssessmentQuery ofImage(String imageDigest) {
        return new SubAssessmentQuery(scopes, imageDigest, asOf, after, limit);
    }

    /** The same, as it was known at a time. */
    public SubAssessmentQuery at(Instant time) {
        return new SubAssessmentQuery(scopes, digest, time, after, limit);
    }

    /** The part that follows another, which gave the token. */
    public SubAssessmentQuery after(String token) {
        return new SubAssessmentQuery(scopes, digest, asOf, token, limit);
    }

    /** The same with another number of rows. */
    public SubAssessmentQuery limit(int rows) {
        return new SubAssessmentQuery(scopes, digest, asOf, after, rows);
    }
}
