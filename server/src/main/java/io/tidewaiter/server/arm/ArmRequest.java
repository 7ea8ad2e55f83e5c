package io.tidewaiter.server.arm;

import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.token.Caller;
import io.tidewaiter.store.arm.Precondition;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that was let through: path read, version known, caller known and allowed.
 *
 * @param query first value of each parameter, names in lower case
 * @param body an empty object where none was sent
 * @param when what the caller asks to hold for a write (If-Match, If-None-Match)
 * @param url the address of this service as the caller sees it, without a trailing slash
 */
public record ArmRequest(
        ArmPath path, Map<String, String> query, ObjectNode body, Caller caller, Precondition when, String url) {
    public ArmRequest {
        query = Map.copyOf(query);
    }

    /** The same with a body. */
    ArmRequest with(ObjectNode sent) {
        return new ArmRequest(path, query, sent, caller, when, url);
    }

    /** The same with another body, to be written over one version only. */
    public ArmRequest with(ObjectNode other, Precondition over) {
        return new ArmRequest(path, query, other, caller, over, url);
    }

    /** A query parameter; names are compared without regard to case. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name.toLowerCase(Locale.ROOT)));
    }

    /** 403 for this caller: they lack an action on a scope. */
    public Answer denied(String action, Scope scope) {
        return Answer.denied(caller.clientId(), caller.objectId(), action, scope.id());
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
