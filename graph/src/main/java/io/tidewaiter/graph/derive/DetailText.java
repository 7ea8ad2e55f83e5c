package io.tidewaiter.graph.derive;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.assess.SubAssessmentIds;
import io.tidewaiter.assess.rule.Suppression;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.form.SubAssessmentForm;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.store.SubAssessmentRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a sub-assessment says whatever image it is about: the answer of REST is rendered for an image that does not exist,
 * and what depends on the image is taken out. {@link PlaceText} is the other half; put together by a query they are the
 * answer of REST again.
 *
 * @param properties the answer's properties, for the columns
 * @param head members of {@code properties}, without braces
 * @param data members of {@code properties.additionalData}
 * @param soft members of {@code softwareDetails}; empty where the form has none
 * @param ours members of {@code properties.additionalData.tidewaiter}, without EPSS, which changes daily
 */
public record DetailText(ObjectNode properties, String head, String data, String soft, String ours) {
    private static final List<String> OF_THE_IMAGE =
            List.of("repositoryName", "imageDigest", "registryHost", "artifactDetails");
    private static final List<String> OURS_OF_THE_IMAGE = List.of(
            "tags", "platform", "firstSeen", "catalogVersion", "advisoryDigest", "coverage", "base", "fromBase");

    /** The text of a finding. */
    public static DetailText of(Finding finding, Said said, AssessmentKey key) {
        Suppression out = said.suppression();
        return text(
                out == null
                        ? row(finding, Health.UNHEALTHY, Assessor.FINDINGS_PRESENT, "", said)
                        : row(finding, Health.NOT_APPLICABLE, out.cause(), out.sentence(), said),
                key);
    }

    /** The text of an image of which nothing counts. */
    public static DetailText of(Health health, String cause, String description, Said said, AssessmentKey key) {
        return text(row(null, health, cause, description, said), key);
    }

    private static DetailText text(SubAssessmentRow row, AssessmentKey key) {
        ObjectNode whole = (ObjectNode) SubAssessmentForm.json(row, key, "").get("properties");
        ObjectNode head = whole.deepCopy();
        head.remove(List.of("timeGenerated", "resourceDetails"));
        ObjectNode data = (ObjectNode) head.remove("additionalData");
        data.remove(OF_THE_IMAGE);
        ObjectNode ours = (ObjectNode) data.remove("tidewaiter");
        ours.remove(OURS_OF_THE_IMAGE);
        ours.remove("epssProbability");
        ObjectNode software = (ObjectNode) data.remove("softwareDetails");
        if (software != null) {
            software.remove("osDetails");
        }
        return new DetailText(
                whole, members(head), members(data), software == null ? "" : members(software), members(ours));
    }

    /** The members of an object as text, without its braces. */
    static String members(ObjectNode object) {
        String text = object.toString();
        return text.substring(1, text.length() - 1);
    }

    private static SubAssessmentRow row(
            @Nullable Finding finding, Health health, String cause, String description, Said said) {
        return new SubAssessmentRow(
                SubAssessmentIds.name(0, ""),
                "/",
                "",
                List.of(),
                "",
                "",
                Instant.EPOCH,
                health,
                cause,
                description,
                finding,
                OperatingSystem.NONE,
                "",
                new Coverage(CoverageCounts.NONE, List.of()),
                "",
                "",
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                said.suppression(),
                said.notes());
    }
}
