package io.tidewaiter.version.scheme;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.PackageFormats;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.distro.ApkScheme;
import io.tidewaiter.version.scheme.distro.DpkgScheme;
import io.tidewaiter.version.scheme.distro.FreeBsdScheme;
import io.tidewaiter.version.scheme.distro.NixScheme;
import io.tidewaiter.version.scheme.distro.PacmanScheme;
import io.tidewaiter.version.scheme.distro.PortageScheme;
import io.tidewaiter.version.scheme.distro.RpmScheme;
import io.tidewaiter.version.scheme.distro.XbpsScheme;
import io.tidewaiter.version.scheme.language.BitnamiScheme;
import io.tidewaiter.version.scheme.language.ComposerScheme;
import io.tidewaiter.version.scheme.language.ConanScheme;
import io.tidewaiter.version.scheme.language.JavaScheme;
import io.tidewaiter.version.scheme.language.MavenScheme;
import io.tidewaiter.version.scheme.language.NuGetScheme;
import io.tidewaiter.version.scheme.language.NumbersScheme;
import io.tidewaiter.version.scheme.language.PatchScheme;
import io.tidewaiter.version.scheme.language.Pep440Scheme;
import io.tidewaiter.version.scheme.language.PerlScheme;
import io.tidewaiter.version.scheme.language.PhpScheme;
import io.tidewaiter.version.scheme.language.ReleaseScheme;
import io.tidewaiter.version.scheme.language.RubyGemsScheme;
import io.tidewaiter.version.scheme.language.SemVerScheme;
import java.util.Optional;
import java.util.Set;

/**
 * Which version order each ecosystem uses: those that the OSV schema 1.7 defines, and beside them the distributions that
 * it does not know ({@code Arch Linux}, {@code Gentoo}, {@code Void}, {@code NixOS}, {@code OpenWrt} and relatives),
 * {@code WordPress}, {@code CPAN} and the products of {@link io.tidewaiter.version.UpstreamProducts}.
 */
public final class VersionSchemes {
    public static final VersionScheme DPKG = new DpkgScheme();
    public static final VersionScheme RPM = new RpmScheme();
    public static final VersionScheme APK = new ApkScheme();
    public static final VersionScheme PACMAN = new PacmanScheme();
    public static final VersionScheme PORTAGE = new PortageScheme();
    public static final VersionScheme XBPS = new XbpsScheme();
    public static final VersionScheme NIX = new NixScheme();
    public static final VersionScheme FREEBSD = new FreeBsdScheme();
    public static final VersionScheme SEMVER = new SemVerScheme("SemVer", SemVerScheme.Build.IGNORED);
    public static final VersionScheme NPM = new SemVerScheme("npm", SemVerScheme.Build.IGNORED);
    public static final VersionScheme GO = new SemVerScheme("Go", SemVerScheme.Build.IGNORED);
    public static final VersionScheme HEX =
            new SemVerScheme("Hex", SemVerScheme.Build.IGNORED, SemVerScheme.Form.STRICT);
    public static final VersionScheme PUB = new SemVerScheme("pub", SemVerScheme.Build.COUNTS);
    public static final VersionScheme JULIA = new SemVerScheme("Julia", SemVerScheme.Build.COUNTS);
    public static final VersionScheme MAVEN = new MavenScheme();
    public static final VersionScheme PEP440 = new Pep440Scheme();
    public static final VersionScheme RUBYGEMS = new RubyGemsScheme();
    public static final VersionScheme NUGET = new NuGetScheme();
    public static final VersionScheme COMPOSER = new ComposerScheme();
    public static final VersionScheme PHP = new PhpScheme();
    public static final VersionScheme PERL = new PerlScheme();
    public static final VersionScheme CONAN = new ConanScheme();
    public static final VersionScheme BITNAMI = new BitnamiScheme();
    public static final VersionScheme R = new NumbersScheme("R", ".-");
    public static final VersionScheme WINDOWS = new NumbersScheme("Windows", ".");
    public static final VersionScheme HASKELL = new NumbersScheme("Haskell", ".");
    public static final VersionScheme RELEASES = new ReleaseScheme("release", ReleaseScheme.Letters.OF_WORDS);
    public static final VersionScheme OPENSSL = new ReleaseScheme("OpenSSL", ReleaseScheme.Letters.ARE_UPDATES);

