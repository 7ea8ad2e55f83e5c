package io.tidewaiter.model.resource;

/**
 * A {@code Microsoft.ContainerRegistry/registries} resource.
 *
 * @param subscriptionId a GUID, lower case
 * @param resourceGroup casing kept as first written
 * @param name casing kept as first written
 * @param location for example {@code westeurope}, {@code local}
 * @param loginServer {@code host[:port]} that image references name
 * @param properties the other ARM properties as JSON object text, kept verbatim; pull credentials are in it, under
 *     {@code tidewaiter.credentials}: {@code username} and {@code password}
 */
public record RegistryResource(
        String subscriptionId,
        String resourceGroup,
        String name,
        String location,
        String loginServer,
        String properties) {
    /** The ARM id with the casing first stored. */
    public String id() {
        return "/subscriptions/" + subscriptionId + "/resourceGroups/" + resourceGroup
                + "/providers/Microsoft.ContainerRegistry/registries/" + name;
    }

    /** Without the properties, which may hold pull credentials. */
    @Override
    public String toString() {
        return "RegistryResource[" + id() + " at " + loginServer + "]";
    }
}
