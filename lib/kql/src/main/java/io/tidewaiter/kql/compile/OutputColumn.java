package io.tidewaiter.kql.compile;

import io.tidewaiter.kql.KqlType;

/**
 * A column of the answer. The SQL yields its columns in the same order; what SQL calls them means nothing, because
 * DuckDB does not tell names apart that differ in case only.
 */
public record OutputColumn(String name, KqlType type) {}
