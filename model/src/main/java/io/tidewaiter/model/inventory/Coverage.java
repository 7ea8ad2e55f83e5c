package io.tidewaiter.model.inventory;

import java.util.List;
import java.util.stream.Stream;

/**
 * The account of a reading: what was gone through, and every fact that limits what it proves.
 *
 * @param unexplained paths of executables that no package and no contents of their own explain, sorted, the first
 *     {@value #UNEXPLAINED_MAX} of them
 */
public record Coverage(CoverageCounts counts, List<CoverageFact> facts, List<String> unexplained) {
    /** As many unexplained executables are listed. */
    public static final int UNEXPLAINED_MAX = 1000;

    /** How far a reading reaches. */
    public enum Level {
        COMPLETE,
        PARTIAL
    }

    public Coverage {
        facts = facts.stream().sorted().distinct().toList();
        unexplained = List.copyOf(unexplained);
    }

    /** An account of an image without unexplained executables. */
    public Coverage(CoverageCounts counts, List<CoverageFact> facts) {
        this(counts, facts, List.of());
    }

    /** {@link Level#COMPLETE} unless a fact breaks the proof. */
    public Level level() {
        return facts.stream().anyMatch(f -> f.kind().breaksProof()) ? Level.PARTIAL : Level.COMPLETE;
    }

    /** The same account with more facts. */
    public Coverage and(List<CoverageFact> more) {
        return new Coverage(counts, Stream.concat(facts.stream(), more.stream()).toList(), unexplained);
    }
}
