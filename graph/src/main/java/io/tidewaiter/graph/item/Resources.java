package io.tidewaiter.graph.item;

import io.tidewaiter.graph.form.ArmJson;
import io.tidewaiter.graph.form.AssessmentForm;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.form.ResourceView;
import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.store.Recommended;
import io.tidewaiter.store.arm.ManagementTree;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.recommend.RecommendationHistory;
import io.tidewaiter.store.sync.RegistrySync;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What of the state is a resource, group by group, in the form of queries. */
public final class Resources {
    private static final String PRICINGS = "/providers/Microsoft.Security/pricings/";
    private static final Pattern PLAN =
            Pattern.compile("/subscriptions/[^/]+" + PRICINGS + "[^/]+", Pattern.CASE_INSENSITIVE);

    /** What the group of a registry's items begins with. */
    public static final String REGISTRY_GROUP = "registry:";

    /** The group of the role definitions that are always there. */
    public static final String BUILT_IN_ROLES = "roles";

    /** The group of the policy definitions that are always there. */
    public static final String BUILT_IN_POLICIES = "policies";

    /** The group of the root of the management groups. */
    public static final String ROOT = "root";

    private final Sql state;
    private final Summaries summaries;
    private final AssessmentKey form;
    private final ResourceView view;
    private final String tenantId;
    private @Nullable GroupTree tree;

    /**
     * @param view how resources look
     * @param tenantId what the root of the management groups is named like
     */
    public Resources(Sql state, Summaries summaries, AssessmentKey form, ResourceView view, String tenantId) {
        this.state = state;
        this.summaries = summaries;
        this.form = form;
        this.view = view;
        this.tenantId = tenantId;
    }

    /** The management groups of this moment, read when something first asks for them. */
    private GroupTree tree() throws SQLException {
        GroupTree read = tree;
        if (read == null) {
            read = GroupTree.read(state, tenantId);
            tree = read;
        }
        return read;
    }

    /**
     * What names a management group that was moved or renamed, or lies in another one.
     *
     * @param subscriptions by key
     * @param groups by key
     */
    public record Placed(Set<String> subscriptions, Set<String> groups) {
        /** Whether nothing does. */
        public boolean isEmpty() {
            return subscriptions.isEmpty() && groups.isEmpty();
        }
    }

    /** What has to be told anew after these resources were written: rows name all groups that are above them. */
    public Placed placed(Set<String> resourceKeys) throws SQLException {
        Set<String> names = new TreeSet<>();
        Placed placed = new Placed(new TreeSet<>(), new TreeSet<>());
        for (String key : resourceKeys) {
            GroupTree.group(key).ifPresent(names::add);
            GroupTree.member(key).ifPresent(placed.subscriptions()::add);
        }
        if (names.isEmpty()) {
            return placed;
        }
        placed.subscriptions().addAll(tree().subscriptionsBelow(names));
        placed.groups().addAll(tree().groupsBelow(names));
        if (names.contains(tenantId.toLowerCase(Locale.ROOT))) {
            placed.subscriptions()
                    .addAll(state.list("SELECT subscription_key FROM subscription", row -> row.getString(1)));
        }
        return placed;
    }

    /** The root of the management groups, which is there without anybody having written it. */
    public List<Item> root() throws SQLException {
        return group(tree().root());
    }

    /** A management group and what is assigned to it without anybody having written it. */
    private List<Item> group(ObjectNode row) {
        String id = ArmJson.text(row, "id");
        List<Item> items = new ArrayList<>(List.of(Item.of("resourcecontainers", id, row)));
        view.policyAssignment(id).ifPresent(json -> items.add(Item.of("policyresources", id, json)));
        return items;
    }

