package io.tidewaiter.server.directory;

import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.TidewaiterVersions;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.stored.Declaration;
import io.tidewaiter.server.stored.Place;
import io.tidewaiter.server.stored.StoredType;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Tidewaiter.Security/groups}, at the tenant: principals that get their roles together.
 *
 * <p>{@code members} are object ids of service principals, users and other groups. The object id of the group itself is
 * made here; role assignments name it.
 */
public final class Groups {
    /** The type. */
    public static final String TYPE = "Tidewaiter.Security/groups";

    private static final String GUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private final ResourceStore resources;
    private final Predicate<String> known;
    private final StoredType stored;

    /** @param known whether there is a principal with an object id */
    public Groups(ResourceStore resources, Predicate<String> known) {
        this.resources = resources;
        this.known = known;
        Shape.Members properties = Shape.object()
                .may("displayName", Shape.text(256))
                .may("description", Shape.text(1_024))
                .may("members", new Shape.ListOf(Shape.text(GUID, "an object id"), 10_000))
                .told("objectId");
        this.stored = new StoredType(
                Declaration.of(TYPE, TidewaiterVersions.ALL, Place.TENANT)
                        .named("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
                        .body(Shape.object().may("properties", properties))
                        .checked(this::check),
                resources);
    }

    /** The type that this class answers for. */
    public List<ArmType> types() {
        return List.of(stored.readable().put(stored::put).patch(stored::patch).delete(this::delete));
    }

    private Optional<Answer> check(ArmRequest request, ObjectNode wanted, Optional<ArmResource> before) {
        ObjectNode properties = wanted.withObject("/properties");
        for (JsonNode member : properties.path("members")) {
            if (!known.test(member.stringValue())) {
                return Optional.of(Answer.error(
                        400,
                        "PrincipalNotFound",
                        "Principal '" + Quoted.of(member.stringValue()) + "' does not exist in the directory."));
            }
        }
        if (!properties.has("displayName")) {
            properties.put("displayName", request.path().name());
        }
        properties.put(
                "objectId",
                before.map(Groups::objectId).orElseGet(() -> UUID.randomUUID().toString()));
        return Optional.empty();
    }

    /** The group's object id. */
    static String objectId(ArmResource group) {
        return Responses.JSON.readTree(group.body()).at("/properties/objectId").asString("");
    }

    /** Takes the roles first: a group of the same name that is made later must not have them. */
    private Answer delete(ArmRequest request) {
        resources.arm().get(request.path().whole().id()).ifPresent(group -> {
            for (RoleAssignment held : resources.roleAssignments(objectId(group))) {
                resources.deleteRoleAssignment(
                        held.scope(), held.name(), request.caller().by());
            }
        });
        return stored.delete(request);
    }
}
