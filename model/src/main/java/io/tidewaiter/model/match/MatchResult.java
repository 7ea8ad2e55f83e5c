package io.tidewaiter.model.match;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.List;

/**
 * The matches of an inventory and what could not be judged.
 *
 * @param snapshot the advisories that were asked
 * @param matches sorted pairs of a package and what speaks for it
 * @param facts what the advisories could not answer
 * @param overruled matches that do not hold, because somebody who knows better has said so
 * @param placed every package with what of its image decided its matches; empty where nobody asked
 */
public record MatchResult(
        AdvisorySnapshot snapshot,
        List<PackageMatch> matches,
        List<CoverageFact> facts,
        List<OverruledMatch> overruled,
        List<PackageContext.Placed> placed) {
    public MatchResult {
        matches = List.copyOf(matches);
        facts = List.copyOf(facts);
        overruled = List.copyOf(overruled);
        placed = List.copyOf(placed);
    }

    /** A result in which nothing is overruled. */
    public MatchResult(AdvisorySnapshot snapshot, List<PackageMatch> matches, List<CoverageFact> facts) {
        this(snapshot, matches, facts, List.of(), List.of());
    }

    /** One package of the inventory and one match that speaks for it. */
    public record PackageMatch(InstalledPackage installed, Match match) {}

    /** A match that does not hold, and by which rule. */
    public record OverruledMatch(PackageMatch pair, String rule) {}
}
