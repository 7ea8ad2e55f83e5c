package io.tidewaiter.intake.support;

import io.tidewaiter.model.resource.RegistryResource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Whether a registry can be scanned (Azure wire reference 5.4). Pure: what the network does is not asked.
 *
 * <p>A registry that is closed to the public is taken for closed to us unless the service was told that it stands inside
 * ({@link Reach}). The bypass for trusted services of Azure is not for us: we are none. Where permissions are given per
 * repository, or tokens of the directory are not accepted, only a credential of the registry's own can help; the registry
 * is supported where it has one.
 */
public sealed interface RegistrySupport {
    /** It can be scanned, as far as can be told. */
    record Supported() implements RegistrySupport {}

    /**
     * It cannot.
     *
     * @param cause a word for programs
     * @param description a sentence for people: what was seen and what to do
     */
    record Unsupported(String cause, String description) implements RegistrySupport {}

    /** What the properties of a registry say. */
    static RegistrySupport of(RegistryResource registry, Reach reach) {
        JsonNode properties = properties(registry);
        if (!reach.reaches(registry.loginServer())) {
            String closed = closedBy(properties);
            if (!closed.isEmpty()) {
                return new Unsupported(
                        "RegistryNetworkClosed",
                        "The registry is closed to the public network (" + closed
                                + "); start the service inside its network with --inside " + registry.loginServer()
                                + ", or open the registry");
            }
        }
        boolean hasCredential =
                properties.path("tidewaiter").path("credentials").isObject();
        if (is(properties.path("roleAssignmentMode"), "AbacRepositoryPermissions") && !hasCredential) {
            return new Unsupported(
                    "RegistryAbac",
                    "The registry gives permissions per repository (roleAssignmentMode AbacRepositoryPermissions); give"
                            + " it a credential that may list and pull all of them");
        }
        boolean noDirectoryTokens = is(
                properties
                        .path("policies")
                        .path("azureADAuthenticationAsArmPolicy")
                        .path("status"),
                "disabled");
        if (noDirectoryTokens && !hasCredential) {
            return new Unsupported(
                    "RegistryTokensRefused",
                    "The registry refuses tokens of the directory (azureADAuthenticationAsArmPolicy disabled); give it a"
                            + " credential of its own");
        }
        return new Supported();
    }

    private static String closedBy(JsonNode properties) {
        if (is(properties.path("publicNetworkAccess"), "Disabled")) {
            return "publicNetworkAccess Disabled";
        }
        return is(properties.path("networkRuleSet").path("defaultAction"), "Deny")
                ? "networkRuleSet.defaultAction Deny"
                : "";
    }

    private static boolean is(JsonNode node, String word) {
        return node.isString() && node.stringValue().equalsIgnoreCase(word);
    }

    private static JsonNode properties(RegistryResource registry) {
        try {
            JsonNode read = JsonMapper.shared().readTree(registry.properties());
            return read == null ? JsonNodeFactory.instance.objectNode() : read;
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.objectNode(); // what cannot be read forbids nothing
        }
    }
}
