package io.tidewaiter.store;

import java.time.Instant;

/**
 * An image digest that a subscription is billed for in a month.
 *
 * @param subscriptionId a GUID, lower case
 * @param period the calendar month in UTC, {@code 2026-11}
 * @param registryId where it was first seen in this month
 */
public record MeterRecord(
        String subscriptionId, String digest, String period, String registryId, String repository, Instant meteredAt) {}
