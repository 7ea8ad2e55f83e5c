package io.tidewaiter.match;

import io.tidewaiter.match.build.VendorBuild;
import io.tidewaiter.model.inventory.HeadersOnly;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.version.Ecosystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be said of a match because of the packages that are the subject, whatever the records say. */
final class Notes {
    private final OwnerWord owners;
    private final List<InstalledPackage> packages;
    private final String note;
    private final boolean anyOwned;

    Notes(OwnerWord owners, List<InstalledPackage> packages) {
        this.owners = owners;
        this.packages = packages;
        this.note = note(owners, packages);
        this.anyOwned = owners.ownsAny(packages);
    }

    /** What to say of every match of the packages; empty for nothing. No advisory decides it. */
    private static String note(OwnerWord owners, List<InstalledPackage> packages) {
        boolean onlyHeaders = true;
        boolean allOwned = true;
        for (InstalledPackage installed : packages) {
            onlyHeaders &= HeadersOnly.is(installed);
            allOwned &= owners.owner(installed).isPresent();
        }
        if (onlyHeaders) {
            return "headers only, no kernel runs from it";
        }
        if (allOwned) {
            return "owned by " + owners.owner(packages.getFirst()).orElseThrow().name()
                    + ", of which its distribution says nothing";
        }
        Ecosystem ecosystem = packages.getFirst().ecosystem();
        Optional<String> vendor = ecosystem == null || Subject.isDistribution(ecosystem)
                ? Optional.empty()
                : VendorBuild.of(packages.getFirst());
        return vendor.map(name -> builtBy(name) + "which may have fixed it in this build")
                .orElse("");
    }

    private static String builtBy(String vendor) {
        return "built by " + vendor + ", ";
    }

    /** What {@link #on} says. */
    String note() {
        return note;
    }

    /** The packages for which the distribution that brought them has decided otherwise. */
    List<MatchResult.OverruledMatch> overruled(Match match) {
        if (!anyOwned) {
            return List.of();
        }
        List<MatchResult.OverruledMatch> overruled = new ArrayList<>(0);
        for (InstalledPackage installed : packages) {
            owners.on(installed, match)
                    .ifPresent(word -> overruled.add(
                            new MatchResult.OverruledMatch(new MatchResult.PackageMatch(installed, match), word)));
        }
        return overruled;
    }

    /** The packages for which the match holds. */
    List<InstalledPackage> holding(Match match) {
        if (!anyOwned) {
            return packages;
        }
        List<InstalledPackage> holding = new ArrayList<>(packages.size());
        for (InstalledPackage installed : packages) {
            if (owners.on(installed, match).isEmpty()) {
                holding.add(installed);
            }
        }
        return holding;
    }

    /** The match with what its reasons do not know: one form for all packages, because it is one finding. */
    Match on(Match match) {
        return noted(match, note);
    }

    /** The match with a note; the same where the note is empty. Who built it knows what he fixed. */
    static Match noted(Match match, String note) {
        if (note.isEmpty() || match.reasons().stream().anyMatch(reason -> note.startsWith(builtBy(reason.feed())))) {
            return match;
        }
        List<MatchReason> reasons =
                match.reasons().stream().map(reason -> reason.noted(note)).toList();
        return new Match(
                match.ecosystem(),
                match.subjectName(),
                match.subjectVersion(),
                match.vulnerability(),
                match.fixState(),
                match.fixedVersion(),
                reasons);
    }
}
