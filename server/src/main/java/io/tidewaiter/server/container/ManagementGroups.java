package io.tidewaiter.server.container;

import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.Containers;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.shape.ShapeReader;
import io.tidewaiter.server.stored.Conditions;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import io.tidewaiter.store.arm.ArmResourceStore;
import io.tidewaiter.store.arm.ManagementTree;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.arm.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Microsoft.Management/managementGroups}: the tree over the subscriptions, along which roles are inherited.
 *
 * <p>The root is named like the tenant and is always there. Moving something changes who has which rights on it: whoever
 * moves needs to be allowed to give roles on what moves, and to write where it comes from and where it goes.
 */
public final class ManagementGroups {
    private static final String TYPE = "Microsoft.Management/managementGroups";
    private static final List<String> VERSIONS = List.of(
            "2017-08-31-preview",
            "2017-11-01-preview",
            "2018-01-01-preview",
            "2018-03-01-preview",
            "2019-11-01",
            "2020-02-01",
            "2020-05-01",
            "2020-10-01",
            "2021-04-01",
            "2023-04-01");
    private static final String GIVE_ROLES = "Microsoft.Authorization/roleAssignments/write";
    private static final String WRITE = TYPE + "/write";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.()-]{0,89}[A-Za-z0-9_()-]");
    private static final Shape.Members PARENT =
            Shape.object().may("id", Shape.text(512)).told("name", "displayName");
    private static final Shape.Members BODY = Shape.object()
            .told("id", "name", "type")
            .may("displayName", Shape.text(90))
            .may("parentGroupId", Shape.text(512))
            .may("parentId", Shape.text(512))
            .may(
                    "properties",
                    Shape.object()
                            .may("displayName", Shape.text(90))
                            .may(
                                    "details",
                                    Shape.object()
                                            .may("parent", PARENT)
                                            .told(
                                                    "version",
                                                    "updatedTime",
                                                    "updatedBy",
                                                    "path",
                                                    "managementGroupAncestors",
                                                    "managementGroupAncestorsChain"))
                            .told("tenantId", "children", "path"));

    private final ResourceStore resources;
    private final AccessCheck access;
    private final ReentrantLock moving = new ReentrantLock();

    public ManagementGroups(ResourceStore resources, AccessCheck access) {
        this.resources = resources;
        this.access = access;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(TYPE, VERSIONS)
                        .listForAll(this::list)
                        .get(this::get)
                        .put(this::put)
                        .patch(this::put)
                        .delete(this::delete),
                ArmType.of(TYPE + "/subscriptions", VERSIONS)
                        .list(this::members)
                        .get(this::member)
                        .put(this::move)
                        .delete(this::release),
                new ArmType(TYPE + "/descendants", VERSIONS, TYPE, List.of()).list(this::descendants),
                new ArmType("Microsoft.Management/getEntities", VERSIONS, TYPE, List.of())
                        .question("", this::entities));
    }

    private String root() {
        return resources.tree().root().orElse("");
    }

    private Answer list(ArmRequest request) {
        return Paging.over(
                request, groups().filter(g -> sees(request, g)).toList(), g -> g.toLowerCase(Locale.ROOT), this::brief);
    }

    private boolean sees(ArmRequest request, String group) {
        return access.reaches(request.caller().objectId(), Scope.ofManagementGroup(group));
    }

    private java.util.stream.Stream<String> groups() {
        return java.util.stream.Stream.concat(
                java.util.stream.Stream.of(root()),
                resources.arm().list(ManagementTree.GROUP).stream()
                        .map(ArmResource::name)
                        .filter(n -> !n.equalsIgnoreCase(root())));
    }

    private Answer get(ArmRequest request) {
        String name = request.path().name();
        return ScopeCheck.absent(resources, Scope.ofManagementGroup(name))
                .orElseGet(() -> Answer.ok(json(request, name)));
    }

    private Answer put(ArmRequest request) {
        if (!NAME.matcher(request.path().name()).matches()) {
            return Answer.error(
                    400,
                    "InvalidResourceName",
                    "A management group's name has 1 to 90 letters, digits, '-', '_', '.', '(' and ')'.");
        }
        return switch (ShapeReader.read(BODY, request.body())) {
            case ShapeReader.Reading.Fault fault ->
                Answer.invalid(fault.message()).at(fault.path());
            case ShapeReader.Reading.Sound sound -> {
                moving.lock(); // between the look at the tree and the write nobody makes a circle
                try {
                    yield write(request, sound.value());
                } finally {
                    moving.unlock();
                }
            }
        };
    }

    private Answer write(ArmRequest request, ObjectNode given) {
        String name = request.path().name();
        boolean patch = given.has("displayName") || given.has("parentGroupId") || given.has("parentId");
        JsonNode properties = given.path("properties");
        Optional<ArmResource> before = stored(name);
        String parent = first(
                last(Json.text(properties.at("/details/parent"), "id")),
                last(Json.text(given, "parentGroupId")),
                last(Json.text(given, "parentId")),
                before.map(this::parentOf).orElse(root()));
        String displayName = first(
                Json.text(properties, "displayName"),
                Json.text(given, "displayName"),
                before.map(ManagementGroups::displayName).orElse(name));
        if (patch && before.isEmpty() && !name.equalsIgnoreCase(root())) {
            return Answer.notFound(Scope.ofManagementGroup(name).id());
        }
        Optional<Answer> fault = name.equalsIgnoreCase(root())
                ? Optional.empty()
                : moveFault(request, name, parent, before.map(this::parentOf));
        if (fault.isPresent()) {
            return fault.get();
        }
        ObjectNode body = Json.object();
        ObjectNode kept = body.putObject("properties").put("displayName", displayName);
        if (!parent.equalsIgnoreCase(root())) {
            kept.putObject("details")
                    .putObject("parent")
                    .put("id", Scope.ofManagementGroup(spelled(parent)).id());
        }
        Written written = resources
                .arm()
                .put(
                        new ArmResourceStore.Wanted(
                                Scope.ofManagementGroup(name).id(), ManagementTree.GROUP, body.toString()),
                        request.when(),
                        request.caller().by());
        return switch (written) {
            case Written.Refused no -> Conditions.failed();
            case Written.Created made -> Answer.created(json(request, name));
            case Written.Replaced made -> Answer.ok(json(request, name));
        };
    }

    private Optional<Answer> moveFault(ArmRequest request, String name, String parent, Optional<String> from) {
        Scope to = Scope.ofManagementGroup(parent);
        Optional<Answer> absent = ScopeCheck.absent(resources, to);
        if (absent.isPresent()) {
            return absent;
        }
        boolean stays = from.isPresent() && from.get().equalsIgnoreCase(parent);
        List<String> above = resources.tree().chain(parent);
        if (above.stream().anyMatch(name::equalsIgnoreCase)) {
            return Optional.of(Answer.invalid("A management group does not lie under itself."));
        }
        long over = above.stream().filter(g -> !g.equalsIgnoreCase(root())).count();
        if (over + height(name, 0) > ManagementTree.DEPTH_MAX) {
            return Optional.of(Answer.invalid(
                    "Management groups lie at most " + ManagementTree.DEPTH_MAX + " deep under the root."));
        }
        if (stays) {
            return Optional.empty();
        }
        Scope group = Scope.ofManagementGroup(name);
        return need(request, WRITE, to)
                .or(() -> from.flatMap(f ->
                        need(request, GIVE_ROLES, group).or(() -> need(request, WRITE, Scope.ofManagementGroup(f)))));
    }

    private int height(String name, int depth) {
        int most = 0;
        for (String child : depth > ManagementTree.DEPTH_MAX ? List.<String>of() : childGroups(name)) {
            most = Math.max(most, height(child, depth + 1));
        }
        return most + 1;
    }

    private Optional<Answer> need(ArmRequest request, String action, Scope scope) {
        return access.allows(request.caller().objectId(), action, scope)
                ? Optional.empty()
                : Optional.of(request.denied(action, scope));
    }

    private Answer delete(ArmRequest request) {
        String name = request.path().name();
        if (name.equalsIgnoreCase(root())) {
            return Answer.invalid("The root is not deleted.");
        }
        moving.lock();
        try {
            if (!childGroups(name).isEmpty() || !childSubscriptions(name).isEmpty()) {
                return Answer.error(
                        400, "ManagementGroupHasChildren", "Move the groups and subscriptions under it away first.");
            }
            String id = Scope.ofManagementGroup(name).id();
            resources.roleAssignments().stream()
                    .filter(a -> Scope.of(id).contains(Scope.of(a.scope())))
                    .forEach(a -> resources.deleteRoleAssignment(
                            a.scope(), a.name(), request.caller().by()));
            return resources
                    .arm()
                    .delete(id, request.when(), request.caller().by())
                    .map(Answer::deleted)
                    .orElseGet(Conditions::failed);
        } finally {
            moving.unlock();
        }
    }

    // Subscriptions under a group

    private Answer members(ArmRequest request) {
        String group = request.path().names().getFirst();
        return ScopeCheck.absent(resources, Scope.ofManagementGroup(group))
                .orElseGet(() -> Paging.over(
                        request, childSubscriptions(group), Subscription::subscriptionId, s -> memberJson(group, s)));
    }

    private Answer member(ArmRequest request) {
        String group = request.path().names().getFirst();
        return childSubscriptions(group).stream()
                .filter(s -> s.subscriptionId().equalsIgnoreCase(request.path().name()))
                .findFirst()
                .map(s -> Answer.ok(memberJson(group, s)))
                .orElseGet(() -> Answer.notFound(request.path().whole().id()));
    }

    private Answer move(ArmRequest request) {
        String group = request.path().names().getFirst();
        Optional<Subscription> subscription =
                resources.subscription(request.path().name());
        Optional<Answer> absent = ScopeCheck.absent(resources, Scope.ofManagementGroup(group));
        if (absent.isPresent() || subscription.isEmpty()) {
            return absent.orElseGet(() -> Containers.absent(request.path().name()));
        }
        moving.lock();
        try {
            String from =
                    resources.tree().home(subscription.get().subscriptionId()).orElse(root());
            Optional<Answer> refused = need(
                            request, GIVE_ROLES, Scope.of(subscription.get().id()))
                    .or(() -> need(request, WRITE, Scope.ofManagementGroup(from)))
                    .or(() -> need(request, WRITE, Scope.ofManagementGroup(group)));
            if (refused.isPresent()) {
                return refused.get();
            }
            place(request, subscription.get(), from, group);
            return Answer.ok(memberJson(group, subscription.get()));
        } finally {
            moving.unlock();
        }
    }

    private void place(ArmRequest request, Subscription subscription, String from, String to) {
        String by = request.caller().by();
        if (!to.equalsIgnoreCase(root())) {
            // The new place first: at no time is the subscription without the roles that it inherits in both.
            resources
                    .arm()
                    .put(
                            new ArmResourceStore.Wanted(memberId(to, subscription), ManagementTree.MEMBER, "{}"),
                            Precondition.NONE,
                            by);
        }
        if (!from.equalsIgnoreCase(to)) {
            resources.arm().delete(memberId(from, subscription), Precondition.NONE, by);
        }
    }

    private String memberId(String group, Subscription subscription) {
        return Scope.ofManagementGroup(spelled(group))
                .child("subscriptions", subscription.subscriptionId())
                .id();
    }

    private Answer release(ArmRequest request) {
        String group = request.path().names().getFirst();
        Optional<Subscription> subscription =
                resources.subscription(request.path().name());
        if (subscription.isEmpty()
                || resources
                        .tree()
                        .home(subscription.get().subscriptionId())
                        .filter(group::equalsIgnoreCase)
                        .isEmpty()) {
            return Answer.deleted(false);
        }
        Optional<Answer> refused = need(
                        request, GIVE_ROLES, Scope.of(subscription.get().id()))
                .or(() -> need(request, WRITE, Scope.ofManagementGroup(group)));
        if (refused.isPresent()) {
            return refused.get();
        }
        place(request, subscription.get(), group, root());
        return Answer.deleted(true);
    }

    // What is shown

    private Answer descendants(ArmRequest request) {
        String group = request.path().names().getFirst();
        Optional<Answer> absent = ScopeCheck.absent(resources, Scope.ofManagementGroup(group));
        if (absent.isPresent()) {
            return absent.get();
        }
        List<ObjectNode> below = new ArrayList<>();
        descend(group, below, 0);
        return Paging.all(below);
    }

    private void descend(String group, List<ObjectNode> into, int depth) {
        for (String child : depth > ManagementTree.DEPTH_MAX ? List.<String>of() : childGroups(group)) {
            into.add(descendant(Scope.ofManagementGroup(child).id(), child, TYPE, group, display(child)));
            descend(child, into, depth + 1);
        }
        for (Subscription s : childSubscriptions(group)) {
            into.add(descendant(s.id(), s.subscriptionId(), TYPE + "/subscriptions", group, s.displayName()));
        }
    }

    private ObjectNode descendant(String id, String name, String type, String parent, String displayName) {
        ObjectNode json = Json.resource(id, name, type);
        json.putObject("properties")
                .put("displayName", displayName)
                .putObject("parent")
                .put("id", Scope.ofManagementGroup(spelled(parent)).id());
        return json;
    }

    /** What of the tree a caller sees, as the portal's scope picker asks. */
    private Answer entities(ArmRequest request) {
        List<ObjectNode> seen = new ArrayList<>();
        groups().filter(g -> sees(request, g)).forEach(g -> {
            ObjectNode json = Json.resource(Scope.ofManagementGroup(g).id(), g, TYPE);
            json.putObject("properties")
                    .put("tenantId", root())
                    .put("displayName", display(g))
                    .putObject("parent")
                    .put(
                            "id",
                            g.equalsIgnoreCase(root())
                                    ? ""
                                    : Scope.ofManagementGroup(stored(g)
                                                    .map(this::parentOf)
                                                    .orElse(root()))
                                            .id());
            seen.add(json);
        });
        for (Subscription s : resources.subscriptions()) {
            if (access.reaches(request.caller().objectId(), Scope.of(s.id()))) {
                ObjectNode json = Json.resource(s.id(), s.subscriptionId(), "/subscriptions");
                json.putObject("properties")
                        .put("tenantId", root())
                        .put("displayName", s.displayName())
                        .putObject("parent")
                        .put(
                                "id",
                                Scope.ofManagementGroup(resources
                                                .tree()
                                                .home(s.subscriptionId())
                                                .orElse(root()))
                                        .id());
                seen.add(json);
            }
        }
        ObjectNode body = Json.object().put("count", seen.size());
        body.putArray("value").addAll(seen);
        return Answer.ok(body);
    }

    private ObjectNode brief(String name) {
        ObjectNode json = Json.resource(Scope.ofManagementGroup(spelled(name)).id(), spelled(name), TYPE);
        json.putObject("properties").put("tenantId", root()).put("displayName", display(name));
        return json;
    }

    private ObjectNode json(ArmRequest request, String name) {
        ObjectNode json = brief(name);
        ObjectNode properties = (ObjectNode) json.path("properties");
        ObjectNode details = properties.putObject("details").put("version", 1);
        stored(name)
                .ifPresent(s ->
                        details.put("updatedTime", s.changedAt().toString()).put("updatedBy", s.changedBy()));
        if (!name.equalsIgnoreCase(root())) {
            String parent = stored(name).map(this::parentOf).orElse(root());
            details.putObject("parent")
                    .put("id", Scope.ofManagementGroup(parent).id())
                    .put("name", parent)
                    .put("displayName", display(parent));
        }
        if (request.parameter("$expand").orElse("").equalsIgnoreCase("children")) {
            boolean recurse = request.parameter("$recurse").orElse("").equalsIgnoreCase("true");
            properties.set("children", children(name, recurse, 0));
        }
        return json;
    }

    private ArrayNode children(String name, boolean recurse, int depth) {
        ArrayNode children = Json.object().putArray("children");
        for (String child : depth > ManagementTree.DEPTH_MAX ? List.<String>of() : childGroups(name)) {
            ObjectNode json = children.addObject()
                    .put("type", "/providers/" + TYPE)
                    .put("id", Scope.ofManagementGroup(child).id())
                    .put("name", child)
                    .put("displayName", display(child));
            if (recurse) {
                json.set("children", children(child, true, depth + 1));
            }
        }
        for (Subscription s : childSubscriptions(name)) {
            children.addObject()
                    .put("type", "/subscriptions")
                    .put("id", s.id())
                    .put("name", s.subscriptionId())
                    .put("displayName", s.displayName());
        }
        return children;
    }

    private ObjectNode memberJson(String group, Subscription subscription) {
        ObjectNode json =
                Json.resource(memberId(group, subscription), subscription.subscriptionId(), TYPE + "/subscriptions");
        json.putObject("properties")
                .put("tenant", root())
                .put("displayName", subscription.displayName())
                .put("state", subscription.state())
                .putObject("parent")
                .put("id", Scope.ofManagementGroup(spelled(group)).id());
        return json;
    }

    private List<String> childGroups(String name) {
        return resources.arm().list(ManagementTree.GROUP).stream()
                .filter(g -> !g.name().equalsIgnoreCase(root()) && parentOf(g).equalsIgnoreCase(name))
                .map(ArmResource::name)
                .toList();
    }

    private List<Subscription> childSubscriptions(String name) {
        return resources.subscriptions().stream()
                .filter(s ->
                        resources.tree().home(s.subscriptionId()).orElse(root()).equalsIgnoreCase(name))
                .toList();
    }

    private Optional<ArmResource> stored(String name) {
        return resources.arm().get(Scope.ofManagementGroup(name).id());
    }

    private String spelled(String name) {
        return stored(name).map(ArmResource::name).orElse(name);
    }

    private String parentOf(ArmResource group) {
        String id = Json.text(Responses.JSON.readTree(group.body()).at("/properties/details/parent"), "id");
        return id.isEmpty() ? root() : last(id);
    }

    private String display(String name) {
        return stored(name)
                .map(ManagementGroups::displayName)
                .orElse(name.equalsIgnoreCase(root()) ? "Tenant Root Group" : name);
    }

    private static String displayName(ArmResource group) {
        return Json.text(Responses.JSON.readTree(group.body()).path("properties"), "displayName");
    }

    private static String last(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    private static String first(String... candidates) {
        for (String candidate : candidates) {
            if (!candidate.isEmpty()) {
                return candidate;
            }
        }
        return "";
    }
}
