package io.tidewaiter.server.resource;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.shape.ShapeReader;
import io.tidewaiter.store.arm.RegistryHistory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A registry as JSON and as it is stored.
 *
 * <p>The stored properties are the caller's own, and under {@code tidewaiter} what is ours: the pull credentials
 * ({@code credentials.username}, {@code credentials.password}) and the top-level members that the record has no place
 * for ({@code sku}, {@code tags}). Credentials go in and never out. They belong to the login server they were given
 * for: whoever points the registry elsewhere has to give new ones.
 */
public final class RegistryForm {
    private static final String OURS = "tidewaiter";
    private static final String CREDENTIALS = "credentials";
    private static final Pattern LOGIN_SERVER = Pattern.compile(
            "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9a-fA-F:]{2,45}])(?::[0-9]{1,5})?");
    private static final List<String> TOP_LEVEL = List.of("sku", "tags", "identity");
    private static final Set<String> COMPUTED = Set.of("loginServer");
    private static final int TEXT_CHARS_MAX = 4_096;

    private RegistryForm() {}

    /** What a PUT body means. */
    sealed interface Reading {
        record Registry(RegistryResource resource) implements Reading {}

        record Fault(String message) implements Reading {}
    }

    /**
     * Reads a PUT body.
     *
     * @param place subscription, group and name, from the path
     * @param before what is stored, where something is
     */
    static Reading read(ObjectNode body, RegistryResource place, Optional<RegistryResource> before) {
        ObjectNode sound;
        switch (ShapeReader.read(RegistryMembers.ALL, body)) {
            case ShapeReader.Reading.Fault fault -> {
                return new Reading.Fault(fault.message());
            }
            case ShapeReader.Reading.Sound read -> sound = read.value();
        }
        ObjectNode properties = sound.path("properties") instanceof ObjectNode object ? object : Json.object();
        String wanted = Json.text(properties, "loginServer");
        String loginServer = !wanted.isEmpty()
                ? wanted
                : before.map(RegistryResource::loginServer)
                        .orElse(place.name().toLowerCase(Locale.ROOT) + ".azurecr.io");
        if (!LOGIN_SERVER.matcher(loginServer).matches()) {
            return new Reading.Fault("'properties.loginServer' is host[:port], without scheme and path.");
        }
        if (!properties.path(OURS).isMissingNode() && !properties.path(OURS).isObject()) {
            return new Reading.Fault("'properties.tidewaiter' is not an object.");
        }
        ObjectNode ours = properties.withObject("/" + OURS);
        Optional<String> fault = credentials(ours, loginServer, before);
        if (fault.isPresent()) {
            return new Reading.Fault(fault.get());
        }
        TOP_LEVEL.stream().filter(sound::has).forEach(name -> ours.set(name, sound.get(name)));
        COMPUTED.forEach(properties::remove);
        String location = Json.text(sound, "location");
        return new Reading.Registry(new RegistryResource(
                place.subscriptionId(),
                place.resourceGroup(),
                place.name(),
                location.isEmpty() ? "local" : location,
                loginServer,
                properties.toString()));
    }

    /** What is stored with a patch merged in (RFC 7396), as a PUT would say it. */
    static ObjectNode merged(RegistryResource stored, ObjectNode patch) {
        ObjectNode whole = json(stored);
        merge(whole, patch);
        return whole;
    }

    private static void merge(ObjectNode into, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            if (entry.getValue().isNull()) {
                continue; // SDKs send what they have no value for
            }
            if (into.get(entry.getKey()) instanceof ObjectNode inner
                    && entry.getValue() instanceof ObjectNode more
                    && !entry.getKey().equals("tags")) {
                merge(inner, more);
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        }
    }

    /** The ARM resource, without any secret. */
    public static ObjectNode json(RegistryResource registry) {
        ObjectNode json =
                Json.resource(registry.id(), registry.name(), Registries.TYPE).put("location", registry.location());
        ObjectNode properties = Json.read(registry.properties()).orElseGet(Json::object);
        JsonNode ours = properties.remove(OURS);
        json.set("tags", ours instanceof ObjectNode o && o.path("tags").isObject() ? o.get("tags") : Json.object());
        if (ours instanceof ObjectNode o && o.path("sku").isObject()) {
            String sku = Json.text(o.path("sku"), "name");
            json.putObject("sku").put("name", sku).put("tier", sku);
        } else {
            json.putObject("sku").put("name", "Standard").put("tier", "Standard");
        }
        if (ours instanceof ObjectNode o && o.path("identity").isObject()) {
            json.set("identity", o.get("identity"));
        }
        RegistryMembers.complete(properties);
        properties.put("loginServer", registry.loginServer()).put("provisioningState", "Succeeded");
        if (ours instanceof ObjectNode o) {
            shown(o, properties);
        }
        json.set("properties", properties);
        return json;
    }

    /** Says when a registry was made and written, where that is known. */
    static ObjectNode dated(ObjectNode json, RegistryHistory.@Nullable Times times) {
        if (times != null && times.created().isAfter(Instant.EPOCH)) {
            json.withObject("/properties").put("creationDate", times.created().toString());
            json.putObject("systemData")
                    .put("createdAt", times.created().toString())
                    .put("lastModifiedAt", times.changed().toString());
        }
        return json;
    }

    private static void shown(ObjectNode ours, ObjectNode properties) {
        ObjectNode rest = ours.deepCopy();
        String username = Json.text(rest.path(CREDENTIALS), "username");
        rest.remove(CREDENTIALS);
        TOP_LEVEL.forEach(rest::remove);
        if (!username.isEmpty()) {
            rest.putObject(CREDENTIALS).put("username", username);
        }
        if (!rest.isEmpty()) {
            properties.set(OURS, rest);
        }
    }

    /** Takes, keeps or drops credentials in {@code ours}; what is wrong with those given, if anything is. */
    private static Optional<String> credentials(
            ObjectNode ours, String loginServer, Optional<RegistryResource> before) {
        JsonNode given = ours.remove(CREDENTIALS);
        Optional<ObjectNode> kept = before.filter(b -> b.loginServer().equalsIgnoreCase(loginServer))
                .flatMap(b -> Json.read(b.properties()))
                .flatMap(p ->
                        p.path(OURS).path(CREDENTIALS) instanceof ObjectNode o ? Optional.of(o) : Optional.empty());
        if (given == null) {
            kept.ifPresent(k -> ours.set(CREDENTIALS, k));
            return Optional.empty();
        }
        if (given.isNull()) {
            return Optional.empty();
        }
        String username = Json.text(given, "username");
        String password = Json.text(given, "password");
        if (password.isEmpty()
                && kept.filter(k -> Json.text(k, "username").equals(username)).isPresent()) {
            kept.ifPresent(k -> ours.set(CREDENTIALS, k)); // what a GET returned comes back unchanged
            return Optional.empty();
        }
        if (username.isEmpty() || password.isEmpty() || username.length() + password.length() > TEXT_CHARS_MAX) {
            return Optional.of("'properties.tidewaiter.credentials' has a 'username' and a 'password', or is null.");
        }
        ours.putObject(CREDENTIALS).put("username", username).put("password", password);
        return Optional.empty();
    }
}
