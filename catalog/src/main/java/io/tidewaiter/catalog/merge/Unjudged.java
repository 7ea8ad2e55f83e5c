package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.fact.PackageTypes;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import io.tidewaiter.model.inventory.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Packages that no advisories speak for: said once for each kind of them, so that none of them looks healthy. */
final class Unjudged {
    private final SortedMap<String, Integer> ofDistributions = new TreeMap<>();
    private final SortedMap<String, OfType> ofTypes = new TreeMap<>();

    /** The packages of a type: how many, and the first names. */
    private static final class OfType {
        private static final int NAMES_MAX = 5;

        private final SortedSet<String> names = new TreeSet<>();
        private int packages;
        private boolean hasMore;

        void add(String name) {
            packages++;
            names.add(name);
            if (names.size() > NAMES_MAX) {
                names.removeLast();
                hasMore = true;
            }
        }

        String told() {
            String count = packages == 1 ? "is 1" : "are " + packages;
            return count + " (" + String.join(", ", names) + (hasMore ? ", ..." : "") + ")";
        }
    }

    /** One package without an ecosystem. */
    void add(String type, String name, OperatingSystem system) {
        if (!PackageTypes.isDistribution(type)) {
            ofTypes.computeIfAbsent(type, _ -> new OfType()).add(name);
            return;
        }
        String reason;
        if (!system.isNamed()) {
            reason = "the image has distribution packages and does not say which distribution it is";
        } else if (system.ecosystem() == null) {
            reason = "no advisories are known for the distribution '" + system.id() + "'";
        } else {
            reason = "the advisories for '" + system.id() + "' do not speak of packages of type " + type;
        }
        ofDistributions.merge(reason, 1, Integer::sum);
    }

    List<CoverageFact> facts() {
        List<CoverageFact> facts = new ArrayList<>();
        ofDistributions
                .keySet()
                .forEach(reason -> facts.add(new CoverageFact(Kind.DISTRIBUTION_UNKNOWN, "", -1, reason)));
        ofTypes.forEach((type, packages) -> facts.add(new CoverageFact(
                Kind.NO_ADVISORIES,
                "",
                -1,
                "no advisories are known for packages of type " + type + ", of which there " + packages.told())));
        return facts;
    }
}
