package io.tidewaiter.server.http;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is answered: a status, a JSON body (null for none) and headers beyond the usual ones.
 *
 * @param headers name to value
 */
public record Answer(int status, @Nullable JsonNode body, Map<String, String> headers) {
    public Answer {
        headers = Map.copyOf(headers);
    }

    /** 200 with a body. */
    public static Answer ok(JsonNode body) {
        return new Answer(200, body, Map.of());
    }

    /** 201 with a body: a PUT made something new. */
    public static Answer created(JsonNode body) {
        return new Answer(201, body, Map.of());
    }

    /** 200 without a body where something was deleted, 204 where there was nothing. */
    public static Answer deleted(boolean existed) {
        return new Answer(existed ? 200 : 204, null, Map.of());
    }

    /** The ARM error envelope (Azure wire reference 1.3). */
    public static Answer error(int status, String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", message);
        return new Answer(status, body, Map.of());
    }

    /** 404 for a resource that does not exist. */
    public static Answer notFound(String id) {
        return error(404, "ResourceNotFound", "The resource '" + Quoted.of(id) + "' was not found.");
    }

    /** 405 for a method that a path does not take; {@code allowed} are those that it does, by commas. */
    public static Answer notAllowed(String method, String allowed) {
        return error(
                        405,
                        "HttpMethodNotAllowed",
                        "The http method '" + Quoted.of(method) + "' is not supported for this resource.")
                .with("Allow", allowed);
    }

    /** 400 for a body that says something we cannot use. */
    public static Answer invalid(String message) {
        return error(400, "InvalidRequestContent", message);
    }

    /** The same with another status. */
    public Answer withStatus(int other) {
        return new Answer(other, body, headers);
    }

    /** 403, naming who lacks which action where. */
    public static Answer denied(String clientId, String objectId, String action, String scope) {
        return error(
                403,
                "AuthorizationFailed",
                "The client '" + clientId + "' with object id '" + objectId
                        + "' does not have authorization to perform action '" + action + "' over scope '"
                        + Quoted.of(scope) + "' or the scope is invalid. If access was recently granted, please"
                        + " refresh your credentials.");
    }

    /** The same error, saying which member it is about. */
    public Answer at(String target) {
        if (body != null && body.path("error") instanceof ObjectNode error) {
            error.put("target", target);
        }
        return this;
    }

    /** The same answer with one more header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, more);
    }
}
