package io.tidewaiter.graph.derive;

import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.form.SubAssessmentForm;
import io.tidewaiter.store.SubAssessmentRow;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every sub-assessment of an image says of the image: the other half of {@link DetailText}.
 *
 * @param head members of {@code properties}
 * @param data members of {@code properties.additionalData}
 * @param soft members of {@code softwareDetails}; empty where the form has none
 * @param ours members of {@code properties.additionalData.tidewaiter}, without {@code firstSeen}, {@code fromBase} and {@code
 *     advisoryDigest}, which a new judgement of everything changes
 */
public record PlaceText(String head, String data, String soft, String ours) {
    /**
     * The text of a place.
     *
     * @param any a row of the place, with a finding where the form tells more then
     */
    public static PlaceText of(SubAssessmentRow any, AssessmentKey key, String host) {
        ObjectNode whole = (ObjectNode) SubAssessmentForm.json(any, key, host).get("properties");
        ObjectNode head = whole.objectNode();
        take(whole, head, "timeGenerated", "resourceDetails");
        ObjectNode from = (ObjectNode) whole.get("additionalData");
        ObjectNode data = whole.objectNode();
        take(from, data, "repositoryName", "imageDigest", "registryHost", "artifactDetails");
        ObjectNode ours = whole.objectNode();
        take((ObjectNode) from.get("tidewaiter"), ours, "tags", "platform", "catalogVersion", "coverage", "base");
        ObjectNode software = whole.objectNode();
        if (from.path("softwareDetails") instanceof ObjectNode there) {
            take(there, software, "osDetails");
        }
        return new PlaceText(
                DetailText.members(head),
                DetailText.members(data),
                DetailText.members(software),
                DetailText.members(ours));
    }

    private static void take(ObjectNode from, ObjectNode to, String... names) {
        for (String name : names) {
            JsonNode value = from.get(name);
            if (value != null) {
                to.set(name, value);
            }
        }
    }
}
