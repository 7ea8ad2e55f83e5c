package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.Advisory;
import io.tidewaiter.advisory.AffectedCodec;
import io.tidewaiter.advisory.ByteReader;
import io.tidewaiter.advisory.VulnerabilityNames;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.nvd.NvdFeed;
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
 * record is left out. A vulnerability on which the distribution is silent is everybody's.
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
        if (spoken.isEmpty()) {
            return all.stream().map(candidate -> new Heard(candidate, false)).toList();
        }
        List<Heard> heard = new ArrayList<>(all.size());
        for (Candidate candidate : all) {
            boolean isOthers = !candidate.kind().isOwnWord() && candidate.kind() != FeedAdvisory.Kind.USER;
            boolean isCopy = isOthers && isCopy(candidate, ids);
            boolean isOutvoted = isOthers && !isCopy && !counts(candidate, spoken);
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
}
