package io.tidewaiter.match;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.match.build.Builders;
import io.tidewaiter.match.build.Epel;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.version.Ecosystem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Decides which advisories speak for which packages of an inventory (OSV schema 1.7, "Evaluation").
 *
 * <p>An advisory speaks for a package of the very ecosystem and release that it names, under the name that this
 * ecosystem uses. The answer is one of three: a match, nothing, or "cannot tell", which becomes a coverage fact. Matches
 * are per vulnerability: records that are the same one are its reasons, and a notice about many CVEs is a reason of each
 * of them. The result depends on nothing but the inventory and the database.
 */
public final class Matcher {
    /** So many subjects are worth waking another thread for, during which dozens are judged. */
    private static final int MANY = 100;

    private final AdvisoryDb db;

    public Matcher(AdvisoryDb db) {
        this.db = db;
    }

    /** Every match of every package, in the order of the packages, and what the database could not answer. */
    public MatchResult match(Inventory inventory) {
        Map<Subject, List<InstalledPackage>> subjects = new LinkedHashMap<>();
        Map<Subject, List<InstalledPackage>> sources = new LinkedHashMap<>();
        Map<Ecosystem, Integer> counts = new HashMap<>();
        ThirdPartyFacts thirdParties = new ThirdPartyFacts();
        for (InstalledPackage installed : inventory.packages()) {
            InstalledPackage seen = Builders.seen(installed, db);
            if (!thirdParties.add(seen)) {
                add(subjects, Subject.of(seen, inventory.operatingSystem()), installed);
                add(sources, Subject.ofSource(seen, inventory.operatingSystem()), installed);
            }
        }
        subjects.forEach((subject, packages) -> counts.merge(subject.ecosystem(), packages.size(), Integer::sum));
        subjects.putAll(sources); // after the others: what is known of a binary package needs no word on its source
        OwnerWord owners = new OwnerWord(db, inventory);
        Undecided undecided = new Undecided();
        IdentityHashMap<InstalledPackage, List<Match>> found = new IdentityHashMap<>();
        List<MatchResult.OverruledMatch> overruled = new ArrayList<>();
        Contexts contexts = new Contexts(inventory, owners);
        Iterator<Verdicts.Outcome> outcomes = outcomes(subjects.keySet()).iterator();
        subjects.forEach((subject, packages) -> {
            Verdicts.Outcome outcome = outcomes.next();
            undecided.add(packages.getFirst(), subject, outcome.undecided());
            Notes notes = new Notes(owners, packages);
            contexts.add(subject, packages, notes.note(), outcome.undecided());
            outcome.overruled().forEach(one -> overruled.addAll(overruled(one, packages)));
            for (Match match : outcome.matches()) {
                overruled.addAll(notes.overruled(match));
                Match noted = notes.on(match);
                for (InstalledPackage installed : notes.holding(match)) {
                    List<Match> before = found.computeIfAbsent(installed, _ -> new ArrayList<>());
                    if (!subject.bySource() || !isAmong(before, match)) {
                        before.add(noted);
                    }
                }
            }
        });
        List<MatchResult.PackageMatch> matches = new ArrayList<>();
        for (InstalledPackage installed : inventory.packages()) {
            found.getOrDefault(installed, List.of())
                    .forEach(match -> matches.add(new MatchResult.PackageMatch(installed, match)));
        }
        List<CoverageFact> facts = new ArrayList<>(undecided.facts());
        facts.addAll(thirdParties.facts());
        Set<String> feeds = db.snapshot().names();
        Map<Ecosystem, Integer> uncovered = new TreeMap<>(counts);
        uncovered.keySet().removeIf(ecosystem -> isCovered(ecosystem, feeds));
        uncovered.forEach((ecosystem, packages) -> facts.add(noAdvisories(ecosystem, packages)));
        facts.sort(null);
        return new MatchResult(db.snapshot(), matches, facts, overruled, contexts.placed());
    }

    /** The verdicts on each, in the same order; of many they are found on every core, as none rests on another. */
    private List<Verdicts.Outcome> outcomes(Collection<Subject> subjects) {
        Stream<Subject> all = subjects.size() < MANY ? subjects.stream() : List.copyOf(subjects).parallelStream();
        return all.map(subject -> Verdicts.of(db, subject)).toList();
    }

    private static List<MatchResult.OverruledMatch> overruled(Verdicts.Overruled one, List<InstalledPackage> packages) {
        return packages.stream()
                .map(installed -> new MatchResult.OverruledMatch(
                        new MatchResult.PackageMatch(installed, one.match()), one.rule()))
                .toList();
    }

    private static void add(
            Map<Subject, List<InstalledPackage>> subjects, Optional<Subject> subject, InstalledPackage installed) {
        subject.ifPresent(
                one -> subjects.computeIfAbsent(one, _ -> new ArrayList<>(2)).add(installed));
    }

    /** Whether the vulnerability is already one of the matches. */
    static boolean isAmong(List<Match> matches, Match match) {
        for (Match one : matches) {
            if (one.vulnerability().id().equals(match.vulnerability().id())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether feeds of these names speak for an ecosystem, or those of whoever speaks in its place. A few records for no
     * release in particular do not cover a release where the others have feeds of their own; EPEL is only seen where it
     * speaks.
     */
    public static boolean isCovered(Ecosystem ecosystem, Set<String> feeds) {
        if (feeds.contains(ecosystem.toString()) || ecosystem.name().equals(Epel.NAME)) {
            return true;
        }
        boolean inItsPlace = Speakers.others(ecosystem, "").stream()
                .filter(other -> !other.release().isEmpty())
                .anyMatch(other -> feeds.contains(other.toString()));
        String releases = ecosystem.name() + ":";
        return inItsPlace
                || (feeds.contains(ecosystem.name()) && feeds.stream().noneMatch(feed -> feed.startsWith(releases)));
    }

    private static CoverageFact noAdvisories(Ecosystem ecosystem, int packages) {
        return new CoverageFact(
                CoverageFact.Kind.NO_ADVISORIES,
                "",
                -1,
                "the advisory database has no feed for " + ecosystem + ", which " + packages
                        + (packages == 1 ? " package is" : " packages are") + " of");
    }
}
