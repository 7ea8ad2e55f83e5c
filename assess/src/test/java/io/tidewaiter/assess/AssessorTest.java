package io.tidewaiter.assess;

import static io.tidewaiter.assess.Samples.deb;
import static io.tidewaiter.assess.Samples.inventory;
import static io.tidewaiter.assess.Samples.match;
import static io.tidewaiter.assess.Samples.vulnerability;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.Severity;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AssessorTest {
    private static final InstalledPackage LIBSSL = deb("libssl3", "openssl");
    private static final InstalledPackage OPENSSL = deb("openssl", "openssl");
    private static final InstalledPackage ZLIB = deb("zlib1g", "zlib");

    private static MatchResult matches(MatchResult.PackageMatch... pairs) {
        return new MatchResult(AdvisorySnapshot.NONE, List.of(pairs), List.of());
    }

    private static CoverageFact fact(CoverageFact.Kind kind) {
        return new CoverageFact(kind, "", 2, "seen " + kind);
    }

    @Test
    void makesOneFindingOfAMatchWithAllItsPackages() {
        Match match = match("openssl", vulnerability("CVE-1", Severity.HIGH), FixState.FIXED, "3.0.12-1");

        ImageAssessment assessment = Assessor.assess(
                inventory(List.of(LIBSSL, OPENSSL), List.of()),
                matches(new MatchResult.PackageMatch(OPENSSL, match), new MatchResult.PackageMatch(LIBSSL, match)),
                List.of());

        assertThat(assessment.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.packages()).containsExactly(LIBSSL, OPENSSL);
            assertThat(finding.remediation()).isEqualTo("Update openssl (libssl3, openssl) to 3.0.12-1");
        });
        assertThat(assessment.verdict().health()).isEqualTo(Health.UNHEALTHY);
        assertThat(assessment.verdict().cause()).isEqualTo("FindingsPresent");
        assertThat(assessment.verdict().description()).isEqualTo("1 finding: 1 high");
    }

    @Test
    void findingsWinAndCoverageStaysVisible() {
        Match match = match("zlib", vulnerability("CVE-1", Severity.LOW), FixState.AFFECTED, "");
        CoverageFact broken = fact(CoverageFact.Kind.LAYER_UNREADABLE);

        ImageAssessment assessment = Assessor.assess(
                inventory(List.of(ZLIB), List.of(broken)),
                matches(new MatchResult.PackageMatch(ZLIB, match)),
                List.of());

        assertThat(assessment.verdict().health()).isEqualTo(Health.UNHEALTHY);
        assertThat(assessment.coverage().facts()).containsExactly(broken);
    }

    @ParameterizedTest
    @EnumSource(CoverageFact.Kind.class)
    void everyFactThatBreaksTheProofMakesAnImageUnverified(CoverageFact.Kind kind) {
        for (int source = 0; source < 3; source++) {
            List<CoverageFact> facts = List.of(fact(kind));
            ImageAssessment assessment = Assessor.assess(
                    inventory(List.of(), source == 0 ? facts : List.of()),
                    new MatchResult(AdvisorySnapshot.NONE, List.of(), source == 1 ? facts : List.of()),
                    source == 2 ? facts : List.of());

            assertThat(assessment.verdict().health())
                    .isEqualTo(kind.breaksProof() ? Health.UNVERIFIED : Health.HEALTHY);
            assertThat(assessment.verdict().cause()).isEqualTo(kind.breaksProof() ? Assessor.cause(kind) : "");
            assertThat(assessment.coverage().facts()).isEqualTo(facts);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LAYER_UNREADABLE, LayerUnreadable",
        "DIGEST_MISMATCH, DigestMismatch",
        "DIFF_ID_MISMATCH, DiffIdMismatch",
        "NO_ADVISORIES, NoAdvisories",
        "DISTRIBUTION_UNKNOWN, DistributionUnknown",
        "CELL_FAILED, CellFailed"
    })
    void namesTheCauseAfterTheFact(CoverageFact.Kind kind, String cause) {
        assertThat(Assessor.cause(kind)).isEqualTo(cause);
    }

    @Test
    void namesTheMostImportantFactAndCountsTheOthers() {
        ImageAssessment assessment = Assessor.assess(
                inventory(
                        List.of(),
                        List.of(
                                new CoverageFact(CoverageFact.Kind.NO_ADVISORIES, "", -1, "nothing for Foo"),
                                new CoverageFact(CoverageFact.Kind.LIMIT_REACHED, "a\nb\"c", 3, "over 1 GB"),
                                new CoverageFact(CoverageFact.Kind.NOTE, "", -1, "odd"))),
                matches(),
                List.of());

        assertThat(assessment.verdict().cause()).isEqualTo("LimitReached");
        assertThat(assessment.verdict().description())
                .isEqualTo(
                        "No finding, but that proves nothing: layer 3, \"a\uFFFDb\\\"c\", over 1 GB; and 1 more gap");
    }

    @Test
    void saysWhatCouldNotBeJudged() {
        ImageAssessment chart = Assessor.notApplicable("UnsupportedMediaType", "a Helm chart\u001b[31m");
        assertThat(chart.verdict().health()).isEqualTo(Health.NOT_APPLICABLE);
        assertThat(chart.verdict().cause()).isEqualTo("UnsupportedMediaType");
        assertThat(chart.verdict().description()).isEqualTo("a Helm chart\uFFFD[31m");

        ImageAssessment failed = Assessor.failed("the registry stopped answering");
        assertThat(failed.verdict().health()).isEqualTo(Health.UNVERIFIED);
        assertThat(failed.verdict().cause()).isEqualTo("ScanFailed");
    }

    @Test
    void putsTheMostUrgentFirst() {
        List<MatchResult.PackageMatch> inOrder = Stream.of(
                        vulnerability("CVE-9", Severity.LOW, true, -1, 3.0), // known exploited before all else
                        vulnerability("CVE-8", Severity.CRITICAL, false, -1, 9.0),
                        vulnerability("CVE-7", Severity.HIGH, false, 0.9, 7.0), // then the likelier
                        vulnerability("CVE-6", Severity.HIGH, false, 0.1, 8.5), // then the higher score
                        vulnerability("CVE-1", Severity.HIGH, false, 0.1, 8.0),
                        vulnerability("CVE-3", Severity.HIGH, false, -1, 8.0), // then the key
                        vulnerability("CVE-4", Severity.HIGH, false, -1, 8.0),
                        vulnerability("CVE-2", Severity.UNKNOWN, false, 0.99, 9.0))
                .map(v -> new MatchResult.PackageMatch(ZLIB, match("zlib", v, FixState.AFFECTED, "")))
                .toList();

        List<String> ids =
                inOrder.stream().map(pair -> pair.match().vulnerability().id()).toList();
        assertThat(Assessor.findings(inOrder.reversed()))
                .extracting(finding -> finding.match().vulnerability().id())
                .isEqualTo(ids);
        assertThat(Assessor.findings(inOrder))
                .extracting(finding -> finding.match().vulnerability().id())
                .isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FIXED | 3.0.12-1 | Update openssl (libssl3) to 3.0.12-1",
                "FIXED | '' | Update openssl (libssl3) to a version that is fixed; the advisory does not name it",
                "AFFECTED | '' | Debian has no fix for openssl (libssl3) yet",
                "FIX_DEFERRED | '' | Debian has put off the fix for openssl (libssl3)",
                "WILL_NOT_FIX | '' | Debian will not fix openssl (libssl3)",
                "END_OF_LIFE | '' | Debian:12 gets no more fixes; move openssl (libssl3) to a supported release",
                "UNDER_INVESTIGATION | '' | Debian has not decided yet whether openssl (libssl3) needs a fix"
            })
    void saysWhatToDo(FixState state, String fixed, String sentence) {
        Match match = match("openssl", vulnerability("CVE-1", Severity.HIGH), state, fixed);
        assertThat(Assessor.finding(match, List.of(LIBSSL)).remediation()).isEqualTo(sentence);
    }

    @Test
    void aLanguagesRegistryFixesNothing() {
        Match debian = match("golang.org/x/crypto", vulnerability("GO-1", Severity.HIGH), FixState.AFFECTED, "");
        Match match = new Match(
                new Ecosystem("Go", ""),
                debian.subjectName(),
                debian.subjectVersion(),
                debian.vulnerability(),
                debian.fixState(),
                debian.fixedVersion(),
                debian.reasons());
        assertThat(Assessor.finding(match, List.of(deb("golang.org/x/crypto", "x")))
                        .remediation())
                .isEqualTo("No version of golang.org/x/crypto that has a fix is known");
    }

    @Test
    void namesThePackageOnceAndNotAllOfMany() {
        Match match = match("linux", vulnerability("CVE-1", Severity.HIGH), FixState.FIXED, "6.1.2");
        assertThat(Assessor.finding(match, List.of(deb("linux", "linux"))).remediation())
                .isEqualTo("Update linux to 6.1.2");

        List<InstalledPackage> many = Stream.of("h", "g", "f", "e", "d", "c", "b", "a")
                .map(name -> deb(name, "linux"))
                .toList();
        Finding finding = Assessor.finding(match, many);
        assertThat(finding.remediation()).isEqualTo("Update linux (a, b, c, d, e, f and 2 more) to 6.1.2");
    }
}
