package io.tidewaiter.model.assess;

/**
 * The health of an image and its cause.
 *
 * @param cause a short word for programs, for example {@code FindingsPresent}, {@code LayerUnreadable}; empty for
 *     Healthy
 * @param description one sentence for people: what, where, what to do
 */
public record Verdict(Health health, String cause, String description) {}
