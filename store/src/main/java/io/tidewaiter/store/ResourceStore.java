package io.tidewaiter.store;

import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.Principal;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.store.arm.ArmResource;
import io.tidewaiter.store.arm.ArmResourceStore;
import io.tidewaiter.store.arm.ArmRows;
import io.tidewaiter.store.arm.AuditTrail;
import io.tidewaiter.store.arm.ManagementTree;
import io.tidewaiter.store.arm.PlanHistory;
import io.tidewaiter.store.arm.RegistryHistory;
import io.tidewaiter.store.arm.RegistryRows;
import io.tidewaiter.store.arm.RoleHistory;
import io.tidewaiter.store.arm.SubscriptionHistory;
import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.ChangeKind;
import io.tidewaiter.store.change.Changes;
import io.tidewaiter.store.database.Audit;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.recommend.RecommendationHistory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an administrator sets up: subscriptions, registries, plans, principals and roles. Ids are compared without regard
 * to case and returned as first written. Every change is written to the audit in the same transaction; {@code by} says
 * who makes it.
 */
public final class ResourceStore {
    /** The type of a resource group, as it is kept with the ARM resources. */
    public static final String RESOURCE_GROUP = "microsoft.resources/subscriptions/resourcegroups";

    private static final String PRICINGS = "%s/providers/Microsoft.Security/pricings/";
    private static final String ASSIGNMENTS = RoleHistory.SELECT + "role_assignment ";
    private static final String PRINCIPALS = "/providers/Tidewaiter.Security/servicePrincipals/";

    private final Database database;
    private final Clock clock;
    private final ArmResourceStore arm;
    private final ManagementTree tree;
    private final AuditTrail audit;

    ResourceStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.arm = new ArmResourceStore(database, clock);
        this.tree = new ManagementTree(arm);
        this.audit = new AuditTrail(database);
    }

    /** The resources of every type that has no method here. */
    public ArmResourceStore arm() {
        return arm;
    }

    /** What registries were at a time. */
    public RegistryHistory registryHistory() {
        return new RegistryHistory(database);
    }

    /** What plans were at a time. */
    public PlanHistory planHistory() {
        return new PlanHistory(database);
    }

    /** Who had which role at a time. */
    public RoleHistory roleHistory() {
        return new RoleHistory(database);
    }

    /** Which subscriptions there were at a time. */
    public SubscriptionHistory subscriptionHistory() {
        return new SubscriptionHistory(database);
    }

    /** The management groups. */
    public ManagementTree tree() {
        return tree;
    }

    /** The changes of everything. */
    public AuditTrail audit() {
        return audit;
    }

    // Subscriptions

    /** Creates or replaces; whether it was created. */
    public boolean putSubscription(Subscription subscription, String by) {
        return database.write(sql -> {
            int changed = sql.update(
                    """
                    UPDATE subscription SET tenant_id = ?, display_name = ?, state = ? WHERE subscription_key = ?
                    """,
                    subscription.tenantId(),
                    subscription.displayName(),
                    subscription.state(),
                    key(subscription.subscriptionId()));
            if (changed == 0) {
                sql.update(
                        """
                        INSERT INTO subscription (subscription_key, subscription_id, tenant_id, display_name, state)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                        key(subscription.subscriptionId()),
                        subscription.subscriptionId(),
                        subscription.tenantId(),
                        subscription.displayName(),
                        subscription.state());
            }
            SubscriptionHistory.begin(sql, subscription.subscriptionId(), clock.instant());
            audit(sql, by, put(changed), subscription.id(), subscription.displayName());
            note(sql, ChangeKind.SUBSCRIPTION, subscription.subscriptionId());
            return changed == 0;
        });
    }

    /** All subscriptions by id. */
    public List<Subscription> subscriptions() {
        return database.read(sql -> sql.list(
                SubscriptionHistory.SELECT + "subscription ORDER BY subscription_key", SubscriptionHistory::read));
    }

    /** The subscription with an id. */
    public Optional<Subscription> subscription(String subscriptionId) {
        return database.read(sql -> sql.first(
                SubscriptionHistory.SELECT + "subscription WHERE subscription_key = ?",
                SubscriptionHistory::read,
                key(subscriptionId)));
    }

    /** Removes the subscription itself; whether it was there. What lies in it stays. */
    public boolean deleteSubscription(String subscriptionId, String by) {
        return database.write(sql -> {
            int deleted = sql.update("DELETE FROM subscription WHERE subscription_key = ?", key(subscriptionId));
            if (deleted > 0) {
                SubscriptionHistory.end(sql, subscriptionId, clock.instant());
                audit(sql, by, "delete", "/subscriptions/" + subscriptionId, "");
                note(sql, ChangeKind.SUBSCRIPTION, subscriptionId);
            }
            return deleted > 0;
        });
    }

    // Registries

    /** Creates or replaces; whether it was created. The id keeps the casing first written. */
    public boolean putRegistry(RegistryResource registry, String by) {
        boolean created = database.write(sql -> {
            int changed = sql.update(
                    """
                    UPDATE registry SET location = ?, login_server = ?, login_server_key = ?, properties = ?
                    WHERE registry_key = ?
                    """,
                    registry.location(),
                    registry.loginServer(),
                    key(registry.loginServer()),
                    registry.properties(),
                    key(registry.id()));
            if (changed == 0) {
                sql.update(
                        """
                        INSERT INTO registry (registry_key, subscription_key, subscription_id, resource_group, name,
                            location, login_server, login_server_key, properties, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        key(registry.id()),
                        key(registry.subscriptionId()),
                        registry.subscriptionId(),
                        registry.resourceGroup(),
                        registry.name(),
                        registry.location(),
                        registry.loginServer(),
                        key(registry.loginServer()),
                        registry.properties(),
                        clock.instant());
            }
            RegistryHistory.begin(sql, registry.id(), clock.instant());
            audit(sql, by, put(changed), registry.id(), registry.loginServer());
            note(sql, ChangeKind.REGISTRY, registry.id());
            group(sql, registry, by);
            return changed == 0;
        });
        arm.changed();
        return created;
    }

    /** A registry that lies in a resource group which nobody made makes it. */
    private void group(Sql sql, RegistryResource registry, String by) throws SQLException {
        String id = "/subscriptions/" + registry.subscriptionId() + "/resourceGroups/" + registry.resourceGroup();
        if (ArmRows.now(sql, id).isEmpty()) {
            Instant now = clock.instant();
            String body = Json.write(Map.of("location", registry.location()));
            ArmRows.put(sql, new ArmResource(id, RESOURCE_GROUP, body, "", now, by, now, by));
            audit(sql, by, "create", id, "with " + registry.id());
        }
    }

    /** All registries by id. */
    public List<RegistryResource> registries() {
        return database.read(
                sql -> sql.list(RegistryRows.SELECT + "registry ORDER BY registry_key", RegistryRows::read));
    }

    /** The registries of a subscription by id. */
    public List<RegistryResource> registries(String subscriptionId) {
        return database.read(sql -> sql.list(
                RegistryRows.SELECT + "registry WHERE subscription_key = ? ORDER BY registry_key",
                RegistryRows::read,
                key(subscriptionId)));
    }

    /** The registry with an ARM id. */
    public Optional<RegistryResource> registry(String registryId) {
        return database.read(sql -> sql.first(
                RegistryRows.SELECT + "registry WHERE registry_key = ?", RegistryRows::read, key(registryId)));
    }

    /** The registries that image references name by a host; normally one. */
    public List<RegistryResource> registriesAt(String loginServer) {
        return database.read(sql -> sql.list(
                RegistryRows.SELECT + "registry WHERE login_server_key = ? ORDER BY registry_key",
                RegistryRows::read,
                key(loginServer)));
    }

    /** Removes the registry; its images are no longer shown. Whether it was there. */
    public boolean deleteRegistry(String registryId, String by) {
        boolean existed = database.write(sql -> {
            int deleted = sql.update("DELETE FROM registry WHERE registry_key = ?", key(registryId));
            sql.update("""
                    UPDATE image_presence SET valid_to = ? WHERE valid_to IS NULL
                      AND registry = (SELECT id FROM registry_seen WHERE registry_key = ?)
                    """, clock.instant(), key(registryId));
            if (deleted > 0) {
                RegistryHistory.end(sql, registryId, clock.instant());
                RecommendationHistory.end(sql, registryId, clock.instant());
                audit(sql, by, "delete", registryId, "");
                note(sql, ChangeKind.REGISTRY, registryId);
            }
            endBelow(sql, registryId, by);
            return deleted > 0;
        });
        arm.changed();
        return existed;
    }

    /** What hangs on a resource goes with it: its own resources, and the roles on it. */
    private void endBelow(Sql sql, String id, String by) throws SQLException {
        ArmResourceStore.endWithAll(sql, id, clock.instant(), by);
        String from = key(id) + "/";
        for (RoleAssignment held : sql.list(
                ASSIGNMENTS + "WHERE assignment_key >= ? AND assignment_key < ?",
                RoleHistory::read,
                from,
                key(id) + "0")) { // '0' follows '/'
            String assignment = RoleHistory.id(held.scope(), held.name());
            sql.update("DELETE FROM role_assignment WHERE assignment_key = ?", key(assignment));
            RoleHistory.end(sql, assignment, clock.instant());
            audit(sql, by, "delete", assignment, "with " + id);
            note(sql, ChangeKind.ROLE_ASSIGNMENT, assignment);
        }
    }

    // Resource groups

    /** Removes a resource group with every registry and everything else in it; whether it was there. */
    public boolean deleteResourceGroup(String groupId, String by) {
        for (RegistryResource registry : registries()) {
            if (key(registry.id()).startsWith(key(groupId) + "/")) {
                deleteRegistry(registry.id(), by);
            }
        }
        boolean existed = database.write(sql -> {
            boolean there = ArmRows.now(sql, groupId).isPresent();
            endBelow(sql, groupId, by);
            return there;
        });
        arm.changed();
        return existed;
    }

    // Plans

    /** Switches a plan; whether the subscription had none of this name. */
    public boolean putPlan(Plan plan, String by) {
        return database.write(sql -> {
            int changed = sql.update(
                    "UPDATE plan SET standard = ? WHERE subscription_key = ? AND name_key = ?",
                    plan.standard(),
                    key(plan.subscriptionId()),
                    key(plan.name()));
            if (changed == 0) {
                sql.update(
                        """
                        INSERT INTO plan (subscription_key, name_key, subscription_id, name, standard)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                        key(plan.subscriptionId()),
                        key(plan.name()),
                        plan.subscriptionId(),
                        plan.name(),
                        plan.standard());
            }
            String id =
                    "/subscriptions/" + plan.subscriptionId() + "/providers/Microsoft.Security/pricings/" + plan.name();
            PlanHistory.begin(sql, plan, clock.instant());
            audit(sql, by, put(changed), id, plan.pricingTier());
            note(sql, ChangeKind.PLAN, plan.subscriptionId());
            return changed == 0;
        });
    }

    /** The plans of a subscription by name. */
    public List<Plan> plans(String subscriptionId) {
        return database.read(sql -> sql.list(
                "SELECT subscription_id, name, standard FROM plan WHERE subscription_key = ? ORDER BY name_key",
                ResourceStore::plan,
                key(subscriptionId)));
    }

    /** A plan of a subscription, where it was ever switched. */
    public Optional<Plan> plan(String subscriptionId, String name) {
        return database.read(sql -> sql.first(
                "SELECT subscription_id, name, standard FROM plan WHERE subscription_key = ? AND name_key = ?",
                ResourceStore::plan,
                key(subscriptionId),
                key(name)));
    }

    /**
     * Whether the images of a registry are scanned: by its own plan where it has one, else by its subscription's. A
     * subscription that enforces its plan is not overridden.
     */
    public boolean isCovered(RegistryResource registry) {
        String own = PRICINGS.formatted(registry.id());
        String above = PRICINGS.formatted("/subscriptions/" + registry.subscriptionId());
        return database.read(sql -> {
            boolean enforced = false;
            boolean overridden = false;
            boolean covered = false;
            boolean inherited = false;
            for (String name : List.of(Plan.CONTAINER_REGISTRY, Plan.CONTAINERS)) {
                Optional<JsonNode> override = ArmRows.now(sql, own + name).map(ResourceStore::properties);
                overridden |= override.isPresent();
                covered |= override.filter(p -> isStandard(p)).isPresent();
                enforced |= ArmRows.now(sql, above + name)
                        .map(ResourceStore::properties)
                        .filter(p -> p.path("enforce").asString("").equals("True"))
                        .isPresent();
                inherited |= sql.number(
                                "SELECT standard FROM plan WHERE subscription_key = ? AND name_key = ?",
                                key(registry.subscriptionId()),
                                key(name))
                        > 0;
            }
            return (overridden && !enforced) ? covered : inherited;
        });
    }

    private static JsonNode properties(ArmResource pricing) {
        return Json.read(pricing.body(), JsonNode.class).path("properties");
    }

    private static boolean isStandard(JsonNode pricing) {
        return pricing.path("pricingTier").asString("").equals("Standard");
    }

    private static Plan plan(ResultSet row) throws SQLException {
        return new Plan(row.getString(1), row.getString(2), row.getInt(3) != 0);
    }

    // Principals

    /** Creates or replaces; whether it was created. */
    public boolean putPrincipal(Principal principal, String by) {
        return database.write(sql -> {
            int changed = sql.update(
                    """
                    UPDATE principal SET object_key = ?, object_id = ?, tenant_id = ?, display_name = ?, secret_hash = ?
                    WHERE client_key = ?
                    """,
                    key(principal.objectId()),
                    principal.objectId(),
                    principal.tenantId(),
                    principal.displayName(),
                    principal.secretHash(),
                    key(principal.clientId()));
            if (changed == 0) {
                sql.update(
                        """
                        INSERT INTO principal (client_key, object_key, client_id, object_id, tenant_id, display_name,
                            secret_hash)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """,
                        key(principal.clientId()),
                        key(principal.objectId()),
                        principal.clientId(),
                        principal.objectId(),
                        principal.tenantId(),
                        principal.displayName(),
                        principal.secretHash());
            }
            audit(sql, by, put(changed), PRINCIPALS + principal.clientId(), principal.displayName());
            return changed == 0;
        });
    }

    /** All principals by client id. */
    public List<Principal> principals() {
        return database.read(sql -> sql.list("""
                SELECT client_id, object_id, tenant_id, display_name, secret_hash FROM principal ORDER BY client_key
                """, ResourceStore::principal));
    }

    /** The principal with a client id. */
    public Optional<Principal> principal(String clientId) {
        return database.read(sql -> sql.first("""
                SELECT client_id, object_id, tenant_id, display_name, secret_hash FROM principal WHERE client_key = ?
                """, ResourceStore::principal, key(clientId)));
    }

    private static Principal principal(ResultSet row) throws SQLException {
        return new Principal(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
    }

    /** Removes the principal; its role assignments stay and grant nothing to anybody. Whether it was there. */
    public boolean deletePrincipal(String clientId, String by) {
        return database.write(sql -> {
            int deleted = sql.update("DELETE FROM principal WHERE client_key = ?", key(clientId));
            if (deleted > 0) {
                audit(sql, by, "delete", PRINCIPALS + clientId, "");
            }
            return deleted > 0;
        });
    }

    // Role assignments

    /** Creates or replaces the assignment of a name at a scope; whether it was created. */
    public boolean putRoleAssignment(RoleAssignment assignment, String by) {
        return database.write(sql -> {
            String id = RoleHistory.id(assignment.scope(), assignment.name());
            int replaced = sql.update("DELETE FROM role_assignment WHERE assignment_key = ?", key(id));
            sql.update(
                    """
                    INSERT INTO role_assignment (assignment_key, principal_key, name, scope, role_definition_id,
                        principal_id, principal_type, description, created_at, created_by)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    key(id),
                    key(assignment.principalId()),
                    assignment.name(),
                    assignment.scope(),
                    assignment.roleDefinitionId(),
                    assignment.principalId(),
                    assignment.principalType(),
                    assignment.description(),
                    clock.instant(),
                    by);
            RoleHistory.begin(sql, id, clock.instant());
            String detail = assignment.roleDefinitionId() + " for " + assignment.principalId();
            audit(sql, by, put(replaced), id, detail);
            note(sql, ChangeKind.ROLE_ASSIGNMENT, id);
            return replaced == 0;
        });
    }

    /** All role assignments by scope and name. */
    public List<RoleAssignment> roleAssignments() {
        return database.read(sql -> sql.list(ASSIGNMENTS + "ORDER BY assignment_key", RoleHistory::read));
    }

    /** The role assignments of a principal, by its object id. */
    public List<RoleAssignment> roleAssignments(String principalId) {
        return database.read(sql -> sql.list(
                ASSIGNMENTS + "WHERE principal_key = ? ORDER BY assignment_key", RoleHistory::read, key(principalId)));
    }

    /** The assignment of a name at a scope. */
    public Optional<RoleAssignment> roleAssignment(String scope, String name) {
        return database.read(sql -> sql.first(
                ASSIGNMENTS + "WHERE assignment_key = ?", RoleHistory::read, key(RoleHistory.id(scope, name))));
    }

    /** Removes the assignment; whether it was there. */
    public boolean deleteRoleAssignment(String scope, String name, String by) {
        return database.write(sql -> {
            String id = RoleHistory.id(scope, name);
            int deleted = sql.update("DELETE FROM role_assignment WHERE assignment_key = ?", key(id));
            if (deleted > 0) {
                RoleHistory.end(sql, id, clock.instant());
                audit(sql, by, "delete", id, "");
                note(sql, ChangeKind.ROLE_ASSIGNMENT, id);
            }
            return deleted > 0;
        });
    }

    private void audit(Sql sql, String by, String action, String resource, String detail) throws SQLException {
        Audit.append(sql, clock.instant(), by, new Audit.Change(action, resource, detail));
    }

    private void note(Sql sql, ChangeKind kind, String id) throws SQLException {
        Changes.note(sql, clock.instant(), new Change(kind, key(id)));
    }

    private static String put(int changedRows) {
        return changedRows == 0 ? "create" : "update";
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
