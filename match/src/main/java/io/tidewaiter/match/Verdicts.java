package io.tidewaiter.match;

import io.tidewaiter.advisory.Advisory;
import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.advisory.VulnerabilityNames;
import io.tidewaiter.match.build.MinorReleases;
import io.tidewaiter.match.build.RootIo;
import io.tidewaiter.match.build.Seal;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What all records together say of one subject. */
final class Verdicts {
    private final AdvisoryDb db;
    private final Subject subject;
    private final Judge judge;

    /** Of what is installed itself, where that was built again from what the others speak of. */
    private final Judge judgeOfBuild;

    private final VersionScheme scheme;
    private final ScopeRule scope;
    private final LinkRule link;
    private final boolean isDistribution;
    private final Map<Integer, Hit> hits = new TreeMap<>();
    private final Map<Integer, Hit> outvoted = new TreeMap<>();
    private final Map<String, Advisory> denials = new HashMap<>();
    private final Map<String, VulnerabilityDraft> drafts = new TreeMap<>();
    private final Map<String, Aside> overruled = new TreeMap<>();
    private final Map<Integer, String> unlinked = new TreeMap<>();
    private final Map<Integer, Hit> unlinkedHits = new TreeMap<>();
    private final Map<Integer, String> unsure = new TreeMap<>();
    private final Map<Integer, Advisory> advisories = new HashMap<>();

    /** Entries that speak of the build itself, by its own name. */
    private Set<AffectedPackage> ofBuild = Set.of();

    /** Whose records say what was fixed in it, where it was built again. */
    private final Optional<Ecosystem> backports;

    /** Whose records may say what is left in it. */
    private final Optional<Ecosystem> rebuilds;

    /** What those records say; empty where they do not know it. */
    private final List<AffectedPackage> rebuilt;

    /** The version that everybody else speaks of. */
    private final String base;

    /** What the last hit was found by, and the words for it: hundreds in turn are found alike. */
    private String lastRule = "";

    private String lastWords = "";

    private Verdicts(AdvisoryDb db, Subject subject) {
        this.db = db;
        this.subject = subject;
        this.backports = subject.backports();
        this.rebuilds = subject.rebuilds();
        this.rebuilt = rebuilds.map(records -> Seal.said(db, records, subject.name(), subject.version()))
                .orElse(List.of());
        this.base = subject.upstreamVersion();
        this.judge = subject.origin().isCommit()
                ? Judge.ofCommit(subject.ecosystem(), base)
                : Judge.of(subject.ecosystem(), base);
        this.judgeOfBuild = backports
                .or(() -> rebuilds.filter(_ -> !rebuilt.isEmpty() || !base.equals(subject.version())))
                .map(builder -> Judge.of(builder, subject.version()))
                .orElse(judge);
        this.scheme = judge.scheme();
        this.scope = new ScopeRule(subject);
        this.link = new LinkRule(subject);
        this.isDistribution = Subject.isDistribution(subject.ecosystem());
    }

    /**
     * The verdicts on one subject.
     *
     * @param matches sorted, one per vulnerability
     * @param undecided records that may or may not speak of it, each with the reason, none of which matches anyway
     * @param overruled what would be matches if somebody's word did not count more
     */
    record Outcome(List<Match> matches, List<Undecided> undecided, List<Overruled> overruled) {
        static final Outcome SILENCE = new Outcome(List.of(), List.of(), List.of());
    }

    /** A match that does not hold, and whose word that is. */
    record Overruled(Match match, String rule) {}

    /** A vulnerability that somebody's word takes out, while the records that know it are gathered. */
    private record Aside(VulnerabilityDraft draft, String rule) {}

    /** A record that could not be evaluated. */
    record Undecided(String record, String why) {}

