package io.tidewaiter.server.token;

import io.tidewaiter.model.resource.Principal;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Body;
import io.tidewaiter.server.http.Quoted;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;

/** Client credentials against a token (RFC 6749 §4.4), in the forms that Azure's clients speak (wire reference 7.3). */
public final class TokenEndpoint {
    private static final int BODY_BYTES_MAX = 64 << 10;
    /** Audiences of Azure's public cloud: clients that were not told ours ask for these. */
    private static final Set<String> AZURE_AUDIENCES =
            Set.of("https://management.azure.com", "https://management.core.windows.net");

    private final Authority authority;
    private final Tokens tokens;
    private final ClientSecrets secrets;
    private final Function<String, Optional<Principal>> principals;
    private final Clock clock;

    /** @param principals finds a principal by its client id */
    public TokenEndpoint(
            Authority authority,
            Tokens tokens,
            ClientSecrets secrets,
            Function<String, Optional<Principal>> principals,
            Clock clock) {
        this.authority = authority;
        this.tokens = tokens;
        this.secrets = secrets;
        this.principals = principals;
        this.clock = clock;
    }

    /** Answers a token request; {@code tenant} is the path's first segment. */
    public Answer answer(HttpServletRequest request, String tenant) throws IOException {
        if (!tenant.equalsIgnoreCase("adfs") && !tenant.equalsIgnoreCase(authority.tenantId())) {
            return OauthError.UNKNOWN_TENANT.answer(Quoted.of(tenant), clock.instant());
        }
        Optional<byte[]> body = Body.read(request, BODY_BYTES_MAX);
        if (body.isEmpty()) {
            return OauthError.TOO_LARGE.answer(BODY_BYTES_MAX + " bytes", clock.instant());
        }
        Map<String, String> form = form(new String(body.get(), StandardCharsets.UTF_8));
        basic(request).ifPresent(form::putAll);
        return grant(form, Optional.ofNullable(request.getHeader("Host")).orElse(""));
    }

    private Answer grant(Map<String, String> form, String host) {
        for (String needed : new String[] {"grant_type", "client_id", "client_secret"}) {
            if (form.getOrDefault(needed, "").isEmpty()) {
                return OauthError.INVALID_REQUEST.answer(needed, clock.instant());
            }
        }
        String grant = form.getOrDefault("grant_type", "");
        if (!grant.equals("client_credentials")) {
            return OauthError.UNSUPPORTED_GRANT.answer(Quoted.of(grant), clock.instant());
        }
        String wanted = form.getOrDefault("scope", form.getOrDefault("resource", ""));
        if (!isOurs(wanted, host)) {
            return OauthError.INVALID_SCOPE.answer(Quoted.of(wanted), clock.instant());
        }
        String secret = form.getOrDefault("client_secret", "");
        Optional<Principal> principal = principals.apply(form.getOrDefault("client_id", ""));
        if (principal.isEmpty()) {
            secrets.compareWithNobody(secret);
            return OauthError.INVALID_CLIENT.answer("", clock.instant());
        }
        return secrets.matches(secret, principal.get().secretHash())
                ? token(principal.get())
                : OauthError.INVALID_CLIENT.answer("", clock.instant());
    }

    private Answer token(Principal principal) {
        long seconds = Tokens.LIFETIME.toSeconds() - 1;
        return Answer.ok(JsonNodeFactory.instance
                .objectNode()
                .put("token_type", "Bearer")
                .put("expires_in", seconds)
                .put("ext_expires_in", seconds)
                .put("expires_on", String.valueOf(clock.instant().getEpochSecond() + seconds))
                .put("resource", authority.audience())
                .put("access_token", tokens.issue(principal)));
    }

    /** Whether the scopes name this service: none, or one {@code resource/.default} of ours beside OpenID's words. */
    private boolean isOurs(String scopes, String host) {
        for (String scope : scopes.strip().split("\\s+")) {
            boolean word =
                    Set.of("", "openid", "profile", "offline_access", "email").contains(scope);
            String resource =
                    scope.replaceAll("/\\.default$", "").replaceAll("/+$", "").replaceAll("/arm$", "");
            boolean ours = resource.equalsIgnoreCase(authority.url())
                    || resource.equalsIgnoreCase(authority.urlFor(host))
                    || AZURE_AUDIENCES.contains(resource);
            if (!word && !ours) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.putIfAbsent(unescaped(pair.substring(0, equals)), unescaped(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static Optional<Map<String, String>> basic(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String text =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon <= 0
                    ? Optional.empty()
                    : Optional.of(Map.of(
                            "client_id", unescaped(text.substring(0, colon)),
                            "client_secret", unescaped(text.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base64: as if it were not there
        }
    }

    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a stray percent sign stands for itself
        }
    }
}
