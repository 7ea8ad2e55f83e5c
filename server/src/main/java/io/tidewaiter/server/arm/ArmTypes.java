package io.tidewaiter.server.arm;

import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Every type that the service answers for, by its name without regard to case. */
public final class ArmTypes {
    private static final String CORE = "microsoft.resources/";

    private final Map<String, ArmType> byName = new HashMap<>();

    public ArmTypes(List<ArmType> types) {
        for (ArmType type : types) {
            if (byName.put(type.name().toLowerCase(Locale.ROOT), type) != null) {
                throw new IllegalArgumentException("two answer for type " + type.name());
            }
        }
    }

    /** All of them, by name. */
    public List<ArmType> all() {
        return byName.values().stream()
                .sorted(Comparator.comparing(ArmType::name))
                .toList();
    }

    /** The type of a path. */
    public Optional<ArmType> of(ArmPath path) {
        return Optional.ofNullable(byName.get(path.typeKey()));
    }

    /** What 404 says for a type that nobody answers for. */
    public Answer unknown(ArmPath path) {
        String namespace = path.namespace().toLowerCase(Locale.ROOT) + "/";
        String type = Quoted.of(String.join("/", path.types()));
        return byName.keySet().stream().anyMatch(k -> k.startsWith(namespace))
                ? Answer.error(
                        404,
                        "InvalidResourceType",
                        "The resource type '" + type + "' could not be found in the namespace '"
                                + Quoted.of(path.namespace()) + "'.")
                : Answer.error(
                        404,
                        "InvalidResourceNamespace",
                        "The resource namespace '" + Quoted.of(path.namespace()) + "' is invalid.");
    }

    /** What is wrong with the version that was asked for (Azure wire reference 1.2); empty where nothing is. */
    public static Optional<Answer> versionFault(ArmType type, Optional<String> apiVersion) {
        if (apiVersion.isEmpty() || apiVersion.get().isBlank()) {
            return Optional.of(Answer.error(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests."));
        }
        String asked = apiVersion.get();
        if (type.apiVersions().stream().anyMatch(v -> v.equalsIgnoreCase(asked))) {
            return Optional.empty();
        }
        if (type.name().toLowerCase(Locale.ROOT).startsWith(CORE)) {
            return Optional.of(Answer.error(
                    400,
                    "InvalidApiVersionParameter",
                    "The api-version '" + Quoted.of(asked) + "' is invalid. The supported versions are '"
                            + String.join(",", type.apiVersions()) + "'."));
        }
        return Optional.of(Answer.error(
                400,
                "NoRegisteredProviderFound",
                "No registered resource provider found for location 'global' and API version '" + Quoted.of(asked)
                        + "' for type '" + type.name().substring(type.name().indexOf('/') + 1)
                        + "'. The supported api-versions are '" + String.join(", ", type.apiVersions())
                        + "'. The supported locations are 'global'."));
    }
}
