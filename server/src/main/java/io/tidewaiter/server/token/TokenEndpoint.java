package io.tidewaiter.server.token;

import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Form;
import io.tidewaiter.server.http.Quoted;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A grant against a token (RFC 6749), in the forms that Azure's clients speak (wire reference 7.3). */
public final class TokenEndpoint {
    /** Audiences of Azure's public cloud: clients that were not told ours ask for these. */
    private static final Set<String> AZURE_AUDIENCES =
            Set.of("https://management.azure.com", "https://management.core.windows.net");

    private final Authority authority;
    private final Tokens tokens;
    private final ClientAuthentication clients;
    private final UserGrants grants;
    private final Clock clock;

    public TokenEndpoint(
            Authority authority, Tokens tokens, ClientAuthentication clients, UserGrants grants, Clock clock) {
        this.authority = authority;
        this.tokens = tokens;
        this.clients = clients;
        this.grants = grants;
        this.clock = clock;
    }

    /** Answers a token request; {@code tenant} is the path's first segment. */
    public Answer answer(HttpServletRequest request, String tenant) throws IOException {
        if (!authority.isTenant(tenant)) {
            return OauthError.UNKNOWN_TENANT.answer(Quoted.of(tenant), clock.instant());
        }
        Optional<Form> body = Form.body(request);
        if (body.isEmpty()) {
            return OauthError.TOO_LARGE.answer("64 KiB", clock.instant());
        }
        Form form = basic(request).map(body.get()::with).orElse(body.get());
        return grant(form, Optional.ofNullable(request.getHeader("Host")).orElse(""));
    }

    /**
     * The managed-identity form (App Service's {@code IDENTITY_ENDPOINT}, versions 2019-08-01 and 2017-09-01): a GET
     * with {@code resource}, and with {@code CLIENT_ID:SECRET} in the header that such workloads are given.
     */
    public Answer managedIdentity(HttpServletRequest request) {
        String header = Optional.ofNullable(request.getHeader("X-IDENTITY-HEADER"))
                .or(() -> Optional.ofNullable(request.getHeader("secret")))
                .orElse("");
        int colon = header.indexOf(':');
        if (colon <= 0) {
            return OauthError.INVALID_REQUEST.answer("X-IDENTITY-HEADER: CLIENT_ID:SECRET", clock.instant());
        }
        String resource = Form.query(request).get("resource");
        if (!isOurs(resource, Optional.ofNullable(request.getHeader("Host")).orElse(""))) {
            return OauthError.INVALID_SCOPE.answer(Quoted.of(resource), clock.instant());
        }
        return token(clients.bySecret(header.substring(0, colon), header.substring(colon + 1)));
    }

    private Answer grant(Form form, String host) {
        String grant = form.get("grant_type");
        if (grant.isEmpty()) {
            return OauthError.INVALID_REQUEST.answer("grant_type", clock.instant());
        }
        String wanted = form.first("scope", "resource");
        if (!isOurs(wanted, host)) {
            return OauthError.INVALID_SCOPE.answer(Quoted.of(wanted), clock.instant());
        }
        return switch (grant) {
            case "client_credentials" -> token(clients.of(form, host));
            case "authorization_code" -> grants.byCode(form);
            case "refresh_token" -> grants.byRefreshToken(form);
            case "device_code", UserGrants.DEVICE_GRANT -> grants.byDevice(form);
            default -> OauthError.UNSUPPORTED_GRANT.answer(Quoted.of(grant), clock.instant());
        };
    }

    private Answer token(ClientAuthentication.Outcome outcome) {
        return switch (outcome) {
            case ClientAuthentication.Outcome.Known known ->
                TokenAnswers.ofClient(tokens.issue(known.principal()), authority.audience(), clock.instant());
            case ClientAuthentication.Outcome.Refused refused -> refused.answer();
        };
    }

    /** Whether the scopes name this service: none, or one {@code resource/.default} of ours beside OpenID's words. */
    private boolean isOurs(String scopes, String host) {
        for (String scope : scopes.strip().split("\\s+")) {
            boolean word =
                    Set.of("", "openid", "profile", "offline_access", "email").contains(scope);
            String resource = scope.replaceAll("/(\\.default|user_impersonation)$", "")
                    .replaceAll("/+$", "")
                    .replaceAll("/arm$", "");
            boolean ours = resource.equalsIgnoreCase(authority.url())
                    || resource.equalsIgnoreCase(authority.urlFor(host))
                    || AZURE_AUDIENCES.contains(resource);
            if (!word && !ours) {
                return false;
            }
        }
        return true;
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
                            "client_id", Form.unescaped(text.substring(0, colon)),
                            "client_secret", Form.unescaped(text.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base64: as if it were not there
        }
    }
}
