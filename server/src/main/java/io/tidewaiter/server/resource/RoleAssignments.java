package io.tidewaiter.server.resource;

import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.role.BuiltInRoles;
import io.tidewaiter.server.role.RoleDefinition;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.ResourceStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code Microsoft.Authorization}: role assignments and the roles they name (Azure wire reference 6.2). */
public final class RoleAssignments {
    private static final String TYPE = "Microsoft.Authorization/roleAssignments";
    private static final String DEFINITIONS = "Microsoft.Authorization/roleDefinitions";
    private static final List<String> VERSIONS = List.of(
            "2015-07-01",
            "2018-01-01-preview",
            "2018-07-01",
            "2018-09-01-preview",
            "2020-04-01-preview",
            "2020-08-01-preview",
            "2020-10-01-preview",
            "2022-04-01");
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern BY_PRINCIPAL =
            Pattern.compile("\\s*(?:principalId\\s+eq\\s+'([^']+)'|assignedTo\\('([^']+)'\\))\\s*");
    private static final Pattern BY_ROLE_NAME = Pattern.compile("\\s*roleName\\s+eq\\s+'([^']+)'\\s*");

    private final ResourceStore resources;

    public RoleAssignments(ResourceStore resources) {
        this.resources = resources;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(TYPE, VERSIONS)
                        .list(this::list)
                        .get(this::get)
                        .put(this::put)
                        .delete(this::delete),
                ArmType.of(DEFINITIONS, VERSIONS).list(this::definitions).get(this::definition));
    }

    private Answer list(ArmRequest request) {
        Scope scope = request.path().scope();
        String filter = request.parameter("$filter").orElse("");
        Predicate<RoleAssignment> near =
                a -> Scope.of(a.scope()).contains(scope) || scope.contains(Scope.of(a.scope()));
        Matcher principal = BY_PRINCIPAL.matcher(filter);
        Predicate<RoleAssignment> wanted;
        if (filter.isBlank()) {
            wanted = near;
        } else if (filter.strip().equalsIgnoreCase("atScope()")) {
            wanted = a -> Scope.of(a.scope()).contains(scope);
        } else if (principal.matches()) {
            String id = Optional.ofNullable(principal.group(1)).orElseGet(() -> principal.group(2));
            wanted = near.and(a -> a.principalId().equalsIgnoreCase(id));
        } else {
            return Answer.error(
                    400,
                    "UnsupportedQuery",
                    "The filter '" + Quoted.of(filter) + "' is not supported; supported are atScope(),"
                            + " principalId eq 'ID' and assignedTo('ID').");
        }
        return Paging.all(resources.roleAssignments().stream()
                .filter(wanted)
                .map(RoleAssignments::json)
                .toList());
    }

    private Answer get(ArmRequest request) {
        return found(request)
                .map(a -> Answer.ok(json(a)))
                .orElseGet(() -> Answer.error(
                        404,
                        "RoleAssignmentNotFound",
                        "The role assignment '" + Quoted.of(request.path().name()) + "' is not found."));
    }

    private Answer put(ArmRequest request) {
        String name = request.path().name();
        String role = Json.text(request.body().path("properties"), "roleDefinitionId");
        String principalId = Json.text(request.body().path("properties"), "principalId");
        Optional<RoleDefinition> definition = BuiltInRoles.of(role.substring(role.lastIndexOf('/') + 1));
        if (!GUID.matcher(name).matches()) {
            return Answer.error(400, "InvalidRoleAssignmentId", "A role assignment's name is a GUID.");
        }
        if (definition.isEmpty()) {
            return Answer.error(
                    400,
                    "RoleDefinitionDoesNotExist",
                    "The specified role definition '" + Quoted.of(role) + "' does not exist.");
        }
        if (!resources.isPrincipal(principalId)) {
            return Answer.error(
                    400,
                    "PrincipalNotFound",
                    "Principal '" + Quoted.of(principalId) + "' does not exist in the directory.");
        }
        return write(
                request,
                new RoleAssignment(
                        name, request.path().scope().id(), definition.get().name(), principalId));
    }

    private Answer write(ArmRequest request, RoleAssignment wanted) {
        Optional<RoleAssignment> before = found(request);
        if (before.isPresent()) {
            return same(before.get(), wanted)
                    ? Answer.ok(json(before.get()))
                    : Answer.error(
                            400,
                            "RoleAssignmentUpdateNotPermitted",
                            "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
        }
        if (resources.roleAssignments(wanted.principalId()).stream().anyMatch(a -> same(a, wanted))) {
            return Answer.error(409, "RoleAssignmentExists", "The role assignment already exists.");
        }
        resources.putRoleAssignment(wanted, request.caller().clientId());
        return Answer.created(json(wanted));
    }

    private Answer delete(ArmRequest request) {
        Optional<RoleAssignment> before = found(request);
        before.ifPresent(a -> resources.deleteRoleAssignment(
                a.scope(), a.name(), request.caller().clientId()));
        return before.isPresent() ? Answer.ok(json(before.get())) : Answer.deleted(false);
    }

    private Answer definitions(ArmRequest request) {
        Matcher byName = BY_ROLE_NAME.matcher(request.parameter("$filter").orElse(""));
        return Paging.all(BuiltInRoles.all().stream()
                .filter(r -> !byName.matches() || r.roleName().equalsIgnoreCase(byName.group(1)))
                .map(r -> json(r, request.path().scope()))
                .toList());
    }

    private Answer definition(ArmRequest request) {
        return BuiltInRoles.of(request.path().name())
                .map(r -> Answer.ok(json(r, request.path().scope())))
                .orElseGet(() -> Answer.error(
                        404,
                        "RoleDefinitionDoesNotExist",
                        "The specified role definition '"
                                + Quoted.of(request.path().name()) + "' does not exist."));
    }

    private Optional<RoleAssignment> found(ArmRequest request) {
        String scope = request.path().scope().key();
        return resources.roleAssignments().stream()
                .filter(a -> a.name().equalsIgnoreCase(request.path().name())
                        && Scope.of(a.scope()).key().equals(scope))
                .findFirst();
    }

    private static boolean same(RoleAssignment one, RoleAssignment other) {
        return one.principalId().equalsIgnoreCase(other.principalId())
                && one.roleDefinitionId().equalsIgnoreCase(other.roleDefinitionId())
                && Scope.of(one.scope()).key().equals(Scope.of(other.scope()).key());
    }

    private static ObjectNode json(RoleAssignment assignment) {
        Scope scope = Scope.of(assignment.scope());
        ObjectNode json = Json.resource(
                scope.child("providers", "Microsoft.Authorization", "roleAssignments", assignment.name())
                        .id(),
                assignment.name(),
                TYPE);
        json.putObject("properties")
                .put("roleDefinitionId", definitionId(scope, assignment.roleDefinitionId()))
                .put("principalId", assignment.principalId())
                .put("principalType", "ServicePrincipal")
                .put("scope", assignment.scope());
        return json;
    }

    private static ObjectNode json(RoleDefinition role, Scope scope) {
        ObjectNode json = Json.resource(definitionId(scope, role.name()), role.name(), DEFINITIONS);
        ObjectNode properties = json.putObject("properties")
                .put("roleName", role.roleName())
                .put("type", "BuiltInRole")
                .put("description", role.description());
        properties.putArray("assignableScopes").add("/");
        ObjectNode permission = properties.putArray("permissions").addObject();
        all(permission.putArray("actions"), role.actions());
        all(permission.putArray("notActions"), role.notActions());
        all(permission.putArray("dataActions"), role.dataActions());
        permission.putArray("notDataActions");
        return json;
    }

    private static void all(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static String definitionId(Scope scope, String role) {
        String prefix = scope.subscriptionId().map(s -> "/subscriptions/" + s).orElse("");
        return prefix + "/providers/" + DEFINITIONS + "/" + role;
    }
}
