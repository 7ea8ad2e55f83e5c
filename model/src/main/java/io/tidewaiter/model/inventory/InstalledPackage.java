package io.tidewaiter.model.inventory;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A package that an image contains.
 *
 * @param purl identity as purl-spec writes it, with version and qualifiers
 * @param ecosystem the OSV ecosystem whose advisories speak for it; null where none is known
 * @param name the name as its ecosystem's advisories write a binary package ({@code group:artifact} for Maven)
 * @param version the full version in the ecosystem's own form (epoch included); empty where unknown
 * @param source what the distribution built it from; null where the ecosystem has no such thing
 * @param architecture as the package manager names it; empty where there is none
 * @param evidence where it was seen in the final file system
 * @param introducedBy index of the lowest layer from which on the package is present without a gap
 */
public record InstalledPackage(
        Purl purl,
        @Nullable Ecosystem ecosystem,
        String name,
        String version,
        @Nullable SourcePackage source,
        String architecture,
        Evidence evidence,
        int introducedBy)
        implements Comparable<InstalledPackage> {
    private static final Comparator<InstalledPackage> ORDER = Comparator.comparing(
                    (InstalledPackage p) -> p.purl().toString())
            .thenComparing(p -> p.evidence().path())
            .thenComparingInt(InstalledPackage::introducedBy);

    public InstalledPackage {
        if (introducedBy < 0) {
            throw new IllegalArgumentException("layers are counted from 0, not from " + introducedBy);
        }
    }

    /** By purl, then by evidence: the order of every report. */
    @Override
    public int compareTo(InstalledPackage other) {
        return ORDER.compare(this, other);
    }
}
