package io.tidewaiter.kql.function.spec;

/**
 * What the reference page shows, and a test runs.
 *
 * @param expression in the language, without columns
 * @param result the value as text: strings bare, the null as {@code null}, dynamics as JSON, times as
 *     {@code tostring} writes them
 */
public record Example(String expression, String result) {}
