package io.tidewaiter.server.token;

import io.tidewaiter.server.http.Answer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The error form of token endpoints (RFC 6749 §5.2), with the members that Azure's clients print. */
enum OauthError {
    INVALID_REQUEST(400, "invalid_request", 900144, "The request body must contain the parameter '%s'."),
    UNSUPPORTED_GRANT(400, "unsupported_grant_type", 70003, "The grant type '%s' is not supported here."),
    INVALID_SCOPE(400, "invalid_scope", 70011, "The scope '%s' names no resource of this service."),
    INVALID_CLIENT(401, "invalid_client", 7000215, "Unknown client or wrong secret%s."),
    INVALID_ASSERTION(401, "invalid_client", 700027, "The client assertion was not accepted: %s."),
    INVALID_GRANT(400, "invalid_grant", 70000, "The code or refresh token is not valid (any more)%s."),
    WRONG_VERIFIER(400, "invalid_grant", 501481, "The code_verifier does not match the code_challenge%s."),
    AUTHORIZATION_PENDING(400, "authorization_pending", 70016, "Nobody has signed in for the device yet%s."),
    SLOW_DOWN(400, "slow_down", 70016, "Asked before the interval was over%s."),
    AUTHORIZATION_DECLINED(400, "authorization_declined", 70018, "The sign-in was declined%s."),
    EXPIRED_TOKEN(400, "expired_token", 70020, "The code has expired%s."),
    TOO_MANY(429, "temporarily_unavailable", 50196, "Too many wrong attempts; wait %s seconds."),
    UNKNOWN_TENANT(400, "invalid_request", 90002, "Tenant '%s' not found."),
    TOO_LARGE(413, "invalid_request", 90100, "The body is larger than %s.");

    private final int status;
    private final String word;
    private final int number;
    private final String text;

    OauthError(int status, String word, int number, String text) {
        this.status = status;
        this.word = word;
        this.number = number;
        this.text = text;
    }

    Answer answer(String detail, Instant now) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String id = UUID.randomUUID().toString();
        body.put("error", word).put("error_description", "AADSTS" + number + ": " + text.formatted(detail));
        body.putArray("error_codes").add(number);
        body.put("timestamp", now.toString()).put("trace_id", id).put("correlation_id", id);
        return new Answer(status, body, status == 401 ? Map.of("WWW-Authenticate", "Basic realm=\"token\"") : Map.of());
    }
}
