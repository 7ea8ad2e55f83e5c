package io.tidewaiter.server;

import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.model.resource.UserAccount;
import io.tidewaiter.server.access.AuditEvents;
import io.tidewaiter.server.access.Policies;
import io.tidewaiter.server.access.RoleAssignments;
import io.tidewaiter.server.access.RoleDefinitions;
import io.tidewaiter.server.acr.RegistryQuestions;
import io.tidewaiter.server.acr.Webhooks;
import io.tidewaiter.server.announce.EventSubscriptions;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.container.Everything;
import io.tidewaiter.server.container.ManagementGroups;
import io.tidewaiter.server.container.ResourceGroups;
import io.tidewaiter.server.directory.Directory;
import io.tidewaiter.server.directory.Foreigners;
import io.tidewaiter.server.directory.Groups;
import io.tidewaiter.server.directory.Memberships;
import io.tidewaiter.server.resource.Registries;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.security.SecurityTypes;
import io.tidewaiter.server.token.Caller;
import io.tidewaiter.server.token.OidcIssuer;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.announce.Outbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The wiring of the ARM types that are kept as ARM resources, and of who may do what with any. */
final class ArmSurface {
    private final ResourceStore resources;
    private final Memberships memberships;
    private final Directory directory;
    private final AccessCheck access;
    private final Outbox outbox;
    private final Foreigners foreigners;
    private final Clock clock;

    /** @param issuers whose principals can have roles, too */
    ArmSurface(
            ResourceStore resources,
            Outbox outbox,
            Supplier<List<UserAccount>> users,
            List<OidcIssuer> issuers,
            Clock clock) {
        this.foreigners = new Foreigners(issuers);
        this.outbox = outbox;
        this.clock = clock;
        this.resources = resources;
        this.memberships = new Memberships(resources.arm());
        this.directory = new Directory(resources, users);
        this.access = new AccessCheck(
                this::assignments,
                role -> RoleDefinitions.of(resources, role),
                scope -> ScopeCheck.managementGroups(resources, scope).stream()
                        .map(Scope::ofManagementGroup)
                        .toList());
    }

    Directory directory() {
        return directory;
    }

    AccessCheck access() {
        return access;
    }

    /** The roles of a principal and of the groups it is in. */
    private List<RoleAssignment> assignments(String objectId) {
        List<RoleAssignment> all = new ArrayList<>(resources.roleAssignments(objectId));
        memberships.groupsOf(objectId).forEach(group -> all.addAll(resources.roleAssignments(group)));
        if (Caller.NOW.isBound() && Caller.NOW.get().objectId().equalsIgnoreCase(objectId)) {
            Caller.NOW.get().groups().forEach(group -> all.addAll(ofForeignGroup(group)));
        }
        return all;
    }

    /** Another directory's word counts for its own groups: none of them is somebody in ours. */
    private List<RoleAssignment> ofForeignGroup(String group) {
        List<RoleAssignment> roles = resources.roleAssignments(group);
        return roles.isEmpty() || directory.find(group).isPresent() ? List.of() : roles;
    }

    /** {@code Microsoft.Security}, with the built-in assessments and their metadata among it. */
    List<ArmType> security(List<ArmType> assessments) {
        return new SecurityTypes(resources, access, clock).with(assessments);
    }

    List<ArmType> types() {
        List<ArmType> types = new ArrayList<>();
        RoleDefinitions roles = new RoleDefinitions(resources, access);
        types.addAll(roles.types());
        types.addAll(new RoleAssignments(resources, directory, foreigners, memberships, roles).types());
        types.addAll(new Policies(resources).types());
        types.addAll(new AuditEvents(resources, access).types());
        types.addAll(new Groups(resources, id -> directory.find(id).isPresent()).types());
        types.addAll(new ManagementGroups(resources, access).types());
        types.addAll(new ResourceGroups(resources).types());
        types.addAll(new Webhooks(resources, outbox, clock).types());
        types.addAll(new EventSubscriptions(resources, outbox, access).types());
        types.addAll(new RegistryQuestions(resources).types());
        types.addAll(new Everything(resources, List.of("Microsoft.Security/automations", Registries.TYPE + "/webhooks"))
                .types());
        return types;
    }
}
