package io.tidewaiter.version.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The facts of each ecosystem's own test suite: {@code a < b}, {@code a = b}, {@code readable a}, {@code unreadable a}. */
class VersionSchemeTablesTest {
    private static VersionScheme scheme(String ecosystem) {
        return VersionSchemes.of(Ecosystem.parse(ecosystem)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "Debian:12, dpkg.txt",
        "Red Hat, rpm.txt",
        "Alpine:v3.20, apk.txt",
        "Maven, maven.txt",
        "npm, npm.txt",
        "crates.io, semver.txt",
        "Go, go.txt",
        "PyPI, pep440.txt",
        "RubyGems, rubygems.txt",
        "NuGet, nuget.txt",
        "Packagist, composer.txt",
        "WordPress, php.txt",
        "CPAN, perl.txt",
        "PostgreSQL, releases.txt",
        "OpenSSL, openssl.txt",
        "ProFTPD, proftpd.txt",
        "OpenSSH, openssh.txt",
        "sudo, sudo.txt",
        "ImageMagick, imagemagick.txt",
        "OpenJDK, java.txt",
        "Hex, hex.txt",
        "Pub, pub.txt",
        "Julia, julia.txt",
        "CRAN, cran.txt",
        "Hackage, hackage.txt",
        "ConanCenter, conan.txt",
        "Bitnami, bitnami.txt",
        "Arch Linux, pacman.txt",
        "Gentoo, portage.txt",
        "Void, xbps.txt",
        "NixOS, nix.txt",
        "FreeBSD, freebsd.txt"
    })
    void agreesWithTheTable(String ecosystem, String table) {
        VersionScheme scheme = scheme(ecosystem);
        List<String> wrong = new ArrayList<>();
        List<String> lines = FactTable.lines(table);
        for (String line : lines) {
            if (!holds(scheme, line)) {
                wrong.add(line);
            }
        }
        assertThat(lines).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    private static boolean holds(VersionScheme scheme, String line) {
        int space = line.indexOf(' ');
        String first = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1);
        if (first.equals("readable")) {
            return scheme.reads(rest) && scheme.compare(rest, rest) == Order.EQUAL;
        }
        if (first.equals("unreadable")) {
            return !scheme.reads(rest)
                    && scheme.compare(rest, "1") == Order.CANNOT_TELL
                    && scheme.compare("1", rest) == Order.CANNOT_TELL;
        }
        String other = rest.substring(2);
        Order expected = switch (rest.charAt(0)) {
            case '<' -> Order.LESS;
            case '=' -> Order.EQUAL;
            default -> throw new IllegalStateException("no fact: " + line);
        };
        return scheme.compare(first, other) == expected && scheme.compare(other, first) == expected.reversed();
    }

