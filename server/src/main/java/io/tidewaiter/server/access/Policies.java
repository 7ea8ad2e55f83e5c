package io.tidewaiter.server.access;

import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import io.tidewaiter.store.arm.ManagementTree;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Microsoft.Authorization} policy as it is read: the definitions behind the built-in recommendations, the set of
 * them, and its assignment, which every subscription has. Exemptions name the assignment.
 */
public final class Policies {
    private static final String ASSIGNMENTS = "Microsoft.Authorization/policyAssignments";
    private static final String DEFINITIONS = "Microsoft.Authorization/policyDefinitions";
    private static final String SETS = "Microsoft.Authorization/policySetDefinitions";
    private static final List<String> VERSIONS = List.of(
            "2016-12-01",
            "2018-05-01",
            "2019-01-01",
            "2019-06-01",
            "2019-09-01",
            "2020-03-01",
            "2020-09-01",
            "2021-06-01",
            "2022-06-01",
            "2023-04-01",
            "2024-04-01",
            "2024-05-01",
            "2025-01-01",
            "2025-03-01");
    private static final String ASSIGNMENT = "SecurityCenterBuiltIn";
    private static final String SET = "1f3afdf9-d0c9-4c3d-847f-89da613e70a8";
    private static final String SET_ID = "/providers/" + SETS + "/" + SET;
    private static final Pattern FILTER = Pattern.compile(
            "(atScope)\\(\\)|(atExactScope)\\(\\)|policyDefinitionId\\s+eq\\s+'([^']+)'", Pattern.CASE_INSENSITIVE);

    private final ResourceStore resources;

