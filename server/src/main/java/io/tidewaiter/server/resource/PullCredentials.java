package io.tidewaiter.server.resource;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.credential.Credential;
import io.tidewaiter.oci.credential.CredentialSource;
import tools.jackson.databind.JsonNode;

/** The credentials that a registry resource was given for pulling; they are never part of an answer. */
public final class PullCredentials {
    private PullCredentials() {}

    /** For the resource's own login server and no other; anonymous where none were given. */
    public static CredentialSource of(RegistryResource registry) {
        JsonNode given = Json.read(registry.properties())
                .map(properties -> properties.path("tidewaiter").path("credentials"))
                .orElseGet(Json::object);
        String username = Json.text(given, "username");
        String password = Json.text(given, "password");
        if (username.isEmpty() || password.isEmpty()) {
            return CredentialSource.none();
        }
        return CredentialSource.of(
                new Registry(registry.loginServer()), new Credential.UserPassword(username, password));
    }
}
