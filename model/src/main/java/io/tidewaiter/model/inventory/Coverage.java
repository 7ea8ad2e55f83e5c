package io.tidewaiter.model.inventory;

import java.util.List;
import java.util.stream.Stream;

/** The account of a reading: what was gone through, and every fact that limits what it proves. */
public record Coverage(CoverageCounts counts, List<CoverageFact> facts) {
    /** How far a reading reaches. */
    public enum Level {
        COMPLETE,
        PARTIAL
    }

    public Coverage {
        facts = facts.stream().sorted().distinct().toList();
    }

    /** {@link Level#COMPLETE} unless a fact breaks the proof. */
    public Level level() {
        return facts.stream().anyMatch(f -> f.kind().breaksProof()) ? Level.PARTIAL : Level.COMPLETE;
    }

    /** The same account with more facts. */
    public Coverage and(List<CoverageFact> more) {
        return new Coverage(counts, Stream.concat(facts.stream(), more.stream()).toList());
    }
}
