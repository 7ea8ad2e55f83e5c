package io.tidewaiter.server.signin;

import io.tidewaiter.server.http.Form;
import io.tidewaiter.server.token.Authority;
import io.tidewaiter.server.token.UserGrants;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The authorization endpoint (RFC 6749 §4.1) with PKCE (RFC 7636, S256 only) for clients on the person's own machine
 * (RFC 8252 §7.3: any port of the loopback) and for our own pages.
 */
public final class AuthorizeEndpoint {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> KEPT = Set.of(
            "client_id",
            "redirect_uri",
            "response_type",
            "response_mode",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method");

    private final Authority authority;
    private final Passwords passwords;
    private final UserGrants grants;

    public AuthorizeEndpoint(Authority authority, Passwords passwords, UserGrants grants) {
        this.authority = authority;
        this.passwords = passwords;
        this.grants = grants;
    }

    /** GET: the page to sign in. */
    public ServerResponse page(ServerRequest request) {
        Form asked = Form.query(request.servletRequest());
        return fault(request, asked).orElseGet(() -> signIn(200, asked, asked.get("login_hint"), ""));
    }

    /** POST of that page: back to the client with a code. */
    public ServerResponse signIn(ServerRequest request) throws IOException {
        Optional<Form> body = Form.body(request.servletRequest());
        if (body.isEmpty()) {
            return Page.saying(413, "Sign in", "The form is too large.");
        }
        Form asked = body.get();
        Optional<ServerResponse> fault = fault(request, asked);
        if (fault.isPresent()) {
            return fault.get();
        }
        return switch (passwords.check(asked.get("username"), asked.get("password"))) {
            case Passwords.Outcome.Refused(String sentence) -> signIn(401, asked, asked.get("username"), sentence);
            case Passwords.Outcome.SignedIn signedIn ->
                back(
                        asked,
                        "code",
                        grants.code(
                                new UserGrants.Wanted(
                                        asked.get("client_id"),
                                        asked.get("redirect_uri"),
                                        asked.get("code_challenge"),
                                        asked.get("nonce")),
                                signedIn.user()));
        };
    }

    private static ServerResponse signIn(int status, Form asked, String name, String wrong) {
        Map<String, String> kept = asked.fields().entrySet().stream()
                .filter(f -> KEPT.contains(f.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return Page.of(status, "Sign in", """
                <p>For the application <b>%s</b></p>
                <form method="post">
                %s%s<button>Sign in</button>
                </form>
                """.formatted(
                        Page.escaped(asked.get("client_id")), Page.hidden(kept), Page.nameAndPassword(name, wrong)));
    }

    /** What is wrong with a request. Told on the page while the redirection is not trusted, to the client after that. */
    private Optional<ServerResponse> fault(ServerRequest request, Form asked) {
        if (!authority.isTenant(request.pathVariables().getOrDefault("tenant", "adfs"))) {
            return Optional.of(Page.saying(404, "Sign in", "There is no such tenant."));
        }
        if (asked.get("client_id").isEmpty() || !isTrusted(asked.get("redirect_uri"))) {
            return Optional.of(Page.saying(
                    400,
                    "Sign in",
                    "The application has to name its client_id and a redirect_uri on this machine (http://localhost or"
                            + " http://127.0.0.1 with any port)."));
        }
        if (!asked.get("response_type").equals("code")) {
            return Optional.of(back(asked, "error", "unsupported_response_type"));
        }
        boolean proven = asked.get("code_challenge").matches("[A-Za-z0-9_-]{43}")
                && asked.get("code_challenge_method").equals("S256");
        return proven ? Optional.empty() : Optional.of(back(asked, "error", "invalid_request"));
    }

    private boolean isTrusted(String redirectUri) {
        try {
            URI uri = new URI(redirectUri);
            boolean plain = uri.getUserInfo() == null && uri.getFragment() == null && uri.getHost() != null;
            boolean loopback = "http".equals(uri.getScheme()) && plain && LOOPBACK.contains(uri.getHost());
            return loopback || redirectUri.startsWith(authority.url() + "/portal/");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static ServerResponse back(Form asked, String name, String value) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(name, value);
        if (!asked.get("state").isEmpty()) {
            fields.put("state", asked.get("state"));
        }
        String uri = asked.get("redirect_uri");
        if (asked.get("response_mode").equals("form_post")) {
            return Page.of(200, "Signed in", """
                    <form method="post" action="%s">
                    %s<p>Go on to the application.</p>
                    <button autofocus>Go on</button>
                    </form>
                    """.formatted(Page.escaped(uri), Page.hidden(fields)));
        }
        String query = fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return ServerResponse.status(302)
                .header(HttpHeaders.LOCATION, uri + (uri.contains("?") ? "&" : "?") + query)
                .build();
    }
}
