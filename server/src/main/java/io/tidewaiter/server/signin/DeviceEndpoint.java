package io.tidewaiter.server.signin;

import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Form;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.token.Attempts;
import io.tidewaiter.server.token.Authority;
import io.tidewaiter.server.token.UserGrants;
import io.tidewaiter.store.signin.OauthGrant;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.node.JsonNodeFactory;

/** Sign-in for a program without a browser (RFC 8628): it shows a code, the person types it on a page. */
public final class DeviceEndpoint {
    /** Where the page is. */
    public static final String PAGE = "/adfs/oauth2/deviceauth";

    private final Authority authority;
    private final Passwords passwords;
    private final UserGrants grants;
    private final Attempts attempts;

    public DeviceEndpoint(Authority authority, Passwords passwords, UserGrants grants, Attempts attempts) {
        this.authority = authority;
        this.passwords = passwords;
        this.grants = grants;
        this.attempts = attempts;
    }

    /** POST by the program: the codes. */
    public ServerResponse begin(ServerRequest request) throws IOException {
        Optional<Form> body = Form.body(request.servletRequest());
        String clientId = body.map(f -> f.get("client_id")).orElse("");
        if (clientId.isEmpty() || clientId.length() > 256) {
            return Responses.of(new Answer(
                    400,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("error", "invalid_request")
                            .put("error_description", "AADSTS900144: The request body must contain 'client_id'."),
                    Map.of()));
        }
        UserGrants.DeviceCode codes = grants.device(clientId);
        String shown = codes.userCode().substring(0, 4) + "-" + codes.userCode().substring(4);
        String page = authority.urlFor(host(request)) + PAGE;
        return Responses.of(Answer.ok(JsonNodeFactory.instance
                .objectNode()
                .put("device_code", codes.deviceCode())
                .put("user_code", shown)
                .put("verification_uri", page)
                .put("verification_url", page)
                .put("verification_uri_complete", page + "?user_code=" + shown)
                .put("expires_in", UserGrants.DEVICE_LIFETIME.toSeconds())
                .put("interval", UserGrants.DEVICE_INTERVAL.toSeconds())
                .put(
                        "message",
                        "To sign in, use a web browser to open the page " + page + " and enter the code " + shown
                                + " to authenticate.")));
    }

    /** GET: the page. */
    public ServerResponse page(ServerRequest request) {
        return form(200, Form.query(request.servletRequest()), "");
    }

    /** POST of the page. */
    public ServerResponse decide(ServerRequest request) throws IOException {
        Optional<Form> body = Form.body(request.servletRequest());
        if (body.isEmpty()) {
            return Page.saying(413, "Sign in a device", "The form is too large.");
        }
        Form form = body.get();
        String from =
                Optional.ofNullable(request.servletRequest().getRemoteAddr()).orElse("");
        if (attempts.mustWait("device codes from " + from)) {
            return form(429, form, "Too many wrong codes. Try again in " + Attempts.PAUSE.toMinutes() + " minutes.");
        }
        return switch (passwords.check(form.get("username"), form.get("password"))) {
            case Passwords.Outcome.Refused(String sentence) -> form(401, form, sentence);
            case Passwords.Outcome.SignedIn signedIn -> decide(form, signedIn, "device codes from " + from);
        };
    }

    private ServerResponse decide(Form form, Passwords.Outcome.SignedIn signedIn, String attempt) {
        Optional<OauthGrant> grant = grants.pending(form.get("user_code"));
        if (grant.isEmpty()) {
            attempts.wrong(attempt);
            return form(400, form, "The code is wrong, or its time is over.");
        }
        boolean approved = !form.get("decision").equals("decline");
        if (!grants.decide(grant.get(), signedIn.user(), approved)) {
            return form(400, form, "The code was used before.");
        }
        return Page.saying(
                200,
                approved ? "Signed in" : "Declined",
                approved ? "You can close this page and go back to the device." : "The device was not signed in.");
    }

    private static ServerResponse form(int status, Form asked, String wrong) {
        return Page.of(status, "Sign in a device", """
                <p>Enter the code that the device shows. Go on only where you started the sign-in yourself.</p>
                <form method="post" action="%s">
                <label>Code
                <input name="user_code" autocomplete="off" required value="%s"></label>
                %s<button name="decision" value="approve">Sign in</button>
                <button class="other" name="decision" value="decline">Decline</button>
                </form>
                """.formatted(
                PAGE, Page.escaped(asked.get("user_code")), Page.nameAndPassword(asked.get("username"), wrong)));
    }

    private static String host(ServerRequest request) {
        return Optional.ofNullable(request.servletRequest().getHeader("Host")).orElse("");
    }
}
