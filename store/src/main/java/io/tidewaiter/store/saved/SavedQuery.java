package io.tidewaiter.store.saved;

import java.time.Instant;

/**
 * A query under a name.
 *
 * @param id the resource id as first written
 * @param tags a JSON object
 * @param etag another one for each version
 */
public record SavedQuery(String id, String query, String description, String tags, String etag, Instant modifiedAt) {}
