package io.tidewaiter.advisory.own;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersText;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.VersionSchemes;
import io.tidewaiter.vuln.OsvSeverity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one document of a user says of the packages that one vulnerability concerns, put together.
 *
 * <p>A version is meant where one is named, else all are. "Not affected" takes the package out of the matches of every
 * feed, "affected" puts it into them, "fixed" names where that ends; an affected package of which fixed versions are
 * named and no affected ones is affected below the highest of them, except in the others.
 */
final class OwnWords {
    private static final VersionRange ALL =
            new VersionRange(VersionRange.Kind.ECOSYSTEM, List.of(new RangeEvent.Introduced("0")));

    private final Map<PurlPackages.Named, Said> packages = new LinkedHashMap<>();

    /** Of one package, whatever version; the ranges are those in which the word holds. */
    private static final class Said {
        private final List<VersionRange> affected = new ArrayList<>();
        private final List<VersionRange> denied = new ArrayList<>();
        private final Set<String> fixed = new LinkedHashSet<>();
        private VendorWord word = VendorWord.AFFECTED;
        private String denial = "";
    }

    /** The ranges of a version, or of all where it is empty. */
    static List<VersionRange> versions(String version) {
        return List.of(version.isEmpty() ? ALL : VersText.exactly(version));
    }

    void affected(PurlPackages.Named of, List<VersionRange> ranges, VendorWord word) {
        Said said = said(of);
        said.affected.addAll(ranges);
        said.denied.removeAll(ranges); // the later statement counts
        said.word = word;
    }

    void notAffected(PurlPackages.Named of, List<VersionRange> ranges, String why) {
        Said said = said(of);
        said.denied.addAll(ranges);
        said.affected.removeAll(ranges);
        said.denial = why;
    }

    void fixed(PurlPackages.Named of, String version, String why) {
        Said said = said(of);
        said.fixed.add(version);
        notAffected(of, versions(version), why);
    }

    private Said said(PurlPackages.Named of) {
        return packages.computeIfAbsent(new PurlPackages.Named(of.ecosystem(), of.name(), ""), _ -> new Said());
    }

    /**
     * One statement or two for each package.
     *
     * @param belowFixed whether a package of which only fixed versions are named is affected below them, as in a notice
     */
    List<Statement> statements(boolean belowFixed, List<OsvSeverity> severity) {
        List<Statement> statements = new ArrayList<>();
        packages.forEach((of, said) -> {
            if (said.affected.isEmpty() && belowFixed && !said.fixed.isEmpty()) {
                said.affected.add(ALL);
            }
            List<VersionRange> affected = affected(of, said);
            if (!affected.isEmpty()) {
                statements.add(new Statement(of.ecosystem(), of.name(), affected, said.word, severity, Scope.ANY));
            }
            if (!said.denied.isEmpty()) {
                statements.add(Statement.denied(of.ecosystem(), of.name(), said.denied, said.denial));
            }
        });
        return statements;
    }

    private static List<VersionRange> affected(PurlPackages.Named of, Said said) {
        Optional<String> end = highest(of, said.fixed);
        List<VersionRange> ranges = new ArrayList<>();
        for (VersionRange range : said.affected) {
            boolean isOpen = range.events().getLast() instanceof RangeEvent.Introduced;
            if (isOpen && end.isPresent()) {
                List<RangeEvent> closed = new ArrayList<>(range.events());
                closed.add(new RangeEvent.Fixed(end.get()));
                ranges.add(new VersionRange(range.kind(), closed));
            } else {
                ranges.add(range);
            }
        }
        return ranges;
    }

    private static Optional<String> highest(PurlPackages.Named of, Set<String> fixed) {
        VersionScheme scheme = VersionSchemes.of(of.ecosystem()).orElse(VersionSchemes.SEMVER);
        String highest = "";
        for (String version : fixed) {
            boolean isHigher = highest.isEmpty() || scheme.compare(version, highest) == Order.GREATER;
            highest = isHigher ? version : highest;
        }
        return highest.isEmpty() ? Optional.empty() : Optional.of(highest);
    }
}
