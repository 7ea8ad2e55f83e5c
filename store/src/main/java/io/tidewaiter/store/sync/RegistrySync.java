package io.tidewaiter.store.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a registry as a whole.
 *
 * @param fingerprint of all that decides whether and how it is listed
 * @param cause a word for programs why it is not scanned, or not wholly listed; empty where it is
 * @param description the same for people
 * @param dueAt when it is listed next
 * @param doneAt when the last listing came to its end; null for never
 * @param freeSince since when no plan covers it; null where one does
 * @param position the last repository that a listing under way is done with; empty between listings
 * @param counts of the last listing
 */
public record RegistrySync(
        String registryId,
        String fingerprint,
        Phase phase,
        String cause,
        String description,
        Instant dueAt,
        @Nullable Instant doneAt,
        @Nullable Instant freeSince,
        String position,
        Counts counts) {
    /** How a registry stands. */
    public enum Phase {
        /** No plan covers it. */
        FREE,
        /** It cannot be scanned by its nature or by how it is set up. */
        UNSUPPORTED,
        /** It refuses us. */
        DENIED,
        /** It could not be listed; what is known of it stays. */
        FAILED,
        /** A listing is under way. */
        LISTING,
        /** It was listed, but not wholly. */
        PARTIAL,
        /** It was listed wholly. */
        COMPLETE
    }

    /**
     * What a listing found.
     *
     * @param requested scans that it asked for
     * @param removed tags, images and repositories that are gone
     */
    public record Counts(long repositories, long tags, long requested, long removed) {
        public static final Counts NONE = new Counts(0, 0, 0, 0);

        /** Both together. */
        public Counts and(Counts other) {
            return new Counts(
                    repositories + other.repositories,
                    tags + other.tags,
                    requested + other.requested,
                    removed + other.removed);
        }
    }
}
