package io.tidewaiter.store.content;

import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Gaps that say something of a registry or of this machine and nothing of the image: under the same digest another
 * registry, or the same another time, may give more. The conditions are on {@code coverage c} and {@code image i}.
 */
public final class Gaps {
    /** The registry gave nothing, or something else than what the digest names. */
    private static final Set<CoverageFact.Kind> FOREIGN = EnumSet.of(
            CoverageFact.Kind.LAYER_UNREACHABLE,
            CoverageFact.Kind.LAYER_DENIED,
            CoverageFact.Kind.LAYER_MISSING,
            CoverageFact.Kind.DIGEST_MISMATCH);

    /** A cell may have died because the machine had no memory left; after as many readings it was the image. */
    private static final int DEATHS_MAX = 3;

    /** A cell died over a layer, and another may not. */
    public static final String DIED =
            "(" + anyOf(EnumSet.of(CoverageFact.Kind.CELL_FAILED)) + " AND i.cell_deaths < " + DEATHS_MAX + ")";

    /** More may be had without anybody pushing anything: the registry was down, refused us, or a cell died. */
    public static final String PASSING = "("
            + anyOf(EnumSet.of(CoverageFact.Kind.LAYER_UNREACHABLE, CoverageFact.Kind.LAYER_DENIED)) + " OR " + DIED
            + ")";

    /** A layer did not come, or was another's, or may not be there. */
    public static final String ANY = anyOf(with(FOREIGN, CoverageFact.Kind.LAYER_UNREADABLE));

    private Gaps() {}

    private static Set<CoverageFact.Kind> with(Set<CoverageFact.Kind> kinds, CoverageFact.Kind more) {
        EnumSet<CoverageFact.Kind> all = EnumSet.copyOf(kinds);
        all.add(more);
        return all;
    }

    private static String anyOf(Set<CoverageFact.Kind> kinds) {
        return kinds.stream()
                .map(kind -> "instr(c.body, '\"kind\":\"" + kind.name() + "\"') > 0")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** Whether a cell died over a layer. */
    public static boolean died(Coverage coverage) {
        return coverage.facts().stream().anyMatch(fact -> fact.kind() == CoverageFact.Kind.CELL_FAILED);
    }

    /**
     * What a reading lacks that another of the same image may have.
     *
     * @param sameCode whether the two are compared by what the same code read: what it can read once it can always
     */
    public static SortedSet<CoverageFact> of(Coverage coverage, boolean sameCode) {
        Set<CoverageFact.Kind> kinds = with(FOREIGN, CoverageFact.Kind.CELL_FAILED);
        if (sameCode) {
            kinds.add(CoverageFact.Kind.LAYER_UNREADABLE);
        }
        return coverage.facts().stream()
                .filter(fact -> kinds.contains(fact.kind()) || (sameCode && isCutLayer(fact)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Time or memory were over for a layer, which a machine that is less busy may read. */
    private static boolean isCutLayer(CoverageFact fact) {
        return fact.kind() == CoverageFact.Kind.LIMIT_REACHED
                && fact.layer() >= 0
                && fact.path().isEmpty();
    }
}
