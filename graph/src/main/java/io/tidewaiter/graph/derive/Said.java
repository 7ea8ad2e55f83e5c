package io.tidewaiter.graph.derive;

import io.tidewaiter.assess.rule.Suppression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules say of a finding, or an exemption of an image.
 *
 * @param suppression why it does not count; null where it does
 * @param notes what was said without hiding it
 */
public record Said(@Nullable Suppression suppression, List<Suppression> notes) {
    /** Nobody says anything. */
    public static final Said NOTHING = new Said(null, List.of());

    public Said {
        notes = List.copyOf(notes);
    }
}
