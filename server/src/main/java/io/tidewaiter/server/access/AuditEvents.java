package io.tidewaiter.server.access;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.resource.TidewaiterVersions;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.role.RoleDefinition;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.AuditTrail;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Tidewaiter.Security/auditEvents}: every change at a scope and below, the latest first; and
 * {@code Microsoft.Authorization/permissions}: what the caller may do at a scope.
 */
public final class AuditEvents {
    private static final String TYPE = "Tidewaiter.Security/auditEvents";
    private static final List<String> PERMISSION_VERSIONS =
            List.of("2015-07-01", "2018-01-01-preview", "2018-07-01", "2022-04-01");

    private final ResourceStore resources;
    private final AccessCheck access;

    public AuditEvents(ResourceStore resources, AccessCheck access) {
        this.resources = resources;
        this.access = access;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(TYPE, TidewaiterVersions.ALL).list(this::events),
                ArmType.of("Microsoft.Authorization/permissions", PERMISSION_VERSIONS)
                        .listForAll(this::permissions),
                ArmType.of("Microsoft.Authorization/denyAssignments", List.of("2018-07-01-preview", "2022-04-01"))
                        .list(request -> Paging.all(List.of())),
                ArmType.of("Microsoft.Authorization/classicAdministrators", List.of("2015-06-01", "2015-07-01"))
                        .list(request -> Paging.all(List.of())));
    }

    /** What is gone has an audit, too: the scope need not exist any more. */
    private Answer events(ArmRequest request) {
        Optional<String> after = Paging.after(request);
        if (after.isEmpty() || !after.get().matches("[0-9]{0,18}")) {
            return Paging.badToken();
        }
        long before = after.get().isEmpty() ? Long.MAX_VALUE : Long.parseLong(after.get());
        List<AuditTrail.Entry> found =
                resources.audit().of(request.path().scope().id(), before, Paging.LIST_MAX + 1);
        boolean more = found.size() > Paging.LIST_MAX;
        List<AuditTrail.Entry> page = more ? found.subList(0, Paging.LIST_MAX) : found;
        return Paging.of(
                request,
                page.stream().map(AuditEvents::json).toList(),
                more ? Optional.of(Long.toString(page.getLast().id())) : Optional.empty());
    }

    private static ObjectNode json(AuditTrail.Entry entry) {
        String name = Long.toString(entry.id());
        ObjectNode json = Json.resource("/providers/" + TYPE + "/" + name, name, TYPE);
        json.putObject("properties")
                .put("eventTimestamp", entry.at().toString())
                .put("caller", entry.by())
                .put("action", entry.action())
                .put("resourceId", entry.resource())
                .put("description", entry.detail());
        return json;
    }

    private Answer permissions(ArmRequest request) {
        Scope scope = request.path().scope();
        List<RoleDefinition> held = access.rolesOn(request.caller().objectId(), scope);
        Optional<Answer> absent = held.isEmpty() ? Optional.empty() : ScopeCheck.absent(resources, scope);
        return absent.orElseGet(() -> Paging.all(held.stream()
                .flatMap(role -> role.permissions().stream())
                .map(RoleDefinitions::json)
                .toList()));
    }
}
