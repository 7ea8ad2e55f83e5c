package io.tidewaiter.match;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.match.build.Builders;
import io.tidewaiter.match.build.RootIo;
import io.tidewaiter.match.build.ThirdParty;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.PackageContext;
import io.tidewaiter.version.Ecosystem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Matches one package as it is in its images, without any image: what {@link Matcher} says of it there. Not safe for use
 * by several threads; what it asked stays in memory, so one instance serves a few thousand packages.
 */
public final class Rematcher {
    private final AdvisoryDb db;
    private final Map<Subject, Verdicts.Outcome> asked = new HashMap<>();

    public Rematcher(AdvisoryDb db) {
        this.db = db;
    }

    /**
     * What the advisories say of a package.
     *
     * @param undecided as {@link PackageContext.Placed#undecided}
     */
    public record Outcome(List<Match> matches, String undecided) {}

    /** What the advisories say of the package in that context. */
    public Outcome match(InstalledPackage installed, PackageContext context) {
        OperatingSystem system = OperatingSystem.NONE.withChannels(context.channels());
        InstalledPackage owner = context.owner();
        OwnerWord owners = new OwnerWord(db, system, owner == null ? List.of() : List.of(owner));
        List<Match> found = new ArrayList<>();
        StringBuilder undecided = new StringBuilder();
        for (Subject subject : subjects(Builders.seen(installed, db), system)) {
            Verdicts.Outcome outcome = asked.computeIfAbsent(subject, one -> Verdicts.of(db, one));
            undecided.append(Contexts.named(outcome.undecided()));
            String note = subject.bySource() ? context.sourceNote() : context.note();
            for (Match match : outcome.matches()) {
                boolean isKnown = subject.bySource() && Matcher.isAmong(found, match);
                if (!isKnown && owners.on(installed, match).isEmpty()) {
                    found.add(Notes.noted(match, note));
                }
            }
        }
        return new Outcome(found, undecided.toString());
    }

    private static List<Subject> subjects(InstalledPackage installed, OperatingSystem system) {
        if (ThirdParty.of(installed).isPresent()) {
            return List.of();
        }
        List<Subject> subjects = new ArrayList<>(2);
        Subject.of(installed, system).ifPresent(subjects::add);
        Subject.ofSource(installed, system).ifPresent(subjects::add);
        return subjects;
    }

    /** The keys that decide about the package in that context, as {@code AdvisoryDelta} names them. */
    public static Set<String> keys(InstalledPackage installed, PackageContext context) {
        OperatingSystem system = OperatingSystem.NONE.withChannels(context.channels());
        List<Subject> subjects = new ArrayList<>(subjects(Builders.seen(installed), system));
        Optional.ofNullable(context.owner())
                .flatMap(owner -> Subject.of(Builders.seen(owner), system))
                .ifPresent(subjects::add);
        Set<String> keys = new HashSet<>();
        for (Subject subject : subjects) {
            Stream.of(subject.services(), subject.ecosystems(), subject.products())
                    .flatMap(List::stream)
                    .forEach(ecosystem -> {
                        keys.add(key(ecosystem, subject.upstream()));
                        subject.ownName().ifPresent(name -> keys.add(key(ecosystem, name)));
                    });
            subject.rebuilds().ifPresent(records -> keys.add(key(records, subject.name())));
            subject.backports()
                    .ifPresent(
                            records -> keys.add(key(records, RootIo.named(subject.ecosystem(), subject.upstream()))));
        }
        return keys;
    }

    private static String key(Ecosystem ecosystem, String name) {
        return new String(AdvisoryDb.key(ecosystem, name), StandardCharsets.UTF_8);
    }
}
