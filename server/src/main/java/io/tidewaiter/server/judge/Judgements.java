package io.tidewaiter.server.judge;

import io.tidewaiter.assess.rule.RuleFault;
import io.tidewaiter.assess.rule.RuleReader;
import io.tidewaiter.assess.vex.VexDocument;
import io.tidewaiter.assess.vex.VexReader;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.server.access.Policies;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.resource.AsOf;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.stored.StoredType;
import io.tidewaiter.store.State;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.judge.Judgement;
import io.tidewaiter.store.judge.JudgementStore.Outcome;
import io.tidewaiter.store.judge.RuleBook;
import io.tidewaiter.vuln.json.DocumentFault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One kind of resource that decides what does not count: PUT, GET, list, DELETE, approve; for all kinds alike.
 *
 * <p>{@code If-Match} with the etag of a GET refuses to overwrite what somebody else wrote meanwhile. Where the service
 * asks for two people, what is written is {@code PendingApproval} and hides nothing until another principal approves it;
 * removing needs one person, because it hides nothing.
 */
final class Judgements {
    private static final int NAME_CHARS_MAX = 128;

    private final State state;
    private final boolean twoPeople;
    private final Judgement.Kind kind;
    private final String type;

    Judgements(State state, boolean twoPeople, Judgement.Kind kind, String type) {
        this.state = state;
        this.twoPeople = twoPeople;
        this.kind = kind;
        this.type = type;
    }

    /** The type with its approval; rules have a preview of their own. */
    List<ArmType> types(List<String> versions) {
        return List.of(
                ArmType.of(type, versions)
                        .list(this::list)
                        .get(this::get)
                        .put(this::put)
                        .patch(this::patch)
                        .delete(this::delete),
                ArmType.of(type + "/approve", versions).action(this::approve));
    }

    private Answer list(ArmRequest request) {
        Scope scope = request.path().scope();
        Optional<String> after = Paging.after(request);
        if (after.isEmpty()) {
            return Paging.badToken();
        }
        return AsOf.of(request, asOf -> {
            List<Judgement> found =
                    state.judgements().list(kind, scope.id(), asOf.orElse(null), after.get(), Paging.ITEMS_MAX + 1);
            boolean more = found.size() > Paging.ITEMS_MAX;
            List<Judgement> shown = more ? found.subList(0, Paging.ITEMS_MAX) : found;
            return Paging.of(
                    request,
                    shown.stream().map(this::json).toList(),
                    more ? Optional.of(shown.getLast().id()) : Optional.empty());
        });
    }

    private Answer get(ArmRequest request) {
        return AsOf.of(
                request,
                asOf -> state.judgements()
                        .get(id(request), asOf.orElse(null))
                        .filter(found -> found.kind() == kind)
                        .map(found -> Answer.ok(json(found)).with("ETag", '"' + found.etag() + '"'))
                        .orElseGet(() -> Answer.notFound(id(request))));
    }

    private Answer put(ArmRequest request) {
        if (request.path().name().length() > NAME_CHARS_MAX
                || !request.path().name().matches("[\\p{L}\\p{N} ._()-]+")) {
            return Answer.invalid("The name has up to " + NAME_CHARS_MAX + " letters, digits and . _ ( ) -");
        }
        if (!(request.body().get("properties") instanceof ObjectNode properties)) {
            return Answer.invalid("The request content has no object 'properties'.");
        }
        properties.remove(List.of(
                "state",
                "createdBy",
                "createdOn",
                "approvedBy",
                "approvedOn",
                "changedBy",
                "changedOn",
                "statements",
                RuleBook.ATTACHED,
                "format"));
        Optional<Answer> fault = ScopeCheck.absent(
                        state.resources(), request.path().scope())
                .or(() -> fault(kind, request, properties))
                .or(() -> unassigned(request, properties));
        if (fault.isPresent()) {
            return fault.get();
        }
        Judgement.Draft draft = new Judgement.Draft(
                kind,
                id(request),
                request.path().scope().id(),
                request.path().name(),
                properties.toString(),
                twoPeople);
        return answer(
                request,
                state.judgements().put(draft, request.when(), request.caller().objectId()));
    }

    private Answer patch(ArmRequest request) {
        Optional<Judgement> before = state.judgements().get(id(request), null).filter(found -> found.kind() == kind);
        if (before.isEmpty()) {
            return Answer.notFound(id(request));
        }
        if (!request.when().holds(Optional.of(before.get().etag()))) {
            return mismatch();
        }
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        merged.set("properties", Resources.read(before.get().body()));
        StoredType.merge(merged, request.body());
        return put(request.with(merged, Precondition.over(before.get().etag())));
    }

