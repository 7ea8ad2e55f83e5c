package io.tidewaiter.server.access;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.role.BuiltInRoles;
import io.tidewaiter.server.role.RoleDefinition;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.shape.ShapeReader;
import io.tidewaiter.server.stored.Conditions;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import io.tidewaiter.store.arm.ArmResourceStore;
import io.tidewaiter.store.arm.Written;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Microsoft.Authorization/roleDefinitions}: the built-in roles, and those that somebody made.
 *
 * <p>A role that somebody made is kept at the tenant; where it may be assigned is in {@code assignableScopes}, and
 * whoever changes it needs the right on every one of them, those before and those after.
 */
public final class RoleDefinitions {
    static final String TYPE = "Microsoft.Authorization/roleDefinitions";
    static final List<String> VERSIONS = List.of(
            "2015-07-01",
            "2018-01-01-preview",
            "2018-07-01",
            "2018-09-01-preview",
            "2020-04-01-preview",
            "2020-08-01-preview",
            "2020-10-01-preview",
            "2022-04-01",
            "2022-05-01-preview");
    private static final String WRITE = TYPE + "/write";
    private static final String DELETE = TYPE + "/delete";
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern FILTER =
            Pattern.compile("\\s*(roleName|type)\\s+eq\\s+'([^']+)'\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern AT_SCOPE =
            Pattern.compile("\\s*atScope(?:AndBelow)?\\(\\)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Shape ACTIONS =
            Shape.list(Shape.text("[A-Za-z0-9.*/_-]{1,200}", "an action, with or without *"));
    private static final Shape.Members PERMISSION = Shape.object()
            .may("actions", ACTIONS)
            .may("notActions", ACTIONS)
            .may("dataActions", ACTIONS)
            .may("notDataActions", ACTIONS)
            .told("condition", "conditionVersion");
    private static final Shape.Members BODY = Shape.object()
            .told("id", "name", "type")
            .must(
                    "properties",
                    Shape.object()
                            .must("roleName", Shape.text("(?s).{1,128}", "a name of 1 to 128 characters"))
                            .may("description", Shape.text(1_024))
                            .may("type", Shape.choice("CustomRole"))
                            .must("permissions", new Shape.ListOf(PERMISSION, 16))
                            .must("assignableScopes", new Shape.ListOf(Shape.text("/.{0,1000}|/", "an ARM id"), 100))
                            .told("createdOn", "updatedOn", "createdBy", "updatedBy"));

    private final ResourceStore resources;
    private final AccessCheck access;
    private final ReentrantLock naming = new ReentrantLock();

    public RoleDefinitions(ResourceStore resources, AccessCheck access) {
        this.resources = resources;
        this.access = access;
    }

    /** The type that this class answers for. */
    public List<ArmType> types() {
        return List.of(ArmType.of(TYPE, VERSIONS)
                .list(this::list)
                .get(this::get)
                .put(this::put)
                .delete(this::delete));
    }

    /** The role of a GUID, built-in or not. */
    public static Optional<RoleDefinition> of(ResourceStore resources, String name) {
        return BuiltInRoles.of(name)
                .or(() -> GUID.matcher(name).matches()
                        ? resources.arm().get(idOf(name)).map(RoleDefinitions::custom)
                        : Optional.empty());
    }

    /** The built-in roles as they are read at the tenant. */
    public static List<ObjectNode> builtIn() {
        return BuiltInRoles.all().stream().map(role -> json(role, Scope.TENANT)).toList();
    }

    private static String idOf(String name) {
        return "/providers/" + TYPE + "/" + name;
    }

    private static RoleDefinition custom(ArmResource stored) {
        JsonNode properties = Responses.JSON.readTree(stored.body()).path("properties");
        return new RoleDefinition(
                stored.name(),
                Json.text(properties, "roleName"),
                Json.text(properties, "description"),
                stream(properties.path("permissions"))
                        .map(p -> new RoleDefinition.Permission(
                                texts(p.path("actions")),
                                texts(p.path("notActions")),
                                texts(p.path("dataActions")),
                                texts(p.path("notDataActions"))))
                        .toList(),
                texts(properties.path("assignableScopes")),
                true);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return array.valueStream();
    }

    private static List<String> texts(JsonNode array) {
        return stream(array).map(JsonNode::stringValue).toList();
    }

    /** Every role that may be assigned at a scope. */
    private Stream<RoleDefinition> at(Scope scope) {
        Stream<RoleDefinition> made = resources.arm().list(TYPE).stream().map(RoleDefinitions::custom);
        return Stream.concat(BuiltInRoles.all().stream(), made.filter(r -> assignable(r, scope)));
    }

    /** Whether a role may be assigned at a scope; at the tenant every role is seen. */
    boolean assignable(RoleDefinition role, Scope scope) {
        return scope.segments().isEmpty()
                || role.assignableScopes().stream()
                        .map(Scope::of)
                        .anyMatch(s -> ScopeCheck.covers(resources, s, scope));
    }

    private Answer list(ArmRequest request) {
        String filter = request.parameter("$filter").orElse("");
        Matcher by = FILTER.matcher(filter);
        boolean all = filter.isBlank() || AT_SCOPE.matcher(filter).matches();
        if (!all && !by.matches()) {
            return Answer.error(
                    400,
                    "UnsupportedQuery",
                    "The filter '" + Quoted.of(filter) + "' is not supported; supported are roleName eq 'NAME', type eq"
                            + " 'BuiltInRole', type eq 'CustomRole', atScopeAndBelow().");
        }
        Scope scope = request.path().scope();
        return Paging.all(at(scope)
                .filter(r -> all
                        || (by.group(1).equalsIgnoreCase("type") ? kind(r) : r.roleName())
                                .equalsIgnoreCase(by.group(2)))
                .map(r -> json(r, scope))
                .toList());
    }

    private Answer get(ArmRequest request) {
        return of(resources, request.path().name())
                .map(r -> Answer.ok(json(r, request.path().scope())))
                .orElseGet(() -> missing(request.path().name()));
    }

    static Answer missing(String role) {
        return Answer.error(
                404,
                "RoleDefinitionDoesNotExist",
                "The specified role definition '" + Quoted.of(role) + "' does not exist.");
    }

    private Answer put(ArmRequest request) {
        String name = request.path().name();
        if (!GUID.matcher(name).matches()) {
            return Answer.error(400, "InvalidRoleDefinitionId", "A role definition's name is a GUID.");
        }
        if (BuiltInRoles.of(name).isPresent()) {
            return Answer.error(400, "RoleDefinitionUpdateNotPermitted", "A built-in role is not changed.");
        }
        return switch (ShapeReader.read(BODY, request.body())) {
            case ShapeReader.Reading.Fault fault ->
                Answer.invalid(fault.message()).at(fault.path());
            case ShapeReader.Reading.Sound sound -> {
                naming.lock(); // between the look at the names and the write nobody else takes one
                try {
                    yield write(request, sound.value());
                } finally {
                    naming.unlock();
                }
            }
        };
    }

    private Answer write(ArmRequest request, ObjectNode body) {
        String name = request.path().name();
        List<String> scopes = texts(body.at("/properties/assignableScopes"));
        Optional<RoleDefinition> before = of(resources, name);
        Optional<Answer> refused = Stream.concat(
                        scopes.stream(), before.stream().flatMap(b -> b.assignableScopes().stream()))
                .distinct()
                .map(Scope::of)
                .flatMap(s -> refused(request, WRITE, s).stream())
                .findFirst();
        if (refused.isPresent()) {
            return refused.get();
        }
        String roleName = Json.text(body.path("properties"), "roleName");
        boolean taken = Stream.concat(
                        BuiltInRoles.all().stream(),
                        resources.arm().list(TYPE).stream().map(RoleDefinitions::custom))
                .anyMatch(r ->
                        r.roleName().equalsIgnoreCase(roleName) && !r.name().equalsIgnoreCase(name));
        if (scopes.isEmpty() || taken) {
            return scopes.isEmpty()
                    ? Answer.invalid("'properties.assignableScopes' names one scope at least.")
                    : Answer.error(
                            409,
                            "RoleDefinitionWithSameNameExists",
                            "A role with the name '" + Quoted.of(roleName) + "' exists already.");
        }
        Written written = resources
                .arm()
                .put(
                        new ArmResourceStore.Wanted(idOf(name), TYPE, body.toString()),
                        request.when(),
                        request.caller().by());
        return switch (written) {
            case Written.Refused no -> Conditions.failed();
            case Written.Created made ->
                Answer.created(json(custom(made.resource()), request.path().scope()));
            case Written.Replaced made ->
                Answer.ok(json(custom(made.resource()), request.path().scope()));
        };
    }

    private Optional<Answer> refused(ArmRequest request, String action, Scope scope) {
        return access.allows(request.caller().objectId(), action, scope)
                ? Optional.empty()
                : Optional.of(request.denied(action, scope));
    }

    private Answer delete(ArmRequest request) {
        String name = request.path().name();
        Optional<RoleDefinition> before = of(resources, name);
        if (before.isEmpty()) {
            return Answer.deleted(false);
        }
        if (!before.get().custom()) {
            return Answer.error(400, "RoleDefinitionUpdateNotPermitted", "A built-in role is not deleted.");
        }
        Optional<Answer> refused = before.get().assignableScopes().stream()
                .flatMap(s -> refused(request, DELETE, Scope.of(s)).stream())
                .findFirst();
        if (refused.isPresent()) {
            return refused.get();
        }
        if (resources.roleAssignments().stream()
                .anyMatch(a -> a.roleDefinitionId().equalsIgnoreCase(name))) {
            return Answer.error(
                    400, "RoleDefinitionHasAssignments", "There are existing role assignments that name this role.");
        }
        return resources
                .arm()
                .delete(idOf(name), request.when(), request.caller().by())
                .map(deleted -> Answer.ok(json(before.get(), request.path().scope())))
                .orElseGet(Conditions::failed);
    }

    private static String kind(RoleDefinition role) {
        return role.custom() ? "CustomRole" : "BuiltInRole";
    }

    private static ObjectNode json(RoleDefinition role, Scope scope) {
        ObjectNode json = Json.resource(id(scope, role.name()), role.name(), TYPE);
        ObjectNode properties = json.putObject("properties")
                .put("roleName", role.roleName())
                .put("type", kind(role))
                .put("description", role.description());
        all(properties.putArray("assignableScopes"), role.assignableScopes());
        ArrayNode permissions = properties.putArray("permissions");
        role.permissions().forEach(p -> permissions.add(json(p)));
        return json;
    }

    static ObjectNode json(RoleDefinition.Permission permission) {
        ObjectNode json = Json.object();
        all(json.putArray("actions"), permission.actions());
        all(json.putArray("notActions"), permission.notActions());
        all(json.putArray("dataActions"), permission.dataActions());
        all(json.putArray("notDataActions"), permission.notDataActions());
        return json;
    }

    private static void all(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    /** A role's id as it is written at a scope. */
    static String id(Scope scope, String role) {
        return scope.subscriptionId().map(s -> "/subscriptions/" + s).orElse("") + idOf(role);
    }
}
