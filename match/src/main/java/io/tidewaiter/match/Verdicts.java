package io.tidewaiter.match;

import io.tidewaiter.advisory.Advisory;
import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.advisory.VulnerabilityNames;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What all records together say of one subject. */
final class Verdicts {
    private final AdvisoryDb db;
    private final Subject subject;
    private final Judge judge;
    private final VersionScheme scheme;
    private final ScopeRule scope;
    private final Map<Integer, Hit> hits = new TreeMap<>();
    private final Map<Integer, String> unsure = new TreeMap<>();
    private final Map<Integer, Advisory> advisories = new HashMap<>();

    private Verdicts(AdvisoryDb db, Subject subject) {
        this.db = db;
        this.subject = subject;
        this.judge = Judge.of(subject.ecosystem(), subject.version());
        this.scheme = judge.scheme();
        this.scope = new ScopeRule(subject);
    }

    /**
     * The verdicts on one subject.
     *
     * @param matches sorted, one per vulnerability
     * @param undecided records that may or may not speak of it, each with the reason, none of which matches anyway
     */
    record Outcome(List<Match> matches, List<Undecided> undecided) {}

    /** A record that could not be evaluated. */
    record Undecided(String record, String why) {}

    static Outcome of(AdvisoryDb db, Subject subject) {
        Verdicts verdicts = new Verdicts(db, subject);
        verdicts.judge();
        Map<String, VulnerabilityDraft> drafts = verdicts.drafts();
        return new Outcome(verdicts.matches(drafts), verdicts.undecided(drafts));
    }

    /** One entry and what it says of the subject. */
    record Said(Advisory advisory, AffectedPackage affected, Judgement judgement) {}

    /** What every entry of the wanted records says, also where that is nothing: slower, for whoever asks why. */
    static List<Said> everything(AdvisoryDb db, Subject subject, Predicate<Advisory> wanted) {
        Verdicts verdicts = new Verdicts(db, subject);
        List<Said> all = new ArrayList<>();
        for (AffectedPackage affected : verdicts.entries()) {
            Advisory advisory = verdicts.advisory(affected.advisory());
            if (wanted.test(advisory)) {
                all.add(new Said(advisory, affected, verdicts.judgement(affected)));
            }
        }
        return all;
    }

    private List<AffectedPackage> entries() {
        return subject.ecosystems().stream()
                .flatMap(ecosystem -> db.lookup(ecosystem, subject.name()).stream())
                .filter(affected -> subject.isNamedAs(affected.scope()))
                .toList();
    }

    private void judge() {
        for (AffectedPackage affected : entries()) {
            switch (judgement(affected)) {
                case Judgement.Affected found ->
                    hits.merge(affected.advisory(), hit(affected, found), this::laterFixed);
                case Judgement.CannotTell cannot -> unsure.putIfAbsent(affected.advisory(), cannot.why());
                case Judgement.NotAffected _ -> {}
            }
        }
    }

    /** What the entry says, or that it does not speak of what is installed. */
    private Judgement judgement(AffectedPackage affected) {
        Judgement judgement = judge.of(affected);
        if (judgement instanceof Judgement.NotAffected && !affected.isNotAffected()) {
            return judgement;
        }
        return scope.instead(affected, () -> advisory(affected.advisory()).title())
                .filter(other -> other instanceof Judgement.NotAffected || !affected.isNotAffected())
                .orElse(judgement);
    }

    private Hit hit(AffectedPackage affected, Judgement.Affected found) {
        Advisory advisory = advisory(affected.advisory());
        MatchReason reason = new MatchReason(
                advisory.feed(),
                advisory.id(),
                found.range(),
                subject.name(),
                subject.version(),
                subject.rule() + ", " + found.rule());
        return new Hit(
                advisory,
                found.fixed(),
                found.fixed().isEmpty() ? affected.openState() : FixState.FIXED,
                affected.severityWord().isEmpty() ? advisory.severityWord() : affected.severityWord(),
                affected.scores().isEmpty() ? advisory.scores() : affected.scores(),
                reason);
    }

    /** Of two entries of one record that both hold the version: fixed is what is out of both. */
    private Hit laterFixed(Hit one, Hit other) {
        if (one.fixed().isEmpty()) {
            return one;
        }
        boolean isLater = other.fixed().isEmpty() || scheme.compare(other.fixed(), one.fixed()) == Order.GREATER;
        return isLater ? other : one;
    }

    private Advisory advisory(int number) {
        return advisories.computeIfAbsent(number, db::advisory);
    }

    private Map<String, VulnerabilityDraft> drafts() {
        Map<String, VulnerabilityDraft> drafts = new TreeMap<>();
        for (Hit hit : hits.values()) {
            for (VulnerabilityNames names : hit.advisory().names()) {
                drafts.computeIfAbsent(names.id(), VulnerabilityDraft::new).add(hit, names);
            }
        }
        return drafts;
    }

    private List<Match> matches(Map<String, VulnerabilityDraft> drafts) {
        List<Match> matches = new ArrayList<>();
        for (VulnerabilityDraft draft : drafts.values()) {
            if (Subject.isDistribution(subject.ecosystem())) {
                draft.lowestFixDecides(scheme);
            }
            Hit deciding = draft.deciding();
            matches.add(new Match(
                    subject.ecosystem(),
                    subject.name(),
                    subject.version(),
                    draft.finish(Subject.isDistribution(subject.ecosystem()), db.enrichment(draft.id())),
                    deciding.state(),
                    deciding.fixed(),
                    draft.reasons()));
        }
        return matches;
    }

    /** A record is not undecided where another record already says the same vulnerability is there. */
    private List<Undecided> undecided(Map<String, VulnerabilityDraft> drafts) {
        List<Undecided> undecided = new ArrayList<>();
        unsure.forEach((number, why) -> {
            Advisory advisory = advisory(number);
            boolean isDecided = hits.containsKey(number)
                    || advisory.names().stream().allMatch(names -> drafts.containsKey(names.id()));
            if (!isDecided) {
                undecided.add(new Undecided(advisory.id(), why));
            }
        });
        return undecided;
    }
}
