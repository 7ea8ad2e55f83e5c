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
 */
public record MatchResult(AdvisorySnapshot snapshot, List<PackageMatch> matches, List<CoverageFact> facts) {
    public MatchResult {
        matches = List.copyOf(matches);
        facts = List.copyOf(facts);
    }

    /** One package of the inventory and one match that speaks for it. */
    public record PackageMatch(InstalledPackage installed, Match match) {}
}