    static Outcome of(AdvisoryDb db, Subject subject) {
        Verdicts verdicts = new Verdicts(db, subject);
        List<AffectedPackage> speaking = verdicts.speaking();
        if (speaking.isEmpty()) {
            return Outcome.SILENCE; // as for most packages of most images
        }
        verdicts.judge(speaking);
        verdicts.sort();
        List<Overruled> overruled = new ArrayList<>();
        verdicts.overruled
                .values()
                .forEach(aside -> overruled.add(new Overruled(verdicts.match(aside.draft()), aside.rule())));
        return new Outcome(verdicts.matches(), verdicts.undecided(), overruled);
    }

    /** One entry, what it says of the subject, and who compared the versions. */
    record Said(Advisory advisory, AffectedPackage affected, Judgement judgement, Judge judge) {}

    /** What every entry of the wanted records says, also where that is nothing: slower, for whoever asks why. */
    static List<Said> everything(AdvisoryDb db, Subject subject, Predicate<Advisory> wanted) {
        Verdicts verdicts = new Verdicts(db, subject);
        List<Said> all = new ArrayList<>();
        for (AffectedPackage affected : verdicts.entries()) {
            Advisory advisory = verdicts.advisory(affected.advisory());
            if (wanted.test(advisory)) {
                all.add(new Said(advisory, affected, verdicts.judgement(affected), verdicts.judgeFor(affected)));
            }
        }
        return all;
    }

    /** The entries that may say something; mostly there is no service whose word on a fixed one would matter. */
    private List<AffectedPackage> speaking() {
        boolean isPlain = subject.services().isEmpty() && subject.products().isEmpty();
        if (!isPlain || backports.isPresent() || rebuilds.isPresent()) {
            return entries();
        }
        List<AffectedPackage> entries = new ArrayList<>();
        for (Ecosystem ecosystem : subject.ecosystems()) {
            for (AffectedPackage affected : db.lookup(ecosystem, subject.upstream(), judge::isReached)) {
                if (subject.isNamedAs(affected.scope())) {
                    entries.add(affected);
                }
            }
        }
        return entries;
    }

    private List<AffectedPackage> entries() {
        if (!rebuilt.isEmpty()) {
            return left();
        }
        List<AffectedPackage> backported = backported();
        if (backported.isEmpty()) {
            return spoken();
        }
        List<AffectedPackage> entries = new ArrayList<>(spoken());
        entries.addAll(backported);
        return entries;
    }

    /** What is left in a build by the word of whoever built it, who outvotes all who speak of upstream's. */
    private List<AffectedPackage> left() {
        List<AffectedPackage> entries = new ArrayList<>(rebuilt);
        for (AffectedPackage entry : spoken()) {
            entries.add(ofBuild.contains(entry) ? entry : entry.of(entry.advisory(), true));
        }
        ofBuild = identities(ofBuild);
        ofBuild.addAll(rebuilt);
        return entries;
    }

    private static Set<AffectedPackage> identities(Set<AffectedPackage> before) {
        Set<AffectedPackage> more = Collections.newSetFromMap(new IdentityHashMap<>());
        more.addAll(before);
        return more;
    }

    /** What whoever built the package again says that he fixed; nothing of what upstream or the distribution built. */
    private List<AffectedPackage> backported() {
        List<AffectedPackage> denials = new ArrayList<>();
        backports.ifPresent(records -> {
            List<AffectedPackage> said = db.lookup(records, RootIo.named(subject.ecosystem(), subject.upstream()));
            Set<String> open = new HashSet<>();
            said.stream()
                    .filter(entry -> judgeOfBuild.of(entry) instanceof Judgement.Affected)
                    .forEach(entry -> open.addAll(ids(entry)));
            for (AffectedPackage entry : said) {
                RootIo.denial(entry)
                        .filter(denial ->
                                !isDenial(denial) || ids(entry).stream().noneMatch(open::contains))
                        .ifPresent(denials::add);
            }
        });
        return denials;
    }

    private List<String> ids(AffectedPackage entry) {
        return advisory(entry.advisory()).names().stream()
                .map(VulnerabilityNames::id)
                .toList();
    }

