package io.tidewaiter.version.scheme;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.VersionScheme;
import java.util.Optional;

/** Which version order each OSV ecosystem uses (OSV schema 1.7, "Defined ecosystems"). */
public final class VersionSchemes {
    public static final VersionScheme DPKG = new DpkgScheme();
    public static final VersionScheme RPM = new RpmScheme();
    public static final VersionScheme APK = new ApkScheme();
    public static final VersionScheme SEMVER = new SemVerScheme("SemVer", SemVerScheme.Build.IGNORED);
    public static final VersionScheme NPM = new SemVerScheme("npm", SemVerScheme.Build.IGNORED);
    public static final VersionScheme GO = new SemVerScheme("Go", SemVerScheme.Build.IGNORED);
    public static final VersionScheme MAVEN = new MavenScheme();
    public static final VersionScheme PEP440 = new Pep440Scheme();
    public static final VersionScheme PUB = new SemVerScheme("pub", SemVerScheme.Build.COUNTS);
    public static final VersionScheme JULIA = new SemVerScheme("Julia", SemVerScheme.Build.COUNTS);

    private VersionSchemes() {}

    /** The order of an ecosystem's versions, or empty where it has none that we know. */
    public static Optional<VersionScheme> of(Ecosystem ecosystem) {
        return switch (ecosystem.name()) {
            case "Debian", "Ubuntu", "Echo" -> Optional.of(DPKG);
            case "Alpine",
                    "Wolfi",
                    "Chainguard",
                    "MinimOS",
                    "Alpaquita",
                    "BellSoft Hardened Containers",
                    "CleanStart" -> Optional.of(APK);
            case "AlmaLinux",
                    "Rocky Linux",
                    "Red Hat",
                    "SUSE",
                    "openSUSE",
                    "Azure Linux",
                    "openEuler",
                    "Photon OS",
                    "Mageia",
                    "TuxCare",
                    "Amazon Linux",
                    "Oracle Linux",
                    "Fedora",
                    "CentOS" -> Optional.of(RPM);
            case "npm" -> Optional.of(NPM);
            case "Go" -> Optional.of(GO);
            case "Maven" -> Optional.of(MAVEN);
            case "PyPI" -> Optional.of(PEP440);
            case "crates.io", "Hex", "SwiftURL", "GitHub Actions", "Kubernetes", "GHC", "Docker Hardened Images" ->
                Optional.of(SEMVER);
            case "Julia" -> Optional.of(JULIA);
            case "Pub" -> Optional.of(PUB);
            default -> Optional.empty();
        };
    }
}