    /** {@code 1.3.8rc4 < 1.3.8 < 1.3.8a < 1.3.8b < 1.3.9rc1} (ProFTPD, "Release notes"). */
    public static final VersionScheme PROFTPD = new ReleaseScheme("ProFTPD", ReleaseScheme.Letters.ARE_UPDATES);

    /** {@code 9.3 = 9.3p1 < 9.3p2 < 9.4}: the first port of a release to other systems has its code (OpenSSH, "Portable Release"). */
    public static final VersionScheme OPENSSH = new PatchScheme("OpenSSH", 1);

    /** {@code 1.9.5 < 1.9.5p1 < 1.9.5p2 < 1.9.6} (sudo, "Sudo Release History"). */
    public static final VersionScheme SUDO = new PatchScheme("sudo", 0);

    /** {@code 7.1.1-9 < 7.1.1-47 < 7.1.2-0} (ImageMagick, releases). */
    public static final VersionScheme IMAGE_MAGICK = new NumbersScheme("ImageMagick", ".-");

    public static final VersionScheme JAVA = new JavaScheme();

    /** Products of upstream whose versions are numbers between full stops. */
    private static final Set<String> NUMBERED = Set.of(
            "Perl",
            "Apache HTTP Server",
            "PostgreSQL",
            "nginx",
            "OpenResty",
            "Redis",
            "Valkey",
            "memcached",
            "HAProxy",
            "lighttpd",
            "Squid",
            "BusyBox",
            "MariaDB",
            "curl",
            "FFmpeg",
            "Bash",
            "Irssi",
            "coturn",
            "Dovecot",
            "Erlang/OTP",
            "BIND",
            "Git",
            "Exim",
            "Unbound",
            "rsync",
            "dnsmasq",
            "strongSwan",
            "OpenVPN",
            "Mosquitto",
            "Varnish",
            "vsftpd",
            "Tor",
            "Samba",
            "OpenLDAP",
            "PowerDNS Recursor",
            "PowerDNS Authoritative Server",
            "NSD",
            "Knot DNS",
            "Postfix",
            "ClamAV",
            "Asterisk",
            "Envoy",
            "MySQL",
            "Fluent Bit",
            "jq",
            "Qt",
            "Chrome",
            "XZ Utils",
            "Zstandard",
            "Lua",
            "Ghostscript",
            "tcpdump",
            "SQLite",
            "GraalVM");

    private VersionSchemes() {}

    /** The order of an ecosystem's versions, or empty where it has none that we know ({@link #reasonWithout}). */
    public static Optional<VersionScheme> of(Ecosystem ecosystem) {
        Optional<String> format = PackageFormats.of(ecosystem);
        return format.isPresent() ? ofFormat(format.get()) : ofOther(ecosystem);
    }

    private static Optional<VersionScheme> ofFormat(String format) {
        return switch (format) {
            case "deb", "opkg" -> Optional.of(DPKG);
            case "apk" -> Optional.of(APK);
            case "rpm" -> Optional.of(RPM);
            case "alpm" -> Optional.of(PACMAN);
            case "ebuild" -> Optional.of(PORTAGE);
            default -> Optional.empty();
        };
    }

    private static Optional<VersionScheme> ofOther(Ecosystem ecosystem) {
        return switch (ecosystem.name()) {
            case "opam" -> Optional.of(DPKG);
            case "Bottlerocket" -> Optional.of(RPM);
            case "TuxCare" -> Optional.of(ofInner(ecosystem).orElse(RPM));
            case "RapidFort" -> ofInner(ecosystem);
            case "Root" -> ofInner(ecosystem).map(inner -> new RebuildScheme(inner, RebuildScheme.ROOT));
            case "Seal" ->
                ofInner(ecosystem)
                        .map(inner -> new RebuildScheme(
                                inner, inner == APK ? RebuildScheme.SEAL_OF_APK : RebuildScheme.SEAL));
            case "Docker Hardened Images" -> Optional.of(ofInner(ecosystem).orElse(SEMVER));
            case "Windows" -> Optional.of(WINDOWS);
            case "Void" -> Optional.of(XBPS);
            case "NixOS" -> Optional.of(NIX);
            case "FreeBSD" -> Optional.of(FREEBSD);
            default -> ofRegistry(ecosystem.name());
        };
    }

