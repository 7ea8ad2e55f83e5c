package io.tidewaiter.server.role;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The roles that exist without anybody writing them, under Azure's own GUIDs (Azure wire reference 6.1).
 *
 * <p>One thing differs from Azure: a service principal's secret is made here, so whoever may make one could take over
 * an administrator's; only Owner may. Contributor and Security Admin have it subtracted or never had it.
 */
public final class BuiltInRoles {
    /** Everything, role assignments included. */
    public static final String OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

    private static final List<String> NONE = List.of();

    private static final List<String> NOT_FOR_CONTRIBUTORS = List.of(
            "Microsoft.Authorization/*/Delete",
            "Microsoft.Authorization/*/Write",
            "Microsoft.Authorization/elevateAccess/Action",
            "Microsoft.Authorization/policyExemptions/*/action",
            "Microsoft.Security/standardAssignments/write",
            "Microsoft.Security/standardAssignments/delete",
            "Microsoft.Security/standardAssignments/*/action",
            "Tidewaiter.Security/rules/write",
            "Tidewaiter.Security/rules/delete",
            "Tidewaiter.Security/rules/*/action",
            "Tidewaiter.Security/vexDocuments/write",
            "Tidewaiter.Security/vexDocuments/delete",
            "Tidewaiter.Security/vexDocuments/*/action",
            "Tidewaiter.Security/signingKeys/*",
            "Tidewaiter.Security/users/write",
            "Tidewaiter.Security/users/delete",
            "Tidewaiter.Security/users/*/action",
            "Tidewaiter.Security/groups/write",
            "Tidewaiter.Security/groups/delete",
            "Tidewaiter.Security/servicePrincipals/write",
            "Tidewaiter.Security/servicePrincipals/delete",
            "Tidewaiter.Security/servicePrincipals/*/action");

    private static final List<RoleDefinition> ALL =
            Stream.concat(general().stream(), ofRegistries().stream()).toList();

    private BuiltInRoles() {}

    /** Every role, in a fixed order. */
    public static List<RoleDefinition> all() {
        return ALL;
    }

    /** The role of a GUID. */
    public static Optional<RoleDefinition> of(String name) {
        return ALL.stream().filter(r -> r.name().equalsIgnoreCase(name)).findFirst();
    }

    private static List<RoleDefinition> general() {
        return List.of(
                role(OWNER, "Owner", "Full access, role assignments included.", List.of("*"), NONE),
                role(
                        "b24988ac-6180-42a0-ab88-20f7382dd24c",
                        "Contributor",
                        "Full access except to role assignments, principals, and what hides findings.",
                        List.of("*"),
                        NOT_FOR_CONTRIBUTORS),
                role(
                        "acdd72a7-3385-48ef-bd42-f606fba81ae7",
                        "Reader",
                        "Sees everything, changes nothing.",
                        List.of("*/read"),
                        NONE),
                role(
                        "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
                        "User Access Administrator",
                        "Sees everything and manages role assignments.",
                        List.of("*/read", "Microsoft.Authorization/*"),
                        NONE),
                role(
                        "fb1c8493-542b-48eb-b624-b4c8fea62acd",
                        "Security Admin",
                        "Sees and manages security: plans, rules, exemptions.",
                        List.of(
                                "Microsoft.Authorization/*/read",
                                "Microsoft.Authorization/policyAssignments/*",
                                "Microsoft.Authorization/policyDefinitions/*",
                                "Microsoft.Authorization/policyExemptions/*",
                                "Microsoft.Authorization/policySetDefinitions/*",
                                "Microsoft.Management/managementGroups/read",
                                "Microsoft.Resources/subscriptions/resourceGroups/read",
                                "Microsoft.Security/*",
                                "Tidewaiter.Security/registries/scan/action",
                                "Tidewaiter.Security/registries/sync/action",
                                "Tidewaiter.Security/scans/retry/action",
                                "Tidewaiter.Security/*/read",
                                "Tidewaiter.Security/eventSubscriptions/*",
                                "Tidewaiter.Security/rules/*",
                                "Tidewaiter.Security/vexDocuments/*"),
                        NONE),
                role(
                        "39bc4728-0917-49c7-9d2c-d95423bc2eb4",
                        "Security Reader",
                        "Sees recommendations, findings and plans.",
                        List.of(
                                "Microsoft.Authorization/*/read",
                                "Microsoft.Management/managementGroups/read",
                                "Microsoft.Resources/subscriptions/resourceGroups/read",
                                "Microsoft.Security/*/read",
                                "Tidewaiter.Security/*/read"),
                        NONE),
                role(
                        "612c2aa1-cb24-443b-ac28-3ab7272de6f5",
                        "Security Assessment Contributor",
                        "Writes assessments.",
                        List.of("Microsoft.Security/assessments/write"),
                        NONE));
    }

    private static List<RoleDefinition> ofRegistries() {
        return List.of(
                registry("7f951dda-4ed3-4680-a7ca-43fe172d538d", "AcrPull", "Pulls images.", "pull/read"),
                registry(
                        "8311e382-0749-4cb8-b61a-304f252e45ec",
                        "AcrPush",
                        "Pulls and pushes images.",
                        "pull/read",
                        "push/write"),
                registry("c2f4ef07-c644-48eb-af81-4b1b4947fb11", "AcrDelete", "Deletes images.", "artifacts/delete"),
                registry("6cef56e8-d556-48e5-a04f-b8e64114680f", "AcrImageSigner", "Signs images.", "sign/write"),
                registry(
                        "cdda3590-29a3-44f6-95f2-9f980659eb04",
                        "AcrQuarantineReader",
                        "Reads quarantined images.",
                        "quarantine/read"),
                registry(
                        "c8d4ff99-41c3-41a8-9f60-21dfdad59608",
                        "AcrQuarantineWriter",
                        "Reads and releases quarantined images.",
                        "quarantine/read",
                        "quarantine/write"));
    }

    private static RoleDefinition role(
            String name, String roleName, String description, List<String> actions, List<String> notActions) {
        return new RoleDefinition(
                name,
                roleName,
                description,
                List.of(new RoleDefinition.Permission(actions, notActions, NONE, NONE)),
                List.of("/"),
                false);
    }

    private static RoleDefinition registry(String name, String roleName, String description, String... rights) {
        List<String> actions = List.of(rights).stream()
                .map(r -> "Microsoft.ContainerRegistry/registries/" + r)
                .toList();
        return role(name, roleName, description, actions, NONE);
    }
}