    private List<AffectedPackage> spoken() {
        List<AffectedPackage> ofServices = entries(subject.services());
        List<AffectedPackage> others = entries(subject.ecosystems());
        if (ofServices.isEmpty()) {
            return others.isEmpty() ? entries(subject.products()) : others;
        }
        List<AffectedPackage> entries = new ArrayList<>(ofServices);
        Set<String> spoken = new HashSet<>();
        ofServices.forEach(entry -> advisory(entry.advisory()).names().forEach(names -> spoken.add(names.id())));
        for (AffectedPackage entry : others) {
            boolean isOutvoted =
                    advisory(entry.advisory()).names().stream().allMatch(names -> spoken.contains(names.id()));
            entries.add(isOutvoted ? entry.of(entry.advisory(), true) : entry);
        }
        return entries;
    }

    /** A loop, as all that runs for every package: streams cost a tenth of the whole. */
    private List<AffectedPackage> entries(List<Ecosystem> ecosystems) {
        List<AffectedPackage> entries = new ArrayList<>();
        for (Ecosystem ecosystem : ecosystems) {
            add(db.lookup(ecosystem, subject.upstream()), entries);
            subject.ownName().ifPresent(name -> {
                List<AffectedPackage> own = db.lookup(ecosystem, name);
                if (!own.isEmpty()) {
                    ofBuild = ofBuild.isEmpty() ? identities(Set.of()) : ofBuild;
                    ofBuild.addAll(own);
                }
                add(own, entries);
            });
        }
        return entries;
    }

    private void add(List<AffectedPackage> found, List<AffectedPackage> entries) {
        for (AffectedPackage affected : found) {
            if (subject.isNamedAs(affected.scope())) {
                entries.add(affected);
            }
        }
    }

    private void judge(List<AffectedPackage> speaking) {
        for (AffectedPackage affected : speaking) {
            if (affected.isNotAffected()) {
                denial(affected);
                continue;
            }
            switch (versionJudgement(affected)) {
                case Judgement.Affected found -> {
                    Optional<String> why = link.unlinked(affected);
                    why.ifPresent(text -> unlinked.put(affected.advisory(), text));
                    Map<Integer, Hit> of = affected.isOutvoted() ? outvoted : why.isPresent() ? unlinkedHits : hits;
                    of.merge(affected.advisory(), hit(affected, found), this::laterFixed);
                }
                case Judgement.CannotTell cannot -> {
                    if (!affected.isOutvoted()) {
                        unsure.putIfAbsent(affected.advisory(), cannot.why());
                    }
                }
                case Judgement.NotAffected _ -> {}
            }
        }
    }

    /** A word that takes versions out of what others say, if it is about this one; of several the latest counts. */
    private void denial(AffectedPackage affected) {
        if (isDenial(affected)) {
            Advisory advisory = advisory(affected.advisory());
            for (VulnerabilityNames names : advisory.names()) {
                denials.merge(
                        names.id(),
                        advisory,
                        (one, other) -> one.modified().compareTo(other.modified()) < 0 ? other : one);
            }
        }
    }

    private boolean isDenial(AffectedPackage affected) {
        return !affected.ranges().isEmpty() && judgeOfBuild.of(affected) instanceof Judgement.Affected;
    }

    /** What the entry says, or that it does not speak of what is installed. */
    private Judgement judgement(AffectedPackage affected) {
        Judgement judgement = versionJudgement(affected);
        Optional<String> why = judgement instanceof Judgement.Affected ? link.unlinked(affected) : Optional.empty();
        return why.isPresent() ? new Judgement.NotAffected(why.get(), "a program that holds code of it") : judgement;
    }

    private Judge judgeFor(AffectedPackage affected) {
        return ofBuild.contains(affected) ? judgeOfBuild : judge;
    }

