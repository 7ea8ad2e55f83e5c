package io.tidewaiter.server.announce;

import io.tidewaiter.server.resource.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What of an automation is kept and never sent, with the reason, so that nobody waits for it in vain. */
public final class NotSent {
    private static final Set<String> SENT = Set.of("Assessments", "SubAssessments");

    private NotSent() {}

    /** The reasons, each with the place in the automation's properties. */
    public static List<String> of(JsonNode properties) {
        List<String> reasons = new ArrayList<>();
        JsonNode actions = properties.path("actions");
        for (int i = 0; i < actions.size(); i++) {
            String place = "actions[" + i + "]: ";
            Addresses.unsendable(actions.get(i)).ifPresent(reason -> reasons.add(place + reason));
        }
        JsonNode sources = properties.path("sources");
        for (int i = 0; i < sources.size(); i++) {
            String source = Json.text(sources.get(i), "eventSource");
            if (!SENT.contains(source)) {
                reasons.add(
                        "sources[" + i + "]: of " + source + " nothing is told; Assessments and SubAssessments are");
            }
        }
        return reasons;
    }
}
