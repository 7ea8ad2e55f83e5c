package io.tidewaiter.server.token;

import io.tidewaiter.model.resource.UserAccount;
import io.tidewaiter.server.http.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Successful answers of token endpoints (RFC 6749 §5.1), with the members that Azure's clients read. */
final class TokenAnswers {
    private TokenAnswers() {}

    /** What was signed for a person. */
    record Signed(String access, String identity, String refresh) {}

    /** For a service principal. */
    static Answer ofClient(String access, String audience, Instant now) {
        return Answer.ok(body(access, audience, now));
    }

    /** For a person; {@code clientInfo} tells who it is in the form that MSAL asks for. */
    static Answer ofUser(Signed signed, UserAccount user, boolean clientInfo, String audience, Instant now) {
        ObjectNode body = body(signed.access(), audience, now)
                .put("refresh_token", signed.refresh())
                .put("refresh_token_expires_in", 1_209_600)
                .put("id_token", signed.identity())
                .put("scope", audience + "/user_impersonation");
        if (clientInfo) {
            String info = "{\"uid\":\"" + user.objectId() + "\",\"utid\":\"" + user.tenantId() + "\"}";
            body.put(
                    "client_info",
                    Base64.getUrlEncoder().withoutPadding().encodeToString(info.getBytes(StandardCharsets.UTF_8)));
        }
        return Answer.ok(body);
    }

    private static ObjectNode body(String access, String audience, Instant now) {
        long seconds = Tokens.LIFETIME.toSeconds() - 1;
        return JsonNodeFactory.instance
                .objectNode()
                .put("token_type", "Bearer")
                .put("expires_in", seconds)
                .put("ext_expires_in", seconds)
                .put("expires_on", String.valueOf(now.getEpochSecond() + seconds))
                .put("resource", audience)
                .put("access_token", access);
    }
}
