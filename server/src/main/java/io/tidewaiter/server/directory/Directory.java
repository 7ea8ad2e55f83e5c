package io.tidewaiter.server.directory;

import io.tidewaiter.model.resource.Principal;
import io.tidewaiter.model.resource.UserAccount;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Everybody who can have a role: service principals, groups and users, by object id. */
public final class Directory {
    private final ResourceStore resources;
    private final Supplier<List<UserAccount>> users;

    /** @param users who signs in as a person */
    public Directory(ResourceStore resources, Supplier<List<UserAccount>> users) {
        this.resources = resources;
        this.users = users;
    }

    /** What kind of principal somebody is; the names are those of role assignments. */
    public enum Kind {
        /** A program. */
        ServicePrincipal,
        /** A person. */
        User,
        /** Several of them. */
        Group
    }

    /** Somebody; {@code name} is the application id of a service principal and the user name of a person. */
    public record Entry(Kind kind, String objectId, String name, String displayName) {}

    /** Everybody. */
    public Stream<Entry> all() {
        return Stream.of(
                        resources.principals().stream().map(Directory::entry),
                        resources.arm().list(Groups.TYPE).stream().map(Directory::entry),
                        users.get().stream().map(Directory::entry))
                .flatMap(s -> s);
    }

    /** Who has an object id. */
    public Optional<Entry> find(String objectId) {
        return all().filter(e -> e.objectId().equalsIgnoreCase(objectId)).findFirst();
    }

    private static Entry entry(Principal principal) {
        return new Entry(Kind.ServicePrincipal, principal.objectId(), principal.clientId(), principal.displayName());
    }

    private static Entry entry(UserAccount user) {
        return new Entry(Kind.User, user.objectId(), user.userName(), user.displayName());
    }

    private static Entry entry(ArmResource group) {
        JsonNode properties = Responses.JSON.readTree(group.body()).path("properties");
        return new Entry(
                Kind.Group,
                properties.path("objectId").asString(""),
                group.name(),
                properties.path("displayName").asString(group.name()));
    }
}
