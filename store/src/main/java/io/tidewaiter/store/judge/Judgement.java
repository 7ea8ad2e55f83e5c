package io.tidewaiter.store.judge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a resource that decides what does not count.
 *
 * @param version another one for every change
 * @param id the resource's ARM id, as first written
 * @param scope what it hangs on
 * @param body its properties, JSON
 * @param pending whether it waits for a second person
 * @param approvedBy who that was; empty for nobody
 * @param validTo since when it is not any more what the resource says; null for now
 * @param expires the first moment at which it hides nothing any more; null for never
 */
public record Judgement(
        long version,
        Kind kind,
        String id,
        String scope,
        String name,
        String body,
        boolean pending,
        String createdBy,
        Instant createdAt,
        String changedBy,
        String approvedBy,
        Instant changedAt,
        @Nullable Instant validTo,
        @Nullable Instant expires) {
    /** What the resource is, and the word of the column. */
    public enum Kind {
        RULE("rule"),
        EXEMPTION("exemption"),
        STANDARD("standard"),
        VEX("vex");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of judgement: " + word);
        }
    }

    /**
     * What somebody wants to be written.
     *
     * @param pending whether a second person has to approve it
     */
    public record Draft(Kind kind, String id, String scope, String name, String body, boolean pending) {}

    /** For {@code If-Match}, without quotes. */
    public String etag() {
        return Long.toHexString(version);
    }
}
