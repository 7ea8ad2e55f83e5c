package io.tidewaiter.server.arm;

import io.tidewaiter.server.token.Caller;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that was let through: path read, version known, caller known and allowed.
 *
 * @param query first value of each parameter, names in lower case
 * @param body an empty object where none was sent
 * @param url the address of this service as the caller sees it, without a trailing slash
 */
public record ArmRequest(ArmPath path, Map<String, String> query, ObjectNode body, Caller caller, String url) {
    public ArmRequest {
        query = Map.copyOf(query);
    }

    /** A query parameter; names are compared without regard to case. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The version that was asked for. */
    public String apiVersion() {
        return parameter("api-version").orElse("");
    }

    /** The subscription in the path, lower case; empty at the tenant. */
    public String subscriptionId() {
        return path.whole().subscriptionId().orElse("");
    }
}
