package io.tidewaiter.server.security;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.store.ResourceStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Every type of {@code Microsoft.Security} beside findings and exemptions. */
public final class SecurityTypes {
    private final ResourceStore resources;
    private final AccessCheck access;
    private final Clock clock;

    public SecurityTypes(ResourceStore resources, AccessCheck access, Clock clock) {
        this.clock = clock;
        this.resources = resources;
        this.access = access;
    }

    /**
     * The types.
     *
     * @param builtIn the built-in assessments and their metadata, in this order; what is written stands beside them
     */
    public List<ArmType> with(List<ArmType> builtIn) {
        ArmType assessments = builtIn.getFirst();
        List<ArmType> types = new ArrayList<>();
        types.addAll(new CustomAssessments(resources, assessments, builtIn.get(1), clock).types());
        types.addAll(new Pricings(resources).types());
        types.addAll(new Settings(resources).types());
        types.addAll(new SecurityContacts(resources).types());
        types.addAll(new Automations(resources, access).types());
        types.addAll(new SecureScores(resources, request -> list(assessments, request)).types());
        types.addAll(new Governance(resources).types());
        types.addAll(new SecurityLocations(resources).types());
        types.addAll(new Absences(resources).types());
        return types;
    }

    private static List<JsonNode> list(ArmType assessments, ArmRequest request) {
        Answer answer = assessments.operations().stream()
                .filter(o -> o.method().equals("GET") && !o.item())
                .findFirst()
                .orElseThrow()
                .handler()
                .answer(request);
        return answer.body() == null
                ? List.of()
                : answer.body().path("value").valueStream().toList();
    }
}
