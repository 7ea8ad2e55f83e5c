package io.tidewaiter.intake;

import java.util.Optional;

/** Who speaks: the last segment of {@code /intake/{registry}/{kind}}. */
public enum EventKind {
    /** Docker distribution notifications: an envelope of events. */
    DISTRIBUTION("distribution"),
    /** Azure Container Registry webhooks: one event of nearly the same shape. */
    ACR("acr");

    private final String segment;

    EventKind(String segment) {
        this.segment = segment;
    }

    /** The path segment. */
    public String segment() {
        return segment;
    }

    /** The kind that a path segment names. */
    public static Optional<EventKind> ofSegment(String segment) {
        for (EventKind kind : values()) {
            if (kind.segment.equals(segment)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
