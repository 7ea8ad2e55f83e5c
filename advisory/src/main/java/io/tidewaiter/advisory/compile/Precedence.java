package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.Advisory;
import io.tidewaiter.advisory.AffectedCodec;
import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.advisory.ByteReader;
import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.VulnerabilityNames;
import io.tidewaiter.advisory.cve.CveRecords;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.nvd.NvdFeed;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose word counts where several records speak of one package in one release.
 *
 * <p>The distribution's own word on a vulnerability stands alone. What others say of the same vulnerability, package and
 * release (a relayed record, a notice that a fix is out) stays as a further reason where it names the very same versions;
 * where it says anything else it is kept as outvoted, so that the difference can be shown: a notice about many
 * vulnerabilities is outvoted only where the distribution has spoken on each of them. A copy of the distribution's own
 * record is left out. A vulnerability on which the distribution is silent is everybody's, but for a record of the CVE list
 * that only sums up what the NVD has line by line ({@link Summaries}).
 */
final class Precedence {
    private final List<Advisory> advisories;
    private long superseded;

    Precedence(List<Advisory> advisories) {
        this.advisories = advisories;
    }

    /** One entry of one package: the number of its advisory, the weight of it, and the bytes. */
    record Candidate(int advisory, FeedAdvisory.Kind kind, byte[] bytes) {}

    /** An entry that is kept, and whether it counts. */
    record Heard(Candidate candidate, boolean isOutvoted) {}

    /** How many entries were left out or outvoted so far. */
    long superseded() {
        return superseded;
    }

    /** Those entries of one package in one release that are kept, in their order. */
    List<Heard> heard(List<Candidate> all) {
        Map<String, Set<List<VersionRange>>> spoken = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (Candidate candidate : all) {
            if (candidate.kind().isOwnWord()) {
                List<VersionRange> ranges = ranges(candidate);
                ids.add(advisories.get(candidate.advisory()).id());
                for (VulnerabilityNames names : names(candidate)) {
                    spoken.computeIfAbsent(names.id(), _ -> new HashSet<>()).add(ranges);
                }
            }
        }
        Summaries summaries = Summaries.of(all, advisories);
        if (spoken.isEmpty() && summaries.isEmpty()) {
            return all.stream().map(candidate -> new Heard(candidate, false)).toList();
        }
        List<Heard> heard = new ArrayList<>(all.size());
        for (Candidate candidate : all) {
            boolean isOthers = !candidate.kind().isOwnWord() && candidate.kind() != FeedAdvisory.Kind.USER;
            boolean isCopy = isOthers && isCopy(candidate, ids);
            boolean isOutvoted = isOthers && !isCopy && (!counts(candidate, spoken) || summaries.contains(candidate));
            superseded += isCopy || isOutvoted ? 1 : 0;
            if (!isCopy) {
                heard.add(new Heard(candidate, isOutvoted));
            }
        }
        return heard;
    }

    /** The NVD calls its records as the CVE list does, and they are its own. */
    private boolean isCopy(Candidate other, Set<String> ids) {
        Advisory advisory = advisories.get(other.advisory());
        return ids.contains(advisory.id()) && !advisory.feed().equals(NvdFeed.NAME);
    }

    private boolean counts(Candidate other, Map<String, Set<List<VersionRange>>> spoken) {
        List<VersionRange> ranges = ranges(other);
        boolean saysTheSame = true;
        for (VulnerabilityNames names : names(other)) {
            Set<List<VersionRange>> own = spoken.get(names.id());
            if (own == null) {
                return true;
            }
            saysTheSame &= own.contains(ranges);
        }
        return saysTheSame;
    }

    private List<VulnerabilityNames> names(Candidate candidate) {
        return advisories.get(candidate.advisory()).names();
    }

    private static List<VersionRange> ranges(Candidate candidate) {
        return AffectedCodec.read(candidate.advisory(), new ByteReader(candidate.bytes()))
                .ranges();
    }

    /**
     * Records of the CVE list that name one fix of a package, {@code < 8.2.2}, where the NVD names that fix and those of the
     * older lines beside it, {@code 7.4.6}, from the same version on: whoever installed one of these has the fix, whatever the
     * sum says.
     */
    private static final class Summaries {
        private final Set<Candidate> summaries = new HashSet<>();

        private Summaries() {}

        /** Those among the entries of one package in one release. */
        static Summaries of(List<Candidate> all, List<Advisory> advisories) {
            Map<String, List<Lines>> ofNvd = new HashMap<>();
            for (Candidate candidate : all) {
                Advisory advisory = advisories.get(candidate.advisory());
                if (advisory.feed().equals(NvdFeed.NAME)) {
                    ofNvd.computeIfAbsent(advisory.id(), _ -> new ArrayList<>()).add(Lines.of(candidate));
                }
            }
            Summaries found = new Summaries();
            if (ofNvd.isEmpty()) {
                return found;
            }
            for (Candidate candidate : all) {
                Advisory advisory = advisories.get(candidate.advisory());
                if (advisory.feed().equals(CveRecords.NAME)
                        && ofNvd.getOrDefault(advisory.id(), List.of()).stream()
                                .anyMatch(lines -> lines.refine(Lines.of(candidate)))) {
                    found.summaries.add(candidate);
                }
            }
            return found;
        }

        boolean isEmpty() {
            return summaries.isEmpty();
        }

        boolean contains(Candidate candidate) {
            return summaries.contains(candidate);
        }

        /**
         * The versions with which ranges begin, and those that have a fix.
         *
         * @param isAlways whether the entry holds without a condition
         */
        private record Lines(Set<String> begins, Set<String> fixes, boolean isAlways) {
            static Lines of(Candidate candidate) {
                AffectedPackage affected = AffectedCodec.read(candidate.advisory(), new ByteReader(candidate.bytes()));
                Set<String> begins = new HashSet<>();
                Set<String> fixes = new HashSet<>();
                for (VersionRange range : affected.ranges()) {
                    for (RangeEvent event : range.events()) {
                        switch (event) {
                            case RangeEvent.Introduced(String version) -> begins.add(version);
                            case RangeEvent.Fixed(String version) -> fixes.add(version);
                            default -> {} // a last version is no fix
                        }
                    }
                }
                return new Lines(begins, fixes, affected.scope().equals(Scope.ANY));
            }

            boolean refine(Lines sum) {
                return isAlways
                        && sum.isAlways
                        && sum.begins.size() == 1
                        && sum.fixes.size() == 1
                        && fixes.size() > 1
                        && begins.containsAll(sum.begins)
                        && fixes.containsAll(sum.fixes);
            }
        }
    }
}
