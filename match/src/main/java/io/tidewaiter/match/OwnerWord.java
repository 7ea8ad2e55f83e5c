package io.tidewaiter.match;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.VulnerabilityNames;
import io.tidewaiter.match.build.Builders;
import io.tidewaiter.match.build.ThirdParty;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.Vulnerability;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The distribution's word on a language's package that one of its own packages brought (coverage reference 4.5).
 *
 * <p>Where the distribution's advisories know the vulnerability, under any of its names, for the source of the owner,
 * their verdict counts and the language's match does not: the distribution patches without changing the version that
 * the language's metadata has. Where they are silent, the match stays.
 */
final class OwnerWord {
    private static final String OWNED_BY = "ownedBy";

    private final AdvisoryDb db;
    private final OperatingSystem system;
    private final Map<String, InstalledPackage> owners = new HashMap<>();
    private final Map<Subject, Map<String, String>> words = new HashMap<>();

    OwnerWord(AdvisoryDb db, Inventory inventory) {
        this(db, inventory.operatingSystem(), owning(inventory.packages()));
    }

    /** Those that some package names as its owner. */
    private static List<InstalledPackage> owning(List<InstalledPackage> packages) {
        Set<String> named = new HashSet<>();
        for (InstalledPackage installed : packages) {
            String owner = installed.attributes().getOrDefault(OWNED_BY, "");
            if (!owner.isEmpty()) {
                named.add(owner);
            }
        }
        return named.isEmpty()
                ? List.of()
                : packages.stream().filter(p -> named.contains(p.name())).toList();
    }

    /** The word of the packages of a distribution that are among these. */
    OwnerWord(AdvisoryDb db, OperatingSystem system, List<InstalledPackage> packages) {
        this.db = db;
        this.system = system;
        for (InstalledPackage installed : packages) {
            boolean isOwner = installed.ecosystem() != null
                    && Subject.isDistribution(installed.ecosystem())
                    && ThirdParty.of(Builders.seen(installed, db)).isEmpty();
            if (isOwner) {
                owners.putIfAbsent(installed.name(), installed);
            }
        }
    }

    /** Whether any of them was brought by a package of the distribution. */
    boolean ownsAny(List<InstalledPackage> packages) {
        for (InstalledPackage installed : packages) {
            if (owner(installed).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** The distribution's package that brought it; empty also where a third party built that. */
    Optional<InstalledPackage> owner(InstalledPackage installed) {
        if (owners.isEmpty()) {
            return Optional.empty();
        }
        String name = installed.attributes().getOrDefault(OWNED_BY, "");
        return name.isEmpty() ? Optional.empty() : Optional.ofNullable(owners.get(name));
    }

    /** What the distribution says of the vulnerability in the owner; empty where it is silent. */
    Optional<String> on(InstalledPackage installed, Match match) {
        return owner(installed)
                .flatMap(owner -> Subject.of(Builders.seen(owner, db), system)
                        .flatMap(subject -> said(subject, match.vulnerability()))
                        .map(said -> "owned by " + owner.name() + " " + owner.version() + ": " + said));
    }

    private Optional<String> said(Subject owner, Vulnerability vulnerability) {
        Map<String, String> known = words.computeIfAbsent(owner, this::words);
        String said = known.get(vulnerability.id());
        for (String alias : vulnerability.aliases()) {
            said = said == null ? known.get(alias) : said;
        }
        return Optional.ofNullable(said);
    }

    /** What the advisories say of the owner, by every name of every vulnerability. */
    private Map<String, String> words(Subject owner) {
        Map<String, String> words = new HashMap<>();
        for (Verdicts.Said said : Verdicts.everything(db, owner, _ -> true)) {
            if (said.affected().isOutvoted()) {
                continue;
            }
            String verdict = switch (said.judgement()) {
                case Judgement.Affected affected ->
                    "affected" + (affected.fixed().isEmpty() ? "" : ", fixed in " + affected.fixed());
                case Judgement.NotAffected _ ->
                    "not affected: " + NonMatch.of(said).rule();
                case Judgement.CannotTell(String why) -> "cannot tell: " + why;
            };
            String word = said.advisory().id() + " of " + owner.ecosystem() + " says of " + owner.name() + " "
                    + owner.version() + ": " + verdict;
            for (VulnerabilityNames names : said.advisory().names()) {
                words.putIfAbsent(names.id(), word);
                List<String> aliases = names.aliases();
                aliases.forEach(alias -> words.putIfAbsent(alias, word));
            }
        }
        return words;
    }
}
