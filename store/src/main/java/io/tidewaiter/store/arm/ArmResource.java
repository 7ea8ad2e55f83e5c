package io.tidewaiter.store.arm;

import java.time.Instant;

/**
 * One version of an ARM resource.
 *
 * @param id with the casing first written
 * @param type in lower case, for example {@code microsoft.security/automations}
 * @param body JSON object text: the members beside id, name and type
 * @param etag of this version; no two versions of anything share one
 * @param changedAt when this version began
 */
public record ArmResource(
        String id,
        String type,
        String body,
        String etag,
        Instant createdAt,
        String createdBy,
        Instant changedAt,
        String changedBy) {
    /** The last segment of the id. */
    public String name() {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    /** Without the body, which may hold secrets. */
    @Override
    public String toString() {
        return "ArmResource[" + id + " " + etag + "]";
    }
}
