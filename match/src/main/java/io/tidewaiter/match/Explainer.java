package io.tidewaiter.match;

import io.tidewaiter.advisory.Advisory;
import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.match.build.Builders;
import io.tidewaiter.match.build.ThirdParty;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.match.Explanation;
import io.tidewaiter.model.match.Explanation.Outcome;
import io.tidewaiter.model.match.Explanation.Statement;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.version.Ecosystem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says why a vulnerability is, or is not, a match: every record that knows it, of every package of the image, with the
 * rule that decided. It asks the same judges as {@link Matcher} and decides nothing of its own.
 */
public final class Explainer {
    private static final int ELSEWHERE_MAX = 5;
    private static final String ANOTHER_WORD = "another word of whoever decided";

    private final AdvisoryDb db;
    private final OwnerWord owners;
    private final String asked;
    private final List<Statement> statements = new ArrayList<>();
    private final Set<MatchResult.PackageMatch> found = new LinkedHashSet<>();

    private Explainer(AdvisoryDb db, Inventory inventory, String asked) {
        this.db = db;
        this.owners = new OwnerWord(db, inventory);
        this.asked = asked;
    }

    /** What the database says of a vulnerability, under any of its names, and of the packages of an image. */
    public static Explanation explain(AdvisoryDb db, Inventory inventory, String vulnerability) {
        Explainer explainer = new Explainer(db, inventory, vulnerability.strip());
        Map<Subject, List<InstalledPackage>> subjects = new LinkedHashMap<>();
        int compared = 0;
        for (InstalledPackage installed : inventory.packages()) {
            InstalledPackage seen = Builders.seen(installed, db);
            Optional<Subject> subject = Subject.of(seen, inventory.operatingSystem());
            Subject.ofSource(seen, inventory.operatingSystem())
                    .ifPresent(one -> subjects.computeIfAbsent(one, _ -> new ArrayList<>())
                            .add(installed));
            subject.ifPresent(
                    one -> subjects.computeIfAbsent(one, _ -> new ArrayList<>()).add(installed));
            compared += subject.isPresent() ? 1 : 0;
        }
        subjects.forEach(explainer::subject);
        List<String> elsewhere = explainer.statements.isEmpty() ? explainer.elsewhere() : List.of();
        return new Explanation(
                vulnerability.strip(), compared, explainer.statements, elsewhere, List.copyOf(explainer.found));
    }

    private void subject(Subject subject, List<InstalledPackage> packages) {
        List<Verdicts.Said> known = Verdicts.everything(db, subject, this::isAsked);
        if (known.isEmpty()) {
            return;
        }
        List<InstalledPackage> judged = new ArrayList<>();
        for (InstalledPackage installed : packages) {
            Optional<String> builder = ThirdParty.of(Builders.seen(installed, db));
            if (builder.isEmpty()) {
                judged.add(installed);
            } else {
                statements.add(thirdParty(subject, installed, builder.get()));
            }
        }
        if (!judged.isEmpty()) {
            known.forEach(said -> record(subject, judged, said));
        }
    }

    /** What the records that know it speak of: all of the database is gone through, which takes a second or two. */
    private List<String> elsewhere() {
        Set<Integer> numbers = new HashSet<>();
        int last = db.blockCount() - 1;
        for (int block = 0; block <= last; block++) {
            int first = block * AdvisoryDb.BLOCK;
            int count = block < last ? AdvisoryDb.BLOCK : db.block(block).size();
            for (int number = first; number < first + count; number++) {
                if (isAsked(db.advisory(number))) {
                    numbers.add(number);
                }
            }
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; !numbers.isEmpty() && i < db.packageCount() && all.size() < ELSEWHERE_MAX; i++) {
            Optional<String> record = db.entries(i).stream()
                    .filter(entry -> numbers.contains(entry.advisory()))
                    .map(entry -> db.advisory(entry.advisory()).id())
                    .findFirst();
            if (record.isPresent()) {
                String name = new String(db.packageKey(i), StandardCharsets.UTF_8).replace('\0', ' ');
                all.add(record.get() + " of " + name);
            }
        }
        return all;
    }

    private boolean isAsked(Advisory advisory) {
        return asked.equalsIgnoreCase(advisory.id())
                || advisory.names().stream()
                        .anyMatch(names -> asked.equalsIgnoreCase(names.id())
                                || names.aliases().stream().anyMatch(asked::equalsIgnoreCase));
    }

    private static Statement thirdParty(Subject subject, InstalledPackage installed, String builder) {
        return new Statement(
                Outcome.CANNOT_TELL,
                List.of(installed),
                subject.name(),
                subject.version(),
                subject.ecosystem().toString(),
                "",
                "",
                "",
                "the package was built by " + builder + ", for whose builds " + subject.ecosystem() + " does not speak",
                "the package of the distribution in its place");
    }

    private void record(Subject subject, List<InstalledPackage> packages, Verdicts.Said said) {
        switch (said.judgement()) {
            case Judgement.Affected affected -> affected(subject, packages, said, affected);
            case Judgement.NotAffected _ when said.affected().scope().isOpen() -> {} // of which it says nothing at all
            case Judgement.NotAffected _ -> add(Outcome.NO_MATCH, subject, packages, said, NonMatch.of(said));
            case Judgement.CannotTell(String why) ->
                add(
                        Outcome.CANNOT_TELL,
                        subject,
                        packages,
                        said,
                        new NonMatch(why, "an installed version, or a record, that can be compared"));
        }
    }

