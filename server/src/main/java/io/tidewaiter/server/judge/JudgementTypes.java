package io.tidewaiter.server.judge;

import io.tidewaiter.assess.rule.Rule;
import io.tidewaiter.assess.rule.RuleReader;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.resource.SubAssessments;
import io.tidewaiter.server.resource.TidewaiterVersions;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.RulePreview;
import io.tidewaiter.store.State;
import io.tidewaiter.store.judge.Judgement;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Tidewaiter.Security/rules} and {@code vexDocuments}, Azure's {@code policyExemptions} (wire reference 2.8) and
 * {@code standardAssignments} (2.7).
 */
public final class JudgementTypes {
    private static final int SHOWN_MAX = 100;
    private static final List<String> EXEMPTIONS =
            List.of("2020-07-01-preview", "2022-07-01-preview", "2024-12-01-preview");
    private static final List<String> STANDARDS = List.of("2024-08-01");

    private final State state;
    private final boolean twoPeople;
    private final AssessmentKey usual;

    /** @param twoPeople whether what hides something takes effect only after another principal approved it */
    public JudgementTypes(State state, boolean twoPeople, AssessmentKey usual) {
        this.state = state;
        this.twoPeople = twoPeople;
        this.usual = usual;
    }

    /**
     * Whether a file {@code two-people} lies in the data folder. A file and no resource: whoever may write rules over the
     * network must not be able to do without the second person.
     */
    public static boolean wantsTwoPeople(Path dataFolder) {
        return Files.exists(dataFolder.resolve("two-people"));
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        List<ArmType> types = new ArrayList<>();
        types.addAll(kind(Judgement.Kind.RULE, "Tidewaiter.Security/rules").types(TidewaiterVersions.ALL));
        types.addAll(
                kind(Judgement.Kind.VEX, "Tidewaiter.Security/vexDocuments").types(TidewaiterVersions.ALL));
        types.addAll(kind(Judgement.Kind.EXEMPTION, "Microsoft.Authorization/policyExemptions")
                .types(EXEMPTIONS));
        types.addAll(kind(Judgement.Kind.STANDARD, "Microsoft.Security/standardAssignments")
                .types(STANDARDS));
        types.add(ArmType.of("Tidewaiter.Security/rules/preview", TidewaiterVersions.ALL)
                .question("Tidewaiter.Security/rules/read", this::preview));
        return types;
    }

    private Judgements kind(Judgement.Kind kind, String type) {
        return new Judgements(state, twoPeople, kind, type);
    }

    /** What a rule would hide, without writing it: its properties are in the body, its name in the path is free. */
    private Answer preview(ArmRequest request) {
        if (!(request.body().get("properties") instanceof ObjectNode properties)) {
            return Answer.invalid("The request content has no object 'properties'.");
        }
        Scope scope = request.path().scope();
        Optional<Answer> fault = ScopeCheck.absent(state.resources(), scope)
                .or(() -> Judgements.fault(Judgement.Kind.RULE, request, properties));
        if (fault.isPresent()) {
            return fault.get();
        }
        List<String> segments = request.path().segments();
        String id = new Scope(segments.subList(0, segments.size() - 1)).id();
        Rule rule =
                RuleReader.rule(new RuleReader.Origin(id, request.path().names().getLast(), scope.id()), properties);
        List<String> registries = ScopeCheck.registries(state.resources(), scope).stream()
                .map(RegistryResource::id)
                .toList();
        RulePreview preview = state.images().preview(rule, registries, SHOWN_MAX);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode counts = body.putObject("findings");
        long total = 0;
        for (Severity severity : List.of(Severity.values()).reversed()) {
            long count = preview.findings().getOrDefault(severity, 0L);
            total += count;
            if (count > 0) {
                counts.put(severity.label(), count);
            }
        }
        body.put("total", total).put("images", preview.images()).put("imagesWithNothingLeft", preview.healthy());
        ArrayNode value = body.putArray("value");
        preview.first().forEach(row -> value.add(SubAssessments.json(state.resources(), row, usual)));
        return Answer.ok(body);
    }
}
