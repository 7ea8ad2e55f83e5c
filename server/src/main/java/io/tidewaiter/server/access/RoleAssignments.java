package io.tidewaiter.server.access;

import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.directory.Directory;
import io.tidewaiter.server.directory.Foreigners;
import io.tidewaiter.server.directory.Memberships;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.resource.AsOf;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.role.RoleDefinition;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.shape.ShapeReader;
import io.tidewaiter.store.ResourceStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code Microsoft.Authorization/roleAssignments} (Azure wire reference 6.2). */
public final class RoleAssignments {
    private static final String TYPE = "Microsoft.Authorization/roleAssignments";
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern CLAUSE = Pattern.compile(
            "\\s*(?:(atScope)\\(\\)|(principalId)\\s+eq\\s+'([^']+)'|(assignedTo)\\('([^']+)'\\))\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Shape.Members BODY = Shape.object()
            .told("id", "name", "type")
            .must(
                    "properties",
                    Shape.object()
                            .must("roleDefinitionId", Shape.text(1_024))
                            .must("principalId", Shape.text(512))
                            .may(
                                    "principalType",
                                    Shape.choice("User", "Group", "ServicePrincipal", "ForeignGroup", "Device"))
                            .may("description", Shape.text(1_024))
                            .may("condition", Shape.text())
                            .may("conditionVersion", Shape.text(16))
                            .may("canDelegate", new Shape.Flag())
                            .told(
                                    "scope",
                                    "createdOn",
                                    "updatedOn",
                                    "createdBy",
                                    "updatedBy",
                                    "delegatedManagedIdentityResourceId"));

    private final ResourceStore resources;
    private final Directory directory;
    private final Foreigners foreigners;
    private final Memberships memberships;
    private final RoleDefinitions definitions;

    public RoleAssignments(
            ResourceStore resources,
            Directory directory,
            Foreigners foreigners,
            Memberships memberships,
            RoleDefinitions definitions) {
        this.foreigners = foreigners;
        this.resources = resources;
        this.directory = directory;
        this.memberships = memberships;
        this.definitions = definitions;
    }

    /** The type that this class answers for. */
    public List<ArmType> types() {
        return List.of(ArmType.of(TYPE, RoleDefinitions.VERSIONS)
                .list(this::list)
                .get(this::get)
                .put(this::put)
                .delete(this::delete));
    }

    private Answer list(ArmRequest request) {
        Scope scope = request.path().scope();
        Predicate<RoleAssignment> wanted =
                a -> above(a, scope) || ScopeCheck.covers(resources, scope, Scope.of(a.scope()));
        String filter = request.parameter("$filter").orElse("");
        for (String clause : filter.isBlank() ? new String[0] : filter.split("(?i)\\s+and\\s+")) {
            Matcher matcher = CLAUSE.matcher(clause);
            if (!matcher.matches()) {
                return Answer.error(
                        400,
                        "UnsupportedQuery",
                        "The filter '" + Quoted.of(filter) + "' is not supported; supported are atScope(),"
                                + " principalId eq 'ID' and assignedTo('ID'), joined by 'and'.");
            }
            wanted = wanted.and(clause(matcher, scope));
        }
        Predicate<RoleAssignment> asked = wanted;
        return AsOf.of(
                request,
                asOf -> Paging.over(
                        request,
                        then(asOf).stream().filter(asked).toList(),
                        a -> (a.scope() + "|" + a.name()).toLowerCase(java.util.Locale.ROOT),
                        a -> json(a, scope)));
    }

    private List<RoleAssignment> then(Optional<Instant> asOf) {
        return asOf.map(resources.roleHistory()::at).orElseGet(resources::roleAssignments);
    }

    private Predicate<RoleAssignment> clause(Matcher clause, Scope scope) {
        if (clause.group(1) != null) {
            return a -> above(a, scope);
        }
        String id = clause.group(2) != null ? clause.group(3) : clause.group(5);
        Set<String> groups = clause.group(2) != null ? Set.of() : memberships.groupsOf(id);
        return a -> a.principalId().equalsIgnoreCase(id)
                || groups.contains(a.principalId().toLowerCase(java.util.Locale.ROOT));
    }

    private boolean above(RoleAssignment assignment, Scope scope) {
        return ScopeCheck.covers(resources, Scope.of(assignment.scope()), scope);
    }

    private Answer get(ArmRequest request) {
        return AsOf.of(request, asOf -> get(request, asOf));
    }

    private Answer get(ArmRequest request, Optional<Instant> asOf) {
        return found(request, asOf)
                .map(a -> Answer.ok(json(a, request.path().scope())))
                .orElseGet(() -> Answer.error(
                        404,
                        "RoleAssignmentNotFound",
                        "The role assignment '" + Quoted.of(request.path().name()) + "' is not found."));
    }

    private Answer put(ArmRequest request) {
        String name = request.path().name();
        if (!GUID.matcher(name).matches()) {
            return Answer.error(400, "InvalidRoleAssignmentId", "A role assignment's name is a GUID.");
        }
        Optional<Answer> absent = ScopeCheck.absent(resources, request.path().scope());
        return absent.orElseGet(() -> switch (ShapeReader.read(BODY, unfolded(request.body()))) {
            case ShapeReader.Reading.Fault fault ->
                Answer.invalid(fault.message()).at(fault.path());
            case ShapeReader.Reading.Sound sound ->
                wanted(request, sound.value().path("properties"));
        });
    }

    /** Versions before 2018 send the members without {@code properties}. */
    private static ObjectNode unfolded(ObjectNode body) {
        if (body.has("properties") || !body.has("principalId")) {
            return body;
        }
        ObjectNode whole = Json.object();
        whole.set("properties", body);
        return whole;
    }

    private Answer wanted(ArmRequest request, JsonNode properties) {
        String role = Json.text(properties, "roleDefinitionId");
        String principalId = Json.text(properties, "principalId");
        Optional<RoleDefinition> definition = RoleDefinitions.of(resources, role.substring(role.lastIndexOf('/') + 1));
        Optional<Directory.Entry> principal = directory.find(principalId);
        if (!Json.text(properties, "condition").isEmpty()) {
            return Answer.error(
                    400,
                    "UnsupportedCondition",
                    "Conditions on role assignments are not judged here; a role that would grant more than it says is"
                            + " not given.");
        }
        if (definition.isEmpty()) {
            return RoleDefinitions.missing(role).withStatus(400);
        }
        if (!definitions.assignable(definition.get(), request.path().scope())) {
            return Answer.error(
                    400,
                    "RoleAssignmentScopeNotAssignableToRoleDefinition",
                    "The scope '" + Quoted.of(request.path().scope().id())
                            + "' is not among the assignable scopes of the role.");
        }
        String type = Json.text(properties, "principalType");
        Optional<Foreigners.Foreigner> who = principal.isPresent()
                ? principal.map(
                        p -> new Foreigners.Foreigner(p.objectId(), p.kind().name()))
                : foreigners.named(principalId, type);
        if (who.isEmpty()) {
            return Answer.error(
                    400,
                    "PrincipalNotFound",
                    "Principal '" + Quoted.of(principalId) + "' does not exist in the directory.");
        }
        if (!type.isEmpty() && !type.equals(who.get().type())) {
            return Answer.error(
                    400,
                    "UnmatchedPrincipalType",
                    "The principal is a " + who.get().type() + ", not a " + type + ".");
        }
        RoleAssignment draft = new RoleAssignment(
                request.path().name(),
                "/" + ScopeCheck.spelled(resources, request.path().scope()).replaceFirst("^/", ""),
                definition.get().name(),
                who.get().objectId());
        return write(
                request,
                new RoleAssignment(
                        draft.name(),
                        draft.scope(),
                        draft.roleDefinitionId(),
                        draft.principalId(),
                        who.get().type(),
                        Json.text(properties, "description"),
                        draft.createdAt(),
                        request.caller().by()));
    }

    private Answer write(ArmRequest request, RoleAssignment wanted) {
        Optional<RoleAssignment> before = found(request, Optional.empty());
        if (before.isPresent()) {
            if (!same(before.get(), wanted)) {
                return Answer.error(
                        400,
                        "RoleAssignmentUpdateNotPermitted",
                        "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
            }
        } else if (resources.roleAssignments(wanted.principalId()).stream().anyMatch(a -> same(a, wanted))) {
            return Answer.error(409, "RoleAssignmentExists", "The role assignment already exists.");
        }
        if (before.isEmpty() || !before.get().description().equals(wanted.description())) {
            resources.putRoleAssignment(wanted, request.caller().by());
        }
        ObjectNode json = json(
                found(request, Optional.empty()).orElse(wanted), request.path().scope());
        return before.isPresent() ? Answer.ok(json) : Answer.created(json);
    }

    private Answer delete(ArmRequest request) {
        Optional<RoleAssignment> before = found(request, Optional.empty());
        before.ifPresent(a -> resources.deleteRoleAssignment(
                a.scope(), a.name(), request.caller().by()));
        return before.isPresent() ? Answer.ok(json(before.get(), request.path().scope())) : Answer.deleted(false);
    }

    private Optional<RoleAssignment> found(ArmRequest request, Optional<Instant> asOf) {
        String scope = request.path().scope().id();
        String name = request.path().name();
        return asOf.map(then -> resources.roleHistory().at(scope, name, then))
                .orElseGet(() -> resources.roleAssignment(scope, name));
    }

    private static boolean same(RoleAssignment one, RoleAssignment other) {
        return one.principalId().equalsIgnoreCase(other.principalId())
                && one.roleDefinitionId().equalsIgnoreCase(other.roleDefinitionId())
                && Scope.of(one.scope()).key().equals(Scope.of(other.scope()).key());
    }

    private static ObjectNode json(RoleAssignment assignment, Scope asked) {
        Scope scope = Scope.of(assignment.scope());
        ObjectNode json = Json.resource(
                scope.child("providers", "Microsoft.Authorization", "roleAssignments", assignment.name())
                        .id(),
                assignment.name(),
                TYPE);
        json.putObject("properties")
                .put(
                        "roleDefinitionId",
                        RoleDefinitions.id(
                                asked.subscriptionId().isPresent() ? asked : scope, assignment.roleDefinitionId()))
                .put("principalId", assignment.principalId())
                .put("principalType", assignment.principalType())
                .put("scope", assignment.scope())
                .put("description", assignment.description())
                .put("createdOn", assignment.createdAt().toString())
                .put("updatedOn", assignment.createdAt().toString())
                .put("createdBy", assignment.createdBy())
                .put("updatedBy", assignment.createdBy());
        return json;
    }
}