    private void affected(
            Subject subject, List<InstalledPackage> packages, Verdicts.Said said, Judgement.Affected affected) {
        Verdicts.Outcome outcome = Verdicts.of(db, subject);
        Optional<String> decided = outcome.overruled().stream()
                .filter(one -> isReason(one.match(), said.advisory()) && isNamed(one.match()))
                .map(Verdicts.Overruled::rule)
                .findFirst();
        if (decided.isPresent()) {
            NonMatch overruled = new NonMatch(decided.get(), ANOTHER_WORD);
            add(Outcome.OVERRULED, subject, packages, said, overruled);
            return;
        }
        Optional<Match> match = match(outcome, said.advisory());
        List<InstalledPackage> holding = new ArrayList<>();
        for (InstalledPackage installed : packages) {
            Optional<String> word = match.flatMap(one -> owners.on(installed, one));
            if (word.isEmpty()) {
                holding.add(installed);
            } else {
                NonMatch overruled = new NonMatch(
                        word.get(),
                        "a distribution that does not know the vulnerability, or a file that is not its own");
                add(Outcome.OVERRULED, subject, List.of(installed), said, overruled);
            }
        }
        if (!holding.isEmpty()) {
            match.ifPresent(
                    one -> holding.forEach(installed -> found.add(new MatchResult.PackageMatch(installed, one))));
            String rule = match.map(one -> new Notes(owners, holding).on(one)).stream()
                    .flatMap(one -> one.reasons().stream())
                    .filter(reason -> reason.record().equals(said.advisory().id()))
                    .findFirst()
                    .map(MatchReason::rule)
                    .orElse(subject.rule() + ", " + affected.rule());
            add(Outcome.MATCH, subject, holding, said, because(subject, said, affected, rule));
        }
    }

    private NonMatch because(Subject subject, Verdicts.Said said, Judgement.Affected affected, String rule) {
        String because = rule + ": " + affected.range() + epochs(subject, affected);
        if (said.affected().isOutvoted()) {
            return new NonMatch(because, ANOTHER_WORD);
        }
        NonMatch open = NonMatch.open(said);
        return affected.fixed().isEmpty()
                ? new NonMatch(because + open.rule(), pro(subject, said).orElse(open.change()))
                : new NonMatch(because, "version " + affected.fixed() + " or a later one");
    }

    /** Where versions look as if the other was the later one. */
    private static String epochs(Subject subject, Judgement.Affected affected) {
        int fixed = epoch(affected.fixed());
        int installed = epoch(subject.version());
        return affected.fixed().isEmpty() || fixed == installed || !Subject.isDistribution(subject.ecosystem())
                ? ""
                : "; the epochs decide, " + installed + " before " + fixed;
    }

    private static int epoch(String version) {
        int colon = version.indexOf(':');
        boolean isNumber =
                colon > 0 && colon < 6 && version.chars().limit(colon).allMatch(Character::isDigit);
        return isNumber ? Integer.parseInt(version.substring(0, colon)) : 0;
    }

    /** Where Ubuntu fixed it for those who have Ubuntu Pro. */
    private Optional<String> pro(Subject subject, Verdicts.Said said) {
        if (!subject.ecosystem().name().equals("Ubuntu")) {
            return Optional.empty();
        }
        Set<String> asked = new HashSet<>();
        said.advisory().names().forEach(names -> asked.add(names.id()));
        Ecosystem pro = new Ecosystem("Ubuntu", "Pro:" + subject.ecosystem().release());
        Judge judge = Judge.of(pro, subject.version());
        return db.lookup(pro, subject.name()).stream()
                .filter(entry -> !entry.isNotAffected())
                .filter(entry ->
                        db.advisory(entry.advisory()).names().stream().anyMatch(one -> asked.contains(one.id())))
                .map(judge::of)
                .map(judged -> judged instanceof Judgement.Affected affected ? affected.fixed() : "")
                .filter(fixed -> !fixed.isEmpty())
                .map(fixed -> "Ubuntu Pro, which has it fixed in " + fixed)
                .findFirst();
    }

    /** The match that the record is a reason of; of a notice about many, that of the vulnerability that was asked for. */
    private Optional<Match> match(Verdicts.Outcome outcome, Advisory record) {
        List<Match> matches = outcome.matches().stream()
                .filter(match -> isReason(match, record))
                .toList();
        return matches.stream()
                .filter(this::isNamed)
                .findFirst()
                .or(() -> matches.stream().findFirst());
    }

    private static boolean isReason(Match match, Advisory record) {
        return match.reasons().stream().anyMatch(reason -> reason.record().equals(record.id()));
    }

    private boolean isNamed(Match match) {
        return asked.equalsIgnoreCase(match.vulnerability().id())
                || match.vulnerability().aliases().stream().anyMatch(asked::equalsIgnoreCase);
    }

    private void add(
            Outcome outcome, Subject subject, List<InstalledPackage> packages, Verdicts.Said said, NonMatch why) {
        statements.add(new Statement(
                outcome,
                packages,
                subject.name(),
                subject.version(),
                subject.ecosystem().toString(),
                said.advisory().feed(),
                said.advisory().id(),
                NonMatch.readable(said.affected()),
                why.rule(),
                why.change()));
    }
}