    /** An exemption of something else, or of a part that is not told apart here, would hide what it does not speak of. */
    private static void narrowed(ObjectNode properties) {
        if (!properties.path("resourceSelectors").isEmpty()) {
            throw new RuleFault("properties.resourceSelectors are not judged here, and an exemption without them would"
                    + " hide more than it says");
        }
        JsonNode references = properties.path("policyDefinitionReferenceIds");
        boolean ours = references
                .valueStream()
                .anyMatch(id -> AssessmentKey.of(id.asString("")).isPresent());
        if (!references.isEmpty() && !ours) {
            throw new RuleFault("properties.policyDefinitionReferenceIds names no policy about images of registries");
        }
    }

    private Optional<Answer> unassigned(ArmRequest request, ObjectNode properties) {
        return kind != Judgement.Kind.EXEMPTION
                ? Optional.empty()
                : Policies.fault(
                                state.resources(),
                                properties.path("policyAssignmentId").asString(""),
                                request.path().scope())
                        .map(why -> Answer.error(400, "InvalidPolicyAssignmentId", why + ".")
                                .at("properties.policyAssignmentId"));
    }

    /** What is wrong with the properties; empty where they can be used. */
    static Optional<Answer> fault(Judgement.Kind kind, ArmRequest request, ObjectNode properties) {
        RuleReader.Origin origin = new RuleReader.Origin(
                request.path().whole().id(),
                request.path().name(),
                request.path().scope().id());
        try {
            if (kind == Judgement.Kind.EXEMPTION) {
                narrowed(properties);
            }
            boolean says = switch (kind) {
                case RULE -> RuleReader.rule(origin, properties).hides();
                case EXEMPTION -> RuleReader.exemption(origin, properties).hides();
                case STANDARD ->
                    RuleReader.standardAssignment(origin, properties).hides();
                case VEX -> !vex(properties).statements().isEmpty();
            };
            return says ? Optional.empty() : Optional.of(Answer.invalid("The VEX document makes no statement."));
        } catch (RuleFault | DocumentFault e) {
            return Optional.of(Answer.invalid(String.valueOf(e.getMessage())));
        }
    }

    private static VexDocument vex(ObjectNode properties) {
        if (!(properties.get("document") instanceof ObjectNode document)) {
            throw new RuleFault("properties.document is the VEX document itself: OpenVEX, CSAF or CycloneDX, as JSON");
        }
        return VexReader.read(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Answer delete(ArmRequest request) {
        Outcome outcome = state.judgements()
                .delete(id(request), request.when(), request.caller().objectId());
        return switch (outcome) {
            case Outcome.Written _ -> Answer.deleted(true);
            case Outcome.Absent _ -> Answer.deleted(false);
            case Outcome.Mismatch _ -> mismatch();
            case Outcome.Refused(String why) -> refused(why);
        };
    }

    private Answer approve(ArmRequest request) {
        return answer(
                request,
                state.judgements()
                        .approve(id(request), request.when(), request.caller().objectId()));
    }

    private Answer answer(ArmRequest request, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Written(Judgement written, boolean created) ->
                (created ? Answer.created(json(written)) : Answer.ok(json(written)))
                        .with("ETag", '"' + written.etag() + '"');
            case Outcome.Absent _ -> Answer.notFound(id(request));
            case Outcome.Mismatch _ -> mismatch();
            case Outcome.Refused(String why) -> refused(why);
        };
    }

    private static Answer mismatch() {
        return Answer.error(
                412,
                "PreconditionFailed",
                "The resource is not the one that If-Match names; somebody else changed it. Read it again.");
    }

    private static Answer refused(String why) {
        return Answer.error(409, "ApprovalRefused", "The resource was not approved: " + why + ".");
    }

    /** The resource's id, for its own path and for those of its actions. */
    private static String id(ArmRequest request) {
        List<String> segments = request.path().segments();
        int keep = request.path().isItem() ? segments.size() : segments.size() - 1;
        return new Scope(segments.subList(0, keep)).id();
    }

    ObjectNode json(Judgement judgement) {
        ObjectNode json = Resources.of(judgement.id(), judgement.name(), type);
        json.put("etag", judgement.etag());
        ObjectNode properties = Resources.read(judgement.body());
        json.set("properties", properties);
        properties.put("state", word(judgement));
        properties.put("createdBy", judgement.createdBy());
        properties.put("createdOn", judgement.createdAt().toString());
        properties.put("changedBy", judgement.changedBy());
        properties.put("changedOn", judgement.changedAt().toString());
        if (!judgement.approvedBy().isEmpty()) {
            properties.put("approvedBy", judgement.approvedBy());
        }
        if (kind == Judgement.Kind.VEX) {
            VexDocument document = vex(properties);
            properties.put("format", document.format());
            properties.put("statements", document.statements().size());
        }
        return json;
    }

    private String word(Judgement judgement) {
        if (judgement.pending()) {
            return "PendingApproval";
        }
        Instant end = judgement.expires();
        return end != null && !end.isAfter(state.now()) ? "Expired" : "Active";
    }
}