    private static Optional<VersionScheme> ofRegistry(String name) {
        return switch (name) {
            case "npm" -> Optional.of(NPM);
            case "Go" -> Optional.of(GO);
            case "Maven" -> Optional.of(MAVEN);
            case "PyPI", "CPython" -> Optional.of(PEP440);
            case "RubyGems", "Ruby" -> Optional.of(RUBYGEMS);
            case "NuGet" -> Optional.of(NUGET);
            case "Packagist" -> Optional.of(COMPOSER);
            case "WordPress", "PHP" -> Optional.of(PHP);
            case "OpenSSH" -> Optional.of(OPENSSH);
            case "sudo" -> Optional.of(SUDO);
            case "ImageMagick" -> Optional.of(IMAGE_MAGICK);
            case "OpenSSL" -> Optional.of(OPENSSL);
            case "OpenJDK", "OpenJDK with OpenJ9", "Oracle JDK", "GraalVM for JDK" -> Optional.of(JAVA);
            case "ProFTPD" -> Optional.of(PROFTPD);
            case "ConanCenter" -> Optional.of(CONAN);
            case "Bitnami" -> Optional.of(BITNAMI);
            case "CRAN", "Bioconductor" -> Optional.of(R);
            case "CPAN" -> Optional.of(PERL);
            case "Hackage", "GHC" -> Optional.of(HASKELL);
            case "Hex" -> Optional.of(HEX);
            case "Julia" -> Optional.of(JULIA);
            case "Pub" -> Optional.of(PUB);
            case "crates.io", "SwiftURL", "GitHub Actions", "Kubernetes", "VSCode", "Node.js", "Bun", "Deno" ->
                Optional.of(SEMVER);
            default -> NUMBERED.contains(name) ? Optional.of(RELEASES) : Optional.empty();
        };
    }

    /** A vendor that patches other ecosystems' packages names them behind the colon: {@code Root:Alpine:3.18}. */
    private static Optional<VersionScheme> ofInner(Ecosystem vendor) {
        if (vendor.release().isEmpty() || vendor.release().startsWith(":")) {
            return Optional.empty();
        }
        Ecosystem inner = Ecosystem.parse(vendor.release());
        boolean isVendor = inner.name().equals("Root")
                || inner.name().equals("Seal")
                || inner.name().equals("TuxCare")
                || inner.name().equals("RapidFort")
                || inner.name().equals("Docker Hardened Images");
        return isVendor ? Optional.empty() : of(inner);
    }

    /**
     * The version that a vendor's build was made from, {@code 4.2.8} of {@code 4.2.8+sp1} in {@code Seal:PyPI}; the version
     * itself where it is no build of the ecosystem's vendor.
     */
    public static String builtFrom(Ecosystem vendor, String version) {
        return of(vendor)
                .filter(RebuildScheme.class::isInstance)
                .map(RebuildScheme.class::cast)
                .map(scheme -> scheme.base(version))
                .orElse(version);
    }

    /** Why the versions of an ecosystem cannot be ordered; empty where they can. */
    public static Optional<String> reasonWithout(Ecosystem ecosystem) {
        if (of(ecosystem).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (ecosystem.name()) {
                    case "Linux" -> "a kernel in an image has its distribution's version, not the upstream one";
                    case "Android" -> "its versions are patch levels and branches of a device, not of a package";
                    case "OSS-Fuzz" -> "its versions are commits and tags of each project, in that project's form";
                    case "Root", "Seal" -> "the ecosystem that it patches is not named, or has no order";
                    default -> "no version order is known for the ecosystem";
                });
    }
}
