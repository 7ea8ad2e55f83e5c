package io.tidewaiter.match.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.Rematcher;
import io.tidewaiter.match.world.Installed;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.PackageContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** Builds of Seal Security and its records of them; names, versions and ranges are those of Trivy's own tests. */
class SealTest extends Caused {
    private static final String UPSTREAM =
            "x_X-1 | %s | %s | introduced 0 fixed %s | \"upstream\": [\"CVE-2025-0001\"],\n";
    private static final String SEALS = "CVE-2025-0002 | Seal:%s | %s | introduced %s fixed %s | \n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // installed: release, name, version | record of Seal's: ecosystem, name, introduced, fixed | found
                "Debian:12 | seal-wget | 1.21-1+deb11u1 | Debian | seal-wget | 1.21-1+deb11u1 | 1.21-1+deb11u1+sp999 | true",
                "Debian:12 | seal-wget | 1.21-1+deb11u1+sp1 | Debian | seal-wget | 1.21-1+deb11u1 | 1.21-1+deb11u1+sp1 | false",
                "Ubuntu:22.04:LTS | seal-wget | 1.21-1+deb11u1 | Debian | seal-wget | 1.21-1+deb11u1 | 1.21-1+deb11u1+sp999 | true",
                "Alpine:v3.21 | seal-zlib | 1.2.8-r253411 | Alpine | seal-zlib | 1.2.8-r2 | 1.2.8-r253412 | true",
                "Alpine:v3.21 | seal-zlib | 1.2.8-r253412 | Alpine | seal-zlib | 1.2.8-r2 | 1.2.8-r253412 | false",
                "Alpine:v3.21 | seal-zlib | 1.2.8-r2 | Alpine | seal-zlib | 1.2.8-r2 | 1.2.8-r25341999 | true",
                "Red Hat:enterprise_linux:9 | seal-wget | 1.12-10.el6 | Red Hat:6 | seal-wget | 1.12-10.el6 | 1.12-10.el6+sp999 | true",
                "CentOS:8 | seal-wget | 1.12-10.el6 | Red Hat:6 | seal-wget | 1.12-10.el6 | 1.12-10.el6+sp999 | true",
                "PyPI | seal-requests | 2.14.2+sp1 | PyPI | seal-requests | 2.14.2+sp1 | 2.14.2+sp999 | true",
                "PyPI | seal_requests | 2.14.2+sp2 | PyPI | seal-requests | 2.14.2+sp1 | 2.14.2+sp2 | false",
                "PyPI | django | 4.2.8+sp1p1 | PyPI | django | 4.2.8+sp1 | 4.2.8+sp999 | true",
                "npm | @seal-security/ajv | 5.5.2-sp1 | npm | @seal-security/ajv | 5.5.2-sp1 | 5.5.2-sp999 | true",
                "npm | ejs | 3.1.8-sp10 | npm | ejs | 3.1.8-sp1 | 3.1.8-sp2 | false",
                "npm | ejs | 3.1.8-sp1 | npm | ejs | 3.1.8-sp1 | 3.1.8-sp999 | true",
                "Go | sealsecurity.io/golang.org/x/crypto | v0.26.0-sp1 | Go | sealsecurity.io/golang.org/x/crypto | 0.26.0-sp1 | 0.26.0-sp2 | true",
                "Go | sealsecurity.io/golang.org/x/crypto | v0.26.0-sp2 | Go | sealsecurity.io/golang.org/x/crypto | 0.26.0-sp1 | 0.26.0-sp2 | false",
                "Go | example.org/a | v2.0.0-sp1+incompatible | Go | example.org/a | 2.0.0-sp1 | 2.0.0-sp2 | true",
                "RubyGems | seal-rack | 2.0.7.0.1.sp1 | RubyGems | seal-rack | 2.0.7.0.1.sp1 | 2.0.7.0.1.sp999 | true",
                "Maven | seal.sp1.org.apache.logging.log4j:log4j-core | 2.13.3 | Maven | seal.sp1.org.apache.logging.log4j:log4j-core | 2.13.3 | 2.13.3+sp999 | true",
            })
    void itsRecordsKnowWhatIsLeft(ArgumentsAccessor row) {
        String upstream = row.getString(1).replaceFirst("^(seal.sp1.|seal[-_]|@seal-security/|sealsecurity.io/)", "");
        world.osv(UPSTREAM.formatted(row.getString(0), upstream, "99")
                + SEALS.formatted(row.getString(3), row.getString(4), row.getString(5), row.getString(6)));
        Installed one = Installed.of(row.getString(0), row.getString(1), row.getString(2));
        assertThat(world.found(one))
                .isEqualTo(
                        row.getBoolean(7)
                                ? List.of(row.getString(1) + ": CVE-2025-0002" + fix(row.getString(6)))
                                : List.of());
        assertThat(world.facts(one)).noneMatch(fact -> fact.contains("built by Seal"));
    }

    /** Seal counts no builds up to 999: that is how its ranges end where it has no fix. */
    private static String fix(String end) {
        return end.endsWith("999") ? "" : ", " + end;
    }

    /** Where Seal's records are not there, or know nothing of the name, upstream's decide on what it was built from. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // ecosystem | upstream's name | its fix | installed name | version | found
                "PyPI | requests | 2.31.0 | seal-requests | 2.14.2+sp1 | true",
                "PyPI | requests | 2.14.2 | seal-requests | 2.14.2+sp1 | false",
                "PyPI | fuzzer | 2.31.0 | seal-fuzzer | 2.14.2 | false",
                "npm | ajv | 6.12.3 | @seal-security/ajv | 5.5.2-sp1 | true",
                "npm | ajv | 5.5.2 | @seal-security/ajv | 5.5.2-sp1 | false",
                "npm | ajv | 5.5.2 | ajv | 5.5.2-sp1 | true",
                "npm | @babel/traverse | 7.23.2 | @seal-security/babel-sealsec-traverse | 7.20.0-sp1 | true",
                "Go | golang.org/x/crypto | 0.31.0 | sealsecurity.io/golang.org/x/crypto | v0.26.0-sp1 | true",
                "RubyGems | rack | 2.2.6 | seal-rack | 2.0.7.0.1.sp1 | true",
                "RubyGems | rack | 2.0.7 | seal-rack | 2.0.7.0.1.sp1 | false",
                "Maven | a:b | 9.4.49 | a:b | 9.4.48.v20220622+sp1 | true",
                "Maven | a:b | 9.4.48.v20220622 | a:b | 9.4.48.v20220622+sp1 | false",
                "Maven | space.something:b | 9.4.49 | seal.space.something:b | 9.4.48 | false",
            })
    void upstreamsRecordsHoldWhereSealIsSilent(
            String ecosystem, String upstream, String fix, String name, String version, boolean isFound) {
        world.osv(UPSTREAM.formatted(ecosystem, upstream, fix) + SEALS.formatted(ecosystem, "another", "0", "1"));
        assertThat(world.found(Installed.of(ecosystem, name, version))).hasSize(isFound ? 1 : 0);
    }

    /** Its records have a range for each version that it built again: of others they say nothing, also not that none is left. */
    @ParameterizedTest
    @CsvSource({
        "PyPI, django, 3.2.1+sp1",
        "PyPI, seal-django, 3.2.1+sp1",
        "npm, django, 3.1.7-sp1",
        "Maven, django, 4.2.8.0.0.1+sp1",
    })
    void itsRecordsOfOtherVersionsDoNotCount(String ecosystem, String name, String version) {
        world.osv(UPSTREAM.formatted(ecosystem, "django", "99")
                + SEALS.formatted(ecosystem, name, "4.2.8+sp1", "4.2.8+sp999"));
        assertThat(world.found(Installed.of(ecosystem, name, version))).containsExactly(name + ": CVE-2025-0001, 99");
    }

    @ParameterizedTest
    @CsvSource({
        "Debian:12, seal-openssl, 1.0-1+sp1, Debian, 1.0-1",
        "Debian:12, seal-wget, 1.0-1+deb12u1+sp1, Debian, 1.0-1+deb11u1",
        "Alpine:v3.21, seal-wget, 1.0-r353411, Alpine, 1.0-r2",
        "Red Hat:enterprise_linux:9, seal-wget, 1.12-10.el6_9.1+sp1, Red Hat:6, 1.12-10.el6",
    })
    void aSystemsPackageThatItsRecordsDoNotKnowIsTold(
            String release, String name, String version, String ecosystem, String base) {
        world.osv(SEALS.formatted(ecosystem, "seal-wget", base, base + "+sp1"));
        Installed one = Installed.of(release, name, version);
        assertThat(world.found(one)).isEmpty();
        assertThat(world.facts(one)).singleElement().asString().contains("built by Seal, not " + release);
    }

    /** What is compared is the build, not the version that it was built from. */
    @Test
    void whyItsRecordsDoNotSpeakIsSaidOfTheBuild() {
        world.osv(SEALS.formatted("PyPI", "django", "4.2.8+sp1", "4.2.8+sp2"));
        assertThat(world.explained("CVE-2025-0002", Installed.of("PyPI", "django", "4.2.8+sp2")))
                .containsExactly("NO_MATCH CVE-2025-0002: the installed version has the fix: fixed in 4.2.8+sp2");
    }

    /** Upstream's next version is nothing that would change Seal's word. */
    @Test
    void whatIsSetAsideDoesNotSayWhatWouldChangeIt() {
        world.osv(UPSTREAM.formatted("PyPI", "django", "99").replace("-0001", "-0002")
                + SEALS.formatted("PyPI", "django", "4.2.8+sp1", "4.2.8+sp999"));
        Installed django = Installed.of("PyPI", "django", "4.2.8+sp1");
        assertThat(world.explanation("CVE-2025-0002", django).statements())
                .extracting(one -> one.record() + ": " + one.change())
                .containsExactly(
                        "CVE-2025-0002: a fix, of which the record knows none yet",
                        "x_X-1: another word of whoever decided");
        assertThat(world.match(django).matches())
                .singleElement()
                .extracting(one -> one.match().fixState())
                .isEqualTo(FixState.AFFECTED);
        assertThat(world.explained("CVE-2025-0002", django)).noneMatch(said -> said.contains("may have fixed"));
    }

    /** Of upstream's word it is said that Seal may have fixed it; of its own not. */
    @Test
    void itsOwnWordIsNotDoubted() {
        world.osv(UPSTREAM.formatted("PyPI", "requests", "99")
                + SEALS.formatted("PyPI", "django", "4.2.8+sp1", "4.2.8+sp999"));
        Installed django = Installed.of("PyPI", "django", "4.2.8+sp1");
        Installed requests = Installed.of("PyPI", "requests", "2.14.2+sp1");
        assertThat(world.explained("CVE-2025-0002", django))
                .singleElement()
                .asString()
                .startsWith("MATCH")
                .doesNotContain("may have fixed");
        assertThat(world.explained("CVE-2025-0001", requests))
                .singleElement()
                .asString()
                .contains("built by Seal, which may have fixed it");
    }

    /** Malware is published under names that begin so, too. */
    @Test
    void whoSpeaksOfTheNameItselfIsHeardBesideSeal() {
        world.osv("MAL-2025-1 | PyPI | seal-requests | introduced 0 | \n"
                + SEALS.formatted("PyPI", "seal-requests", "2.14.2+sp1", "2.14.2+sp999"));
        assertThat(world.found(Installed.of("PyPI", "seal-requests", "2.14.2+sp1")))
                .containsExactly("seal-requests: CVE-2025-0002", "seal-requests: MAL-2025-1");
    }

    @Test
    void whatSealFixedIsShownWithItsWord() {
        world.osv(UPSTREAM.formatted("PyPI", "django", "4.2.9")
                + SEALS.formatted("PyPI", "django", "4.2.8+sp1", "4.2.8+sp999"));
        Installed django = Installed.of("PyPI", "django", "4.2.8+sp1");
        assertThat(world.overruled(django))
                .singleElement()
                .asString()
                .startsWith("django: CVE-2025-0001: Seal:PyPI, whose records");
        assertThat(world.explained("CVE-2025-0001", django))
                .singleElement()
                .asString()
                .startsWith("OVERRULED x_X-1: Seal:PyPI");
    }

    @Test
    void aBuildIsMatchedAgainWhenSealsRecordChanges() {
        assertThat(Rematcher.keys(
                        Installed.of("npm", "@seal-security/ajv", "5.5.2-sp1").get(), PackageContext.NONE))
                .contains("Seal:npm\0@seal-security/ajv", "npm\0ajv", "npm\0@seal-security/ajv");
        assertThat(Rematcher.keys(
                        Installed.of("Debian:12", "seal-wget", "1.21-1").get(), PackageContext.NONE))
                .contains("Seal:Debian\0seal-wget");
    }
}
