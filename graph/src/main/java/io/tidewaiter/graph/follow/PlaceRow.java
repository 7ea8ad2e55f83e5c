package io.tidewaiter.graph.follow;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.store.SubAssessmentRow;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row as REST would show it for a place, with some finding: from it the text of the place is taken. */
final class PlaceRow {
    private static final Finding ANY = any();

    private PlaceRow() {}

    static SubAssessmentRow of(
            ImageFacts.Head head,
            PlaceVersions.Version version,
            String registryId,
            Coverage coverage,
            @Nullable BaseImage base) {
        ImageFacts.VerdictSpan verdict = version.verdict();
        Instant since = Instant.ofEpochMilli(version.place().valid().from());
        return new SubAssessmentRow(
                "",
                registryId,
                version.place().repository(),
                version.tags(),
                head.digest(),
                head.mediaType(),
                Instant.ofEpochMilli(head.scannedAt()),
                Health.UNHEALTHY,
                "",
                "",
                ANY,
                head.operatingSystem(),
                head.platform(),
                coverage,
                verdict.catalogVersion(),
                verdict.advisoryDigest(),
                since,
                since,
                base,
                null,
                List.of());
    }

    private static Finding any() {
        Ecosystem ecosystem = Ecosystem.parse("Debian");
        InstalledPackage installed = new InstalledPackage(
                Purl.of("deb", "debian", "any", "1"), ecosystem, "any", "1", null, "", new Evidence("", 0, ""), 0);
        Vulnerability vulnerability =
                new Vulnerability("ANY-1", List.of(), "", Severity.LOW, "", List.of(), List.of(), "", false, -1);
        Match match = new Match(
                ecosystem,
                "any",
                "1",
                vulnerability,
                FixState.AFFECTED,
                "",
                List.of(new MatchReason("", "", "", "", "", "")));
        return Assessor.finding(match, List.of(installed));
    }
}
