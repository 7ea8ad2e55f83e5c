package io.tidewaiter.model.assess;

/**
 * A finding that is not shown, and why: nothing is hidden without a trace.
 *
 * @param rule what hid it, for example {@code --severity high}
 */
public record SuppressedFinding(Finding finding, String rule) {}
