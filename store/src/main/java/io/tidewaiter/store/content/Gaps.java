package io.tidewaiter.store.content;

import io.tidewaiter.model.inventory.CoverageFact;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gaps that say something of a registry and nothing of the image: under the same digest another registry, or the same
 * another time, may give more. The conditions are on {@code coverage c}.
 */
public final class Gaps {
    /** The registry gave nothing, or something else than what the digest names. */
    public static final Set<CoverageFact.Kind> FOREIGN =
            EnumSet.of(CoverageFact.Kind.LAYER_UNREACHABLE, CoverageFact.Kind.DIGEST_MISMATCH);

    /** A layer may come when it is asked for again. */
    public static final String UNREACHABLE = anyOf(EnumSet.of(CoverageFact.Kind.LAYER_UNREACHABLE));

    /** A layer did not come, or was another's, or may not be there. */
    public static final String ANY = anyOf(EnumSet.of(
            CoverageFact.Kind.LAYER_UNREACHABLE,
            CoverageFact.Kind.DIGEST_MISMATCH,
            CoverageFact.Kind.LAYER_UNREADABLE));

    private Gaps() {}

    private static String anyOf(Set<CoverageFact.Kind> kinds) {
        return kinds.stream()
                .map(kind -> "instr(c.body, '\"kind\":\"" + kind.name() + "\"') > 0")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }
}