    @ParameterizedTest
    @CsvSource({
        "Maven, maven-qualifiers-ascending.txt",
        "Maven, maven-numbers-ascending.txt",
        "PyPI, pep440-ascending.txt"
    })
    void keepsTheWholeOrder(String ecosystem, String table) {
        VersionScheme scheme = scheme(ecosystem);
        List<String> versions = FactTable.lines(table);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            for (int j = i + 1; j < versions.size(); j++) {
                if (scheme.compare(versions.get(i), versions.get(j)) != Order.LESS
                        || scheme.compare(versions.get(j), versions.get(i)) != Order.GREATER) {
                    wrong.add(versions.get(i) + " < " + versions.get(j));
                }
            }
        }
        assertThat(versions).hasSizeGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    /** The ecosystems that the OSV schema 1.7 defines: each has an order, or a reason why not. */
    @Test
    void everyEcosystemOfTheSchemaHasAnOrderOrAReason() {
        List<String> without = new ArrayList<>();
        List<String> lines = FactTable.lines("osv-ecosystems.txt");
        for (String line : lines) {
            Ecosystem ecosystem = Ecosystem.parse(line);
            if (VersionSchemes.of(ecosystem).isEmpty()) {
                without.add(line);
                assertThat(VersionSchemes.reasonWithout(ecosystem))
                        .hasValueSatisfying(reason -> assertThat(reason).doesNotContain("no version order is known"));
            } else {
                assertThat(VersionSchemes.reasonWithout(ecosystem)).isEmpty();
            }
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(48);
        assertThat(without).containsExactly("Android", "Linux", "OSS-Fuzz", "Root");
    }

    @Test
    void aVendorHasTheOrderOfWhatItPatches() {
        assertThat(scheme("Docker Hardened Images:Alpine:3.23")).isSameAs(VersionSchemes.APK);
        assertThat(scheme("Docker Hardened Images:Debian:trixie")).isSameAs(VersionSchemes.DPKG);
        assertThat(scheme("Docker Hardened Images")).isSameAs(VersionSchemes.SEMVER);
        assertThat(scheme("TuxCare:Ubuntu:16.04")).isSameAs(VersionSchemes.DPKG);
        assertThat(scheme("TuxCare")).isSameAs(VersionSchemes.RPM);
        assertThat(VersionSchemes.of(Ecosystem.parse("Root:".repeat(100_000)))).isEmpty();
    }

    /** Those of Root are osv.dev's own facts, those of Seal as it documents its versions. */
    @ParameterizedTest
    @CsvSource({
        "Root:Alpine:3.18, 1.51.0-r20071, 1.51.0-r20072",
        "Root:Debian:12, 22.12.0-2.root.io.1, 22.12.0-2+deb12u1.root.io.5",
        "Root:Debian:12, 22.12.0-2+deb12u1.root.io.9, 22.12.0-2+deb12u1.root.io.10",
        "Root:Debian:12, 22.12.0-2, 22.12.0-2.root.io",
        "Root:Debian:12, 22.12.0-2.root.io, 22.12.0-2.root.io.1",
        "Root:Ubuntu:22.04, 1.2.3-4ubuntu1, 1.2.3-4ubuntu2",
        "Root:PyPI, 1.0.0+root.io.1, 1.0.0+root.io.5",
        "Root:PyPI, 1.0.0rc1+root.io.9, 1.0.0",
        "Root:npm, 1.0.0.root.io.1, 1.0.0.root.io.5",
        "Root:npm, 1.0.0-root.io.9, 1.0.0-root.io.10",
        "Root:Maven, 1.0-SNAPSHOT, 1.0",
        "Seal:Debian, 1.21-1+deb11u1, 1.21-1+deb11u1+sp1",
        "Seal:Alpine, 1.2.8-r2, 1.2.8-r253411",
        "Seal:Alpine, 1.2.8-r25341999, 1.2.8-r3",
        "Seal:Alpine, 1.2.8-r25341999, 1.2.8-r353411",
        "Seal:Alpine, 1.2.8-r253419, 1.2.8-r2534110",
        "Seal:Red Hat:6, 1.12-10.el6+sp2, 1.12-10.el6+sp10",
        "Seal:PyPI, 4.2.8+sp2, 4.2.8+sp10",
        "Seal:PyPI, 4.2.8+sp2, 4.2.8+sp2p1",
        "Seal:PyPI, 4.2.8+sp2p9, 4.2.8+sp3",
        "Seal:npm, 3.1.8, 3.1.8-sp1",
        "Seal:npm, 3.1.8-sp9, 3.1.8-sp10",
        "Seal:npm, 3.1.8-rc.1, 3.1.8",
        "Seal:Go, 2.0.0-sp9+incompatible, 2.0.0-sp10",
        "Seal:RubyGems, 2.0.7.0.1.sp9, 2.0.7.0.1.sp10",
        "Seal:Maven, 2.13.3, 2.13.3+sp999",
    })
    void buildsComeAfterWhatTheyWereBuiltFrom(String ecosystem, String less, String greater) {
        VersionScheme scheme = scheme(ecosystem);
        assertThat(scheme.compare(less, greater)).isEqualTo(Order.LESS);
        assertThat(scheme.compare(greater, less)).isEqualTo(Order.GREATER);
        assertThat(scheme.compare(less, less)).isEqualTo(Order.EQUAL);
        assertThat(scheme.reads(less) && scheme.reads(greater)).isTrue();
        assertThat(scheme.compare("a b" + less, greater))
                .isEqualTo(scheme.compare(greater, "a b" + less).reversed());
    }

    @Test
    void anUnknownEcosystemHasNoOrder() {
        assertThat(VersionSchemes.of(Ecosystem.parse("npm "))).isEmpty();
        assertThat(VersionSchemes.reasonWithout(Ecosystem.parse("npm "))).isPresent();
    }
}