    /** A registry and the recommendation about it. */
    public List<Item> registry(String key) throws SQLException {
        Optional<RegistryResource> registry = state.first(
                """
                SELECT subscription_id, resource_group, name, location, login_server, properties
                FROM registry WHERE registry_key = ?
                """,
                row -> new RegistryResource(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)),
                key);
        if (registry.isEmpty()) {
            return List.of();
        }
        ObjectNode json = view.registry(registry.get());
        long created = state.first("SELECT created_at FROM registry WHERE registry_key = ?", row -> row.getLong(1), key)
                .orElse(0L);
        if (created > 0) {
            json.withObject("properties")
                    .put("creationDate", Instant.ofEpochMilli(created).toString());
        }
        return List.of(Item.of("resources", key, json), assessment(registry.get(), key));
    }

    /** The recommendation in the spelling of queries: both casings of {@code resourceDetails}, metadata always. */
    private Item assessment(RegistryResource registry, String key) throws SQLException {
        ObjectNode json = AssessmentForm.json(
                registry.id(),
                form,
                Recommended.now(summaries.of(key), sync(key), RecommendationHistory.now(state, key)));
        ObjectNode properties = (ObjectNode) json.get("properties");
        properties
                .withObject("resourceDetails")
                .put("Source", "Azure")
                .put("Id", registry.id())
                .put("ResourceType", "registries")
                .put("ResourceName", registry.name())
                .put("ResourceProvider", "Microsoft.ContainerRegistry");
        properties.putObject("links").put("azurePortal", "portal/assessments" + registry.id());
        properties.set("metadata", AssessmentForm.metadata(form).get("properties"));
        ObjectNode versioned = json.deepCopy();
        ((ObjectNode) versioned.get("properties")).remove("additionalData");
        ((ObjectNode) versioned.at("/properties/status")).remove("description");
        AssessmentForm.undate(versioned);
        return new Item("securityresources", key, versioned.toString(), json);
    }

    /** How the registry stands as a whole; only what a recommendation tells of it. */
    private Optional<RegistrySync> sync(String key) throws SQLException {
        return state.first(
                "SELECT registry_id, state, cause, description FROM registry_sync WHERE registry_key = ?",
                row -> new RegistrySync(
                        row.getString(1),
                        "",
                        RegistrySync.Phase.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                        row.getString(3),
                        row.getString(4),
                        Instant.EPOCH,
                        null,
                        null,
                        "",
                        RegistrySync.Counts.NONE),
                key);
    }

    /** A subscription with its plans. */
    public List<Item> subscription(String key) throws SQLException {
        List<Item> items = new ArrayList<>();
        GroupTree groups = tree();
        Optional<ObjectNode> subscription = state.first(
                "SELECT subscription_id, tenant_id, display_name, state FROM subscription WHERE subscription_key = ?",
                row -> {
                    String id = "/subscriptions/" + row.getString(1);
                    ObjectNode json = ArmJson.resource(id, row.getString(3), "microsoft.resources/subscriptions")
                            .put("tenantId", row.getString(2));
                    ObjectNode properties = json.putObject("properties").put("state", row.getString(4));
                    properties.set("managementGroupAncestorsChain", groups.above(key));
                    properties.putArray("managedByTenants");
                    properties.putObject("subscriptionPolicies").put("quotaId", "Internal_2014-09-01");
                    return json;
                },
                key);
        if (subscription.isEmpty()) {
            return items;
        }
        String id = ArmJson.text(subscription.get(), "id");
        items.add(Item.of("resourcecontainers", id, subscription.get()));
        plans(key, id, items);
        view.policyAssignment(id).ifPresent(json -> items.add(Item.of("policyresources", id, json)));
        return items;
    }

    /** All plans, as REST lists them: also those that nobody ever switched, which are free. */
    private void plans(String key, String subscription, List<Item> items) throws SQLException {
        Map<String, Boolean> standard = new HashMap<>();
        state.list(
                "SELECT name, standard FROM plan WHERE subscription_key = ?",
                row -> standard.put(row.getString(1), row.getInt(2) != 0),
                key);
        for (String name : Plan.NAMES) {
            String id = subscription + PRICINGS + name;
            ObjectNode json = ArmJson.resource(id, name, "Microsoft.Security/pricings");
            ObjectNode properties = json.putObject("properties")
                    .put("pricingTier", standard.getOrDefault(name, false) ? "Standard" : "Free")
                    .put("freeTrialRemainingTime", "PT0S");
            if (Plan.isDeprecated(name)) {
                properties.put("deprecated", true).putArray("replacedBy").add(Plan.CONTAINERS);
            }
            properties.put("enforce", "False").put("inherited", "False");
            kept(id).ifPresent(body -> {
                for (String member : List.of("subPlan", "extensions", "enforce")) {
                    body.path("properties").optional(member).ifPresent(value -> properties.set(member, value));
                }
            });
            items.add(Item.of("securityresources", subscription, json));
        }
    }

    /** What was written with a plan beside its tier. */
    private Optional<JsonNode> kept(String id) throws SQLException {
        return state.first(
                "SELECT body FROM arm_resource WHERE resource_key = ? AND valid_to IS NULL",
                row -> Json.read(row.getString(1), JsonNode.class),
                id.toLowerCase(Locale.ROOT));
    }

    /** A resource that is kept as JSON, in the table that its type belongs to. */
    public List<Item> stored(String key) throws SQLException {
        boolean isGroup = GroupTree.group(key).isPresent();
        if (PLAN.matcher(key).matches() || (isGroup && tree().isRoot(key))) {
            return List.of(); // told of with its subscription, or as the root
        }
        Optional<ObjectNode> stored = state.first(
                        """
                        SELECT resource_id, type_key, body FROM arm_resource
                        WHERE resource_key = ? AND valid_to IS NULL AND type_key <> ?
                        """,
                        row -> view.stored(row.getString(1), row.getString(2), row.getString(3)),
                        key,
                        ManagementTree.MEMBER)
                .orElse(Optional.empty());
        if (stored.isEmpty()) {
            return List.of();
        }
        ObjectNode json = stored.get();
        String type = ArmJson.text(json, "type");
        return type.equalsIgnoreCase(ManagementTree.GROUP)
                ? group(tree().row(json, ArmJson.text(json, "name")))
                : List.of(Item.of(home(type), key, json));
    }

    /** An exemption in Azure's own form; our rules and VEX documents are told with each finding that they hide. */
    public List<Item> judgement(String key) throws SQLException {
        return state.first(
                        """
                        SELECT resource_id, kind, body, scope FROM judgement
                        WHERE resource_key = ? AND valid_to IS NULL AND kind IN ('exemption', 'standard')
                        """,
                        row -> {
                            String type = row.getString(2).equals("standard")
                                    ? "microsoft.security/standardassignments"
                                    : "microsoft.authorization/policyexemptions";
                            String scope = row.getString(4);
                            return view.stored(row.getString(1), type, "{\"properties\":" + row.getString(3) + "}")
                                    .map(json -> Item.of(home(type), scope, json));
                        },
                        key)
                .orElse(Optional.empty())
                .map(List::of)
                .orElse(List.of());
    }

    private static String home(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        if (lower.startsWith("microsoft.security/")) {
            return "securityresources";
        }
        if (lower.startsWith("microsoft.authorization/policy") || lower.startsWith("microsoft.policyinsights/")) {
            return "policyresources";
        }
        if (lower.startsWith("microsoft.authorization/")) {
            return "authorizationresources";
        }
        return lower.startsWith("microsoft.management/")
                        || lower.startsWith("microsoft.resources/subscriptions")
                        || lower.equals("microsoft.resources/resourcegroups")
                ? "resourcecontainers"
                : "resources";
    }

    /** The policy definitions that are always there, and sets of them. */
    public static List<Item> builtInPolicies(ResourceView view) {
        return view.policyDefinitions().stream()
                .map(json -> Item.of("policyresources", "/", json))
                .toList();
    }

    /** The role definitions that are always there. */
    public static List<Item> builtInRoles(ResourceView view) {
        return view.builtInRoles().stream()
                .map(json -> Item.of("authorizationresources", "/", json))
                .toList();
    }

    /** A role assignment. */
    public List<Item> roleAssignment(String key) throws SQLException {
        return state.first(
                        """
                        SELECT name, scope, role_definition_id, principal_id, principal_type, description, created_at,
                               created_by
                        FROM role_assignment WHERE assignment_key = ?
                        """,
                        row -> {
                            String scope = row.getString(2).equals("/") ? "" : row.getString(2);
                            String type = "Microsoft.Authorization/roleAssignments";
                            String created =
                                    Instant.ofEpochMilli(row.getLong(7)).toString();
                            ObjectNode json = ArmJson.resource(
                                    scope + "/providers/" + type + "/" + row.getString(1), row.getString(1), type);
                            json.putObject("properties")
                                    .put(
                                            "roleDefinitionId",
                                            "/providers/Microsoft.Authorization/roleDefinitions/" + row.getString(3))
                                    .put("principalId", row.getString(4))
                                    .put("principalType", row.getString(5))
                                    .put("scope", row.getString(2))
                                    .put("description", row.getString(6))
                                    .put("createdOn", created)
                                    .put("updatedOn", created)
                                    .put("createdBy", row.getString(8))
                                    .put("updatedBy", row.getString(8));
                            return Item.of("authorizationresources", row.getString(2), json);
                        },
                        key)
                .map(List::of)
                .orElse(List.of());
    }
}