    public Policies(ResourceStore resources) {
        this.resources = resources;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(ASSIGNMENTS, VERSIONS).list(this::assignments).get(this::assignment),
                ArmType.of(DEFINITIONS, VERSIONS)
                        .listForAll(request -> Paging.all(Arrays.stream(AssessmentKey.values())
                                .map(Policies::definition)
                                .toList()))
                        .getForAll(this::definition),
                ArmType.of(SETS, VERSIONS)
                        .listForAll(request -> Paging.all(List.of(set())))
                        .getForAll(request -> request.path().name().equalsIgnoreCase(SET)
                                ? Answer.ok(set())
                                : Answer.notFound(request.path().whole().id())));
    }

    private Answer assignments(ArmRequest request) {
        Scope scope = request.path().scope();
        return ScopeCheck.absent(resources, scope).orElseGet(() -> {
            String filter = request.parameter("$filter").orElse("").strip();
            Matcher clause = FILTER.matcher(filter);
            if (!filter.isEmpty() && !clause.matches()) {
                return Answer.error(
                        400,
                        "InvalidFilterInQueryString",
                        "The filter '" + Quoted.of(filter) + "' is not supported; supported are atScope(),"
                                + " atExactScope() and policyDefinitionId eq 'ID'.");
            }
            boolean isOther = !filter.isEmpty()
                    && clause.group(3) != null
                    && !clause.group(3).equalsIgnoreCase(SET_ID);
            Stream<Scope> found = isOther ? Stream.of() : held().filter(s -> isListed(s, scope, filter));
            return Paging.over(request, found.toList(), Scope::key, s -> assignment(s.id()));
        });
    }

    /** Where there is an assignment: at each subscription and each management group, the root among them. */
    private Stream<Scope> held() {
        String root = resources.tree().root().orElse("");
        Stream<Scope> groups = Stream.concat(
                        Stream.of(root).filter(r -> !r.isEmpty()),
                        resources.arm().list(ManagementTree.GROUP).stream()
                                .map(ArmResource::name)
                                .filter(g -> !g.equalsIgnoreCase(root)))
                .map(Scope::ofManagementGroup);
        return Stream.concat(groups, resources.subscriptions().stream().map(s -> Scope.of(s.id())));
    }

    /**
     * An assignment is listed where it applies, and without {@code atScope()} also where it lies within the place; to a
     * management group only what applies to it is listed, as Azure does.
     */
    private boolean isListed(Scope assigned, Scope place, String filter) {
        if (assigned.key().equals(place.key())) {
            return true;
        }
        String name = filter.toLowerCase(Locale.ROOT);
        if (name.startsWith("atexactscope")) {
            return false;
        }
        boolean isWithin =
                !name.startsWith("atscope") && place.managementGroup().isEmpty();
        return ScopeCheck.covers(resources, assigned, place)
                || (isWithin && ScopeCheck.covers(resources, place, assigned));
    }

    /**
     * What is wrong with the policy assignment that an exemption names; empty where there is one that speaks for the
     * exemption's scope. There is one at each subscription and each management group.
     */
    public static Optional<String> fault(ResourceStore resources, String assignmentId, Scope exempt) {
        Scope assignment = Scope.of(assignmentId);
        int size = assignment.segments().size();
        boolean named = assignmentId.startsWith("/")
                && size >= 6
                && assignment.key().endsWith(("/providers/" + ASSIGNMENTS + "/" + ASSIGNMENT).toLowerCase(Locale.ROOT));
        if (!named) {
            return Optional.of("'properties.policyAssignmentId' is the id of a policy assignment, for example"
                    + " /subscriptions/ID/providers/" + ASSIGNMENTS + "/" + ASSIGNMENT);
        }
        Scope scope = new Scope(assignment.segments().subList(0, size - 4));
        boolean held = (scope.segments().size() == 2 && scope.subscriptionId().isPresent())
                || (scope.segments().size() == 4 && scope.managementGroup().isPresent());
        if (!held || ScopeCheck.absent(resources, scope).isPresent()) {
            return Optional.of("there is no policy assignment '" + Quoted.of(assignmentId) + "'");
        }
        return ScopeCheck.covers(resources, scope, exempt)
                ? Optional.empty()
                : Optional.of("the policy assignment '" + Quoted.of(assignmentId) + "' does not speak for '"
                        + Quoted.of(exempt.id()) + "'");
    }

    private Answer assignment(ArmRequest request) {
        Scope scope = request.path().scope();
        boolean held = scope.segments().size() == 2
                || (scope.segments().size() == 4 && scope.managementGroup().isPresent());
        return ScopeCheck.absent(resources, scope)
                .orElseGet(() -> held && request.path().name().equalsIgnoreCase(ASSIGNMENT)
                        ? Answer.ok(assignment(ScopeCheck.spelled(resources, scope)))
                        : Answer.error(404, "PolicyAssignmentNotFound", "There is no such policy assignment."));
    }

    /** The definitions behind our recommendations, and the set of them. */
    public static List<ObjectNode> definitions() {
        return Stream.concat(Arrays.stream(AssessmentKey.values()).map(Policies::definition), Stream.of(set()))
                .toList();
    }

    /** The assignment of our recommendations that a scope has without being given it. */
    public static ObjectNode assignment(String scope) {
        ObjectNode json =
                Json.resource(scope + "/providers/" + ASSIGNMENTS + "/" + ASSIGNMENT, ASSIGNMENT, ASSIGNMENTS);
        json.putObject("properties")
                .put("displayName", "Recommendations for container images")
                .put("policyDefinitionId", SET_ID)
                .put("scope", scope)
                .put("enforcementMode", "Default")
                .putArray("notScopes");
        return json;
    }

    private Answer definition(ArmRequest request) {
        return Arrays.stream(AssessmentKey.values())
                .filter(k -> k.policyDefinitionId()
                        .toLowerCase(Locale.ROOT)
                        .endsWith("/" + request.path().name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(k -> Answer.ok(definition(k)))
                .orElseGet(() -> Answer.error(404, "PolicyDefinitionNotFound", "There is no such policy definition."));
    }

    private static ObjectNode definition(AssessmentKey key) {
        String id = key.policyDefinitionId();
        ObjectNode json = Json.resource(id, id.substring(id.lastIndexOf('/') + 1), DEFINITIONS);
        ObjectNode properties = json.putObject("properties")
                .put("displayName", key.displayName())
                .put("policyType", "BuiltIn")
                .put("mode", "All")
                .put("description", "Audits registries whose images have known vulnerabilities.");
        properties.putObject("metadata").put("category", "Security Center");
        ObjectNode rule = properties.putObject("policyRule");
        rule.putObject("if").put("field", "type").put("equals", "Microsoft.ContainerRegistry/registries");
        ObjectNode details =
                rule.putObject("then").put("effect", "AuditIfNotExists").putObject("details");
        details.put("type", "Microsoft.Security/assessments").put("name", key.key());
        return json;
    }

    private static ObjectNode set() {
        ObjectNode json = Json.resource(SET_ID, SET, SETS);
        ObjectNode properties = json.putObject("properties")
                .put("displayName", "Recommendations for container images")
                .put("policyType", "BuiltIn");
        for (AssessmentKey key : AssessmentKey.values()) {
            properties
                    .withArray("/policyDefinitions")
                    .addObject()
                    .put("policyDefinitionId", key.policyDefinitionId())
                    .put("policyDefinitionReferenceId", key.key());
        }
        return json;
    }
}
