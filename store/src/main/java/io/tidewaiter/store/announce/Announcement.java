package io.tidewaiter.store.announce;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a target is told.
 *
 * @param id of the row
 * @param attempt how often it was tried
 * @param status of the latest answer; 0 where there was none
 * @param note why it was not heard, for people
 * @param finishedAt when it was heard or given up; null while it waits
 */
public record Announcement(
        long id,
        Draft draft,
        State state,
        Instant createdAt,
        int attempt,
        int status,
        String note,
        @Nullable Instant finishedAt) {

    /** Where an announcement stands. */
    public enum State {
        WAITING,
        SENT,
        FAILED
    }

    /**
     * What is to be told, and to whom.
     *
     * @param targetId the resource that says where it goes
     * @param action which of the target's actions; 0 where it has one
     * @param eventId one of a target that is there already is not written again
     * @param kind the word for what happened
     * @param subject what it happened to, for people
     * @param body JSON text
     */
    public record Draft(String targetId, int action, String eventId, String kind, String subject, String body) {}
}
