package io.tidewaiter.model.resource;

import java.util.List;

/**
 * A Defender plan of a subscription ({@code Microsoft.Security/pricings}).
 *
 * @param name for example {@code ContainerRegistry}
 * @param standard true for {@code Standard}: scanning is on; false for {@code Free}
 */
public record Plan(String subscriptionId, String name, boolean standard) {
    /** The plan that switches image scanning. */
    public static final String CONTAINER_REGISTRY = "ContainerRegistry";

    /** The plan that took its place, and switches it as well. */
    public static final String CONTAINERS = "Containers";

    /** Every plan that a subscription has, in the order of lists; those of Azure that are not ours do nothing here. */
    public static final List<String> NAMES = List.of(
            "VirtualMachines",
            "SqlServers",
            "AppServices",
            "StorageAccounts",
            "SqlServerVirtualMachines",
            "KubernetesService",
            CONTAINER_REGISTRY,
            "KeyVaults",
            "Dns",
            "Arm",
            "OpenSourceRelationalDatabases",
            "CosmosDbs",
            CONTAINERS,
            "CloudPosture",
            "Api");

    /** Whether another plan took the place of a plan of this name. */
    public static boolean isDeprecated(String name) {
        return name.equals(CONTAINER_REGISTRY) || name.equals("KubernetesService");
    }

    /** {@code Standard} or {@code Free}. */
    public String pricingTier() {
        return standard ? "Standard" : "Free";
    }
}