    /** What it says of the version and of the build, whatever of it is linked. */
    private Judgement versionJudgement(AffectedPackage affected) {
        if (affected.isNotAffected() && !affected.ranges().isEmpty()) {
            return isDenial(affected)
                    ? new Judgement.NotAffected(Judge.OUTSIDE, "")
                    : new Judgement.NotAffected(
                            "it says so of other versions only", "one of the versions that it names");
        }
        Judgement judgement = judgeFor(affected).of(affected);
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
                words(found.rule()) + ofBase(affected));
        return new Hit(
                advisory,
                found.fixed(),
                found.fixed().isEmpty() ? affected.openState() : FixState.FIXED,
                affected.severityWord().isEmpty() ? advisory.severityWord() : affected.severityWord(),
                affected.scores().isEmpty() ? advisory.scores() : affected.scores(),
                reason,
                !affected.symbols().isEmpty());
    }

    private String words(String rule) {
        if (!rule.equals(lastRule)) {
            lastRule = rule;
            lastWords = subject.rule() + ", " + rule;
        }
        return lastWords;
    }

    /** Where it was not the installed version that was compared, which one it was. */
    private String ofBase(AffectedPackage affected) {
        return ofBuild.contains(affected) || base.equals(subject.version())
                ? ""
                : " of " + base + ", which this was built from";
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

    /**
     * By vulnerability the records of which no code is linked. A database that knows what is affected of a module decides
     * over those that know the module only, unless another of its entries speaks of what is linked.
     */
    private Map<String, String> unlinkedWords() {
        Map<String, String> words = new HashMap<>();
        unlinked.forEach((number, why) -> {
            Advisory advisory = advisory(number);
            if (!hits.containsKey(number)) {
                advisory.names().forEach(names -> words.put(names.id(), word(advisory.id(), advisory.feed(), why)));
            }
        });
        if (!words.isEmpty()) {
            for (Hit hit : hits.values()) {
                if (hit.isLinked()) {
                    hit.advisory().names().forEach(names -> words.remove(names.id()));
                }
            }
        }
        return words;
    }

    /**
     * By vulnerability who says that the version holds the fix for the minor release that it was built for. A notice of a later
     * minor release names a higher one, and says nothing of that build.
     */
    private Map<String, Held> held() {
        if (hits.isEmpty() || !MinorReleases.isMarked(subject.ecosystem(), base)) {
            return Map.of();
        }
        Map<String, Held> held = new HashMap<>();
        Set<String> missed = new HashSet<>();
        for (AffectedPackage entry : spoken()) {
            List<String> fixes = MinorReleases.fixes(base, entry);
            if (!fixes.isEmpty() && scope.instead(entry, () -> "").isEmpty()) {
                Held one = new Held(advisory(entry.advisory()), fixes.getLast());
                boolean isHeld = fixes.stream().allMatch(judge::isReached);
                one.advisory().names().forEach(names -> {
                    held.put(names.id(), one);
                    if (!isHeld) {
                        missed.add(names.id());
                    }
                });
            }
        }
        held.keySet().removeAll(missed);
        return held;
    }

    /** A notice whose fix the version holds. */
    private record Held(Advisory advisory, String fix) {
        String word() {
            return Verdicts.word(advisory.id(), advisory.feed(), "the installed version has the fix: fixed in " + fix);
        }
    }

    /** Sorts what was found by vulnerability, and apart what somebody's word takes out. */
    private void sort() {
        Map<String, String> unlinkedWords = unlinkedWords();
        Map<String, Held> held = held();
        for (Hit hit : hits.values()) {
            for (VulnerabilityNames names : hit.advisory().names()) {
                Advisory denial = denials.get(names.id());
                String unlinkedWord = unlinkedWords.get(names.id());
                Held fixed =
                        hit.fixed().isEmpty() ? null : held.get(names.id()); // who knows no fix means this build, too
                if (unlinkedWord != null) {
                    aside(names.id(), () -> unlinkedWord).add(hit, names);
                } else if (fixed != null) {
                    aside(names.id(), fixed::word).add(hit, names);
                } else if (denial == null || isRevoked(denial, hit.advisory())) {
                    drafts.computeIfAbsent(names.id(), VulnerabilityDraft::new).add(hit, names);
                } else {
                    aside(names.id(), () -> word(denial.id(), denial.feed(), "the package is not affected"))
                            .add(hit, names);
                }
            }
        }
        unlinkedHits.forEach((number, hit) -> {
            if (!hits.containsKey(number)) {
                sortUnlinked(hit, word(hit.advisory().id(), hit.advisory().feed(), unlinked.getOrDefault(number, "")));
            }
        });
        for (Hit hit : outvoted.values()) {
            for (VulnerabilityNames names : hit.advisory().names()) {
                VulnerabilityDraft draft = drafts.get(names.id());
                if (draft != null) {
                    draft.setAside(hit);
                } else {
                    aside(names.id(), () -> decided(names.id())).add(hit, names);
                }
            }
        }
    }

    /** What nothing is linked of is shown, unless another record of the same feed says that something is. */
    private void sortUnlinked(Hit hit, String rule) {
        for (VulnerabilityNames names : hit.advisory().names()) {
            if (!drafts.containsKey(names.id())) {
                aside(names.id(), () -> rule).add(hit, names);
            }
        }
    }

    private VulnerabilityDraft aside(String id, Supplier<String> rule) {
        return overruled
                .computeIfAbsent(id, _ -> new Aside(new VulnerabilityDraft(id), rule.get()))
                .draft();
    }

    /** Whether whoever denied it has said otherwise since. */
    private static boolean isRevoked(Advisory denial, Advisory hit) {
        return denial.feed().equals(hit.feed()) && denial.modified().compareTo(hit.modified()) < 0;
    }

    /** Whose word decided that the vulnerability is none here, and what it is. */
    private String decided(String id) {
        for (AffectedPackage affected : entries()) {
            Advisory advisory = advisory(affected.advisory());
            boolean isOfIt = !affected.isOutvoted()
                    && advisory.names().stream().anyMatch(names -> names.id().equals(id));
            Judgement judgement = isOfIt ? judgement(affected) : new Judgement.CannotTell("");
            if (judgement instanceof Judgement.NotAffected) {
                String rule = NonMatch.of(new Said(advisory, affected, judgement, judgeFor(affected)))
                        .rule();
                return word(advisory.id(), advisory.feed(), rule);
            }
        }
        return rebuilds.filter(_ -> !rebuilt.isEmpty())
                .map(records -> records
                        + ", whose records of this build know every vulnerability that is left in it, has none of "
                        + id)
                .orElse("the distribution's own word on " + id + " decides, and names other versions");
    }

    private static String word(String record, String feed, String what) {
        return record + " of " + feed + " says: " + what + "; its word decides";
    }

    private List<Match> matches() {
        List<Match> matches = new ArrayList<>(drafts.size());
        for (VulnerabilityDraft draft : drafts.values()) {
            matches.add(match(draft));
        }
        return matches;
    }

    private Match match(VulnerabilityDraft draft) {
        if (isDistribution) {
            draft.lowestFixDecides(scheme);
        }
        Hit deciding = draft.deciding();
        return new Match(
                subject.ecosystem(),
                subject.name(),
                subject.version(),
                draft.finish(isDistribution, db.enrichment(draft.id())),
                deciding.state(),
                deciding.fixed(),
                draft.reasons());
    }

    /** A record is not undecided where another record already says the same vulnerability is there. */
    private List<Undecided> undecided() {
        List<Undecided> undecided = new ArrayList<>();
        unsure.forEach((number, why) -> {
            Advisory advisory = advisory(number);
            boolean isDecided = hits.containsKey(number)
                    || advisory.names().stream()
                            .allMatch(names -> drafts.containsKey(names.id()) || denials.containsKey(names.id()));
            if (!isDecided) {
                undecided.add(new Undecided(advisory.id(), why));
            }
        });
        return undecided;
    }
}
