package io.tidewaiter.intake.connect;

import io.tidewaiter.model.resource.RegistryResource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of connections: registries by name, and the resource managers of Azures to ask. Secrets are named, by file or by
 * environment variable, and never stand in it.
 *
 * @param registries as resources, with their credentials
 * @param azures to be asked
 */
public record ConnectorFile(List<RegistryResource> registries, List<AzureArm.Access> azures) {
    private static final int FILE_BYTES_MAX = 16 << 20;
    private static final int ENTRIES_MAX = 100_000;
    private static final int SECRET_BYTES_MAX = 65_536;
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?");

    public ConnectorFile {
        registries = List.copyOf(registries);
        azures = List.copyOf(azures);
    }

    /**
     * Reads a file and the secrets that it names.
     *
     * @throws IllegalArgumentException saying what is wrong with it, and where
     * @throws IOException where it, or a secret's file, cannot be read
     */
    public static ConnectorFile read(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IllegalArgumentException(file + " is longer than the " + FILE_BYTES_MAX + " bytes allowed");
        }
        try {
            JsonNode root = JsonText.object(Files.readAllBytes(file));
            List<RegistryResource> registries = new ArrayList<>();
            for (JsonNode registry : JsonText.array(root, "registries", ENTRIES_MAX)) {
                registries.add(registry(registry, registries.size()));
            }
            List<AzureArm.Access> azures = new ArrayList<>();
            for (JsonNode azure : JsonText.array(root, "azure", ENTRIES_MAX)) {
                azures.add(azure(azure));
            }
            return new ConnectorFile(registries, azures);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("read connections " + file + ": " + e.getMessage(), e);
        }
    }

    private static RegistryResource registry(JsonNode json, int number) throws IOException {
        String where = "registries[" + number + "]";
        String subscription = JsonText.text(json, "subscription").toLowerCase(Locale.ROOT);
        String name = JsonText.text(json, "name");
        String loginServer = JsonText.text(json, "loginServer");
        if (!GUID.matcher(subscription).matches() || !NAME.matcher(name).matches() || loginServer.isEmpty()) {
            throw new IllegalArgumentException(
                    where + " has a 'subscription' (a GUID), a 'name' of letters, digits and '-', and a 'loginServer'");
        }
        ObjectNode properties = json.path("properties") instanceof ObjectNode given
                ? given.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        if (json.path("credentials") instanceof ObjectNode credentials) {
            String username = JsonText.text(credentials, "username");
            Optional<String> password = secret(credentials, "password");
            if (username.isEmpty() || password.isEmpty()) {
                throw new IllegalArgumentException(
                        where + ".credentials has a 'username', and a 'passwordFile' or a 'passwordVariable'");
            }
            properties
                    .withObject("/tidewaiter/credentials")
                    .put("username", username)
                    .put("password", password.get());
        }
        String group = JsonText.text(json, "resourceGroup");
        String location = JsonText.text(json, "location");
        return new RegistryResource(
                subscription,
                group.isEmpty() ? "connected" : group,
                name,
                location.isEmpty() ? "local" : location,
                loginServer,
                properties.toString());
    }

    private static AzureArm.Access azure(JsonNode json) throws IOException {
        String manager = JsonText.text(json, "resourceManager");
        String tokens = JsonText.text(json, "tokenUrl");
        String client = JsonText.text(json, "clientId");
        String audience = JsonText.text(json, "audience");
        String ca = JsonText.text(json, "ca");
        Optional<String> secret = secret(json, "clientSecret");
        if (!manager.startsWith("https://") || !tokens.startsWith("https://") || client.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "azure has a 'resourceManager' and a 'tokenUrl' (https), a 'clientId', and"
                            + " a 'clientSecretFile' or a 'clientSecretVariable'");
        }
        return new AzureArm.Access(
                URI.create(manager.endsWith("/") ? manager.substring(0, manager.length() - 1) : manager),
                URI.create(tokens),
                client,
                secret.get(),
                audience.isEmpty() ? manager : audience,
                ca.isEmpty() ? Optional.empty() : Optional.of(Path.of(ca)));
    }

    /** From {@code NAMEFile} or {@code NAMEVariable}; empty where neither is given. */
    private static Optional<String> secret(JsonNode json, String name) throws IOException {
        String file = JsonText.text(json, name + "File");
        if (!file.isEmpty()) {
            if (Files.size(Path.of(file)) > SECRET_BYTES_MAX) {
                throw new IllegalArgumentException("the file of '" + name + "' is too long for a secret");
            }
            return Optional.of(Files.readString(Path.of(file)).strip());
        }
        String variable = JsonText.text(json, name + "Variable");
        return variable.isEmpty() ? Optional.empty() : Optional.ofNullable(System.getenv(variable));
    }

    @Override
    public String toString() {
        return "ConnectorFile[" + registries.size() + " registries, " + azures.size() + " Azures]";
    }
}
