package io.tidewaiter.kql.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Some of the rows of a table that is put together from several sources. Every part has the same base columns; the
 * columns of the table are expressions over those, and over what {@link KqlJoin}s add. A statement that reads all rows
 * works them out within each part, so that an engine sees one source at a time and constants where a part has them.
 *
 * @param columns the base columns: name → expression over {@code from}, cast where it is a bare {@code NULL}. What it
 *     reads is named with its alias ({@code f.place}): an expression without a point is the same in all rows
 * @param from what follows {@code FROM}
 * @param where the condition on its rows
 * @param dimensions sets of base columns by each of which the rows fall into far fewer groups than there are rows; an
 *     aggregate over one of them is taken of the groups. Empty where the part has few rows
 * @param ranks by the name of a column of the table expressions, over what its joins add, that order the part's rows as
 *     it does, cheaper to compare
 */
public record KqlPart(
        Map<String, String> columns,
        String from,
        String where,
        List<Set<String>> dimensions,
        Map<String, List<String>> ranks) {
    public KqlPart {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        dimensions = dimensions.stream().map(Set::copyOf).toList();
        ranks = ranks.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
        Set<String> known = columns.keySet();
        if (!dimensions.stream().allMatch(known::containsAll)) {
            throw new IllegalArgumentException("dimensions " + dimensions + " name more than the columns " + known);
        }
    }

    /** A part with few rows. */
    public KqlPart(Map<String, String> columns, String from, String where) {
        this(columns, from, where, List.of(), Map.of());
    }
}
