package io.tidewaiter.match;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.version.Ecosystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides which advisories speak for which packages of an inventory (OSV schema 1.7, "Evaluation").
 *
 * <p>An advisory speaks for a package of the very ecosystem and release that it names, under the name that this
 * ecosystem uses. The answer is one of three: a match, nothing, or "cannot tell", which becomes a coverage fact. Matches
 * are per vulnerability: records that are the same one are its reasons, and a notice about many CVEs is a reason of each
 * of them. The result depends on nothing but the inventory and the database.
 */
public final class Matcher {
    private final AdvisoryDb db;

    public Matcher(AdvisoryDb db) {
        this.db = db;
    }

    /** Every match of every package, in the order of the packages, and what the database could not answer. */
    public MatchResult match(Inventory inventory) {
        List<MatchResult.PackageMatch> matches = new ArrayList<>();
        Map<Subject, List<Match>> known = new HashMap<>();
        Map<Ecosystem, Integer> uncovered = new TreeMap<>();
        Undecided undecided = new Undecided();
        for (InstalledPackage installed : inventory.packages()) {
            Optional<Subject> subject = Subject.of(installed);
            if (subject.isEmpty()) {
                continue;
            }
            List<Match> found = known.get(subject.get());
            if (found == null) {
                Verdicts.Outcome outcome = Verdicts.of(db, subject.get());
                found = outcome.matches();
                known.put(subject.get(), found);
                undecided.add(installed, subject.get(), outcome.undecided());
            }
            found.forEach(match -> matches.add(new MatchResult.PackageMatch(installed, match)));
            uncovered.merge(subject.get().ecosystem(), 1, Integer::sum);
        }
        List<CoverageFact> facts = new ArrayList<>(undecided.facts());
        uncovered.keySet().removeIf(this::isCovered);
        uncovered.forEach((ecosystem, packages) -> facts.add(noAdvisories(ecosystem, packages)));
        facts.sort(null);
        return new MatchResult(db.snapshot(), matches, facts);
    }

    /** A few records for no release in particular do not cover a release where the others have records of their own. */
    private boolean isCovered(Ecosystem ecosystem) {
        if (db.covers(ecosystem) || ecosystem.release().isEmpty()) {
            return db.covers(ecosystem);
        }
        String releases = ecosystem.name() + ":";
        return db.covers(new Ecosystem(ecosystem.name(), ""))
                && db.facts().feeds().stream().noneMatch(feed -> feed.name().startsWith(releases));
    }

    /** The matches of one package, for example to look again at what a changed advisory names. */
    public List<Match> match(InstalledPackage installed) {
        return Subject.of(installed)
                .map(subject -> Verdicts.of(db, subject).matches())
                .orElse(List.of());
    }

    private static CoverageFact noAdvisories(Ecosystem ecosystem, int packages) {
        return new CoverageFact(
                CoverageFact.Kind.NO_ADVISORIES,
                "",
                -1,
                "the advisory database holds nothing for " + ecosystem + ", which " + packages
                        + (packages == 1 ? " package is" : " packages are") + " of");
    }
}
