package io.tidewaiter.vuln;

import io.tidewaiter.version.VersionRange;
import java.util.List;
import java.util.Map;

/**
 * One entry of {@code affected[]} (OSV schema 1.7).
 *
 * @param ecosystem as written, with its release; empty where the entry names no package
 * @param name as written; empty where the entry names no package
 * @param ranges of Go's own records also those by a repository's tags, of kind {@link VersionRange.Kind#ECOSYSTEM}
 * @param versions versions that are affected by being listed
 * @param ecosystemSpecific its scalar entries, as text
 * @param databaseSpecific its scalar entries, as text
 * @param binaries binary packages that the source package builds (Ubuntu and SUSE name them)
 * @param architecture that the package URL names ({@code arch}); empty where it names none, or a source package
 * @param symbols Go import paths with the symbols that are affected, {@code path#symbol}
 */
public record OsvAffected(
        String ecosystem,
        String name,
        List<OsvSeverity> severity,
        List<VersionRange> ranges,
        List<String> versions,
        Map<String, String> ecosystemSpecific,
        Map<String, String> databaseSpecific,
        List<Binary> binaries,
        String architecture,
        List<String> symbols) {
    public OsvAffected {
        severity = List.copyOf(severity);
        ranges = List.copyOf(ranges);
        versions = List.copyOf(versions);
        ecosystemSpecific = Map.copyOf(ecosystemSpecific);
        databaseSpecific = Map.copyOf(databaseSpecific);
        binaries = List.copyOf(binaries);
        symbols = List.copyOf(symbols);
    }

    /** A binary package and the version of it that is fixed. */
    public record Binary(String name, String version) {}
}
