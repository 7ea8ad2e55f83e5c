package io.tidewaiter.kql.compile;

import io.tidewaiter.kql.KqlLimits;
import java.time.Instant;
import java.util.Optional;

/**
 * What a translation depends on besides text and schema.
 *
 * @param now the one moment that {@code now()} means everywhere in the query
 * @param probe answers questions of operators whose columns depend on rows ({@code evaluate pivot} and
 *     {@code bag_unpack} without a declared schema); where it is missing, such queries are refused
 */
public record KqlOptions(Instant now, KqlLimits limits, Optional<SchemaProbe> probe) {
    /** Standard limits, no probe. */
    public static KqlOptions at(Instant now) {
        return new KqlOptions(now, KqlLimits.standard(), Optional.empty());
    }
}
