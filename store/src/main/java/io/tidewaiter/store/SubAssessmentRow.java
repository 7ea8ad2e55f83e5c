package io.tidewaiter.store;

import io.tidewaiter.assess.rule.Suppression;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.vuln.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One image and one of its findings, or one image without findings.
 *
 * @param name the sub-assessment's GUID, the same in every scan
 * @param registryId the casing first stored
 * @param tags that point to the image in this repository, sorted; empty for an untagged one
 * @param scannedAt when the image was last looked at
 * @param status Unhealthy for a finding, NotApplicable for one that does not count
 * @param finding null where the image has none
 * @param coverage how far the reading of the image reaches
 * @param catalogVersion of the reading; empty where nothing was read
 * @param advisoryDigest of the database that the image was last judged by; empty for none
 * @param pushedAt when the image was first seen in the repository
 * @param firstSeen when the finding, or the image, was first seen
 * @param base the image that this one was built on; null where nothing tells
 * @param suppression why the finding does not count; null where it does
 * @param notes what was said of the finding without hiding it
 */
public record SubAssessmentRow(
        String name,
        String registryId,
        String repository,
        List<String> tags,
        String digest,
        String mediaType,
        Instant scannedAt,
        Health status,
        String cause,
        String description,
        @Nullable Finding finding,
        OperatingSystem operatingSystem,
        String platform,
        Coverage coverage,
        String catalogVersion,
        String advisoryDigest,
        Instant pushedAt,
        Instant firstSeen,
        @Nullable BaseImage base,
        @Nullable Suppression suppression,
        List<Suppression> notes) {
    public SubAssessmentRow {
        notes = List.copyOf(notes);
        tags = List.copyOf(tags);
    }

    /** The finding where there is one. */
    public Optional<Finding> found() {
        return Optional.ofNullable(finding);
    }

    /** The finding's severity; {@link Severity#UNKNOWN} where there is none. */
    public Severity severity() {
        return finding == null
                ? Severity.UNKNOWN
                : finding.match().vulnerability().severity();
    }
}
