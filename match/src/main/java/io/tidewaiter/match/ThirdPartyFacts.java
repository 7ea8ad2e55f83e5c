package io.tidewaiter.match;

import io.tidewaiter.match.build.ThirdParty;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers the packages that somebody else than the distribution built: one fact for each builder. */
final class ThirdPartyFacts {
    private static final int NAMED_MAX = 5;

    private final Map<String, TreeSet<String>> names = new TreeMap<>();

    /** Whether a third party built it, so that the distribution's advisories do not speak for it. */
    boolean add(InstalledPackage installed) {
        Optional<String> builder = ThirdParty.of(installed);
        builder.ifPresent(name -> names.computeIfAbsent(key(name, installed), _ -> new TreeSet<>())
                .add(installed.name()));
        return builder.isPresent();
    }

    private static String key(String builder, InstalledPackage installed) {
        return builder + ", not " + installed.ecosystem();
    }

    List<CoverageFact> facts() {
        List<CoverageFact> facts = new ArrayList<>();
        names.forEach((builder, packages) -> {
            String named = String.join(
                    ", ",
                    packages.stream().limit(NAMED_MAX).map(Undecided::quoted).toList());
            int more = packages.size() - Math.min(NAMED_MAX, packages.size());
            facts.add(new CoverageFact(
                    CoverageFact.Kind.CANNOT_TELL,
                    "",
                    -1,
                    named + (more > 0 ? " and " + more + " more" : "") + (packages.size() == 1 ? " was" : " were")
                            + " built by " + builder + ", whose advisories therefore do not speak for "
                            + (packages.size() == 1 ? "it" : "them")));
        });
        return facts;
    }
}
