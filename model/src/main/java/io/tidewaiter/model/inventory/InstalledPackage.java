package io.tidewaiter.model.inventory;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
 * @param attributes what else its package manager tells of it, for example {@code vendor}; no part of its identity
 */
public record InstalledPackage(
        Purl purl,
        @Nullable Ecosystem ecosystem,
        String name,
        String version,
        @Nullable SourcePackage source,
        String architecture,
        Evidence evidence,
        int introducedBy,
        SortedMap<String, String> attributes)
        implements Comparable<InstalledPackage> {
    /**
     * The attribute that says which packages of a Go module, or of its standard library, have code in the program: their
     * paths below the module's, with a space between them; {@code .} is the module's own, {@code -} alone means none.
     * Where it is not there, that is not known.
     */
    public static final String LINKED = "linked";

    /**
     * The attribute that says that the version stands for a commit of which no tag is known, as of the main module of a
     * Go program ({@code v0.0.0-20240314234659-1baeb1ce4c0b}): how the commit stands to a release cannot be told. Its
     * value says nothing.
     */
    public static final String COMMIT = "commit";

    private static final Comparator<Sortable> ORDER = Comparator.comparing(Sortable::purl)
            .thenComparing(one -> one.installed.evidence().path())
            .thenComparingInt(one -> one.installed.introducedBy());

    /** With what it is sorted by first, which takes longer to write than to compare. */
    private record Sortable(InstalledPackage installed, String purl) {
        Sortable(InstalledPackage installed) {
            this(installed, installed.purl().toString());
        }
    }

    public InstalledPackage {
        if (introducedBy < 0) {
            throw new IllegalArgumentException("layers are counted from 0, not from " + introducedBy);
        }
        attributes = attributes.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** A package of which nothing else is told. */
    public InstalledPackage(
            Purl purl,
            @Nullable Ecosystem ecosystem,
            String name,
            String version,
            @Nullable SourcePackage source,
            String architecture,
            Evidence evidence,
            int introducedBy) {
        this(
                purl,
                ecosystem,
                name,
                version,
                source,
                architecture,
                evidence,
                introducedBy,
                Collections.emptySortedMap());
    }

    /** The same package, of which other advisories speak; none where null. */
    public InstalledPackage under(@Nullable Ecosystem other) {
        return new InstalledPackage(
                purl, other, name, version, source, architecture, evidence, introducedBy, attributes);
    }

    /** The same package, of which something else is told. */
    public InstalledPackage with(int introduced, SortedMap<String, String> told) {
        return new InstalledPackage(purl, ecosystem, name, version, source, architecture, evidence, introduced, told);
    }

    /** By purl, then by evidence: the order of every report. */
    @Override
    public int compareTo(InstalledPackage other) {
        return ORDER.compare(new Sortable(this), new Sortable(other));
    }

    /** The packages in their order, each once. */
    static List<InstalledPackage> sorted(Collection<InstalledPackage> packages) {
        return packages.stream()
                .map(Sortable::new)
                .sorted(ORDER)
                .map(Sortable::installed)
                .distinct()
                .toList();
    }
}
