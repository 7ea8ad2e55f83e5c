package io.tidewaiter.server.token;

import io.tidewaiter.model.resource.Principal;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Form;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Which service principal asks, proven by a secret or by a signed assertion. */
public final class ClientAuthentication {
    private final Function<String, Optional<Principal>> principals;
    private final ClientSecrets secrets;
    private final ClientAssertions assertions;
    private final Attempts attempts;
    private final Clock clock;

    /** @param principals finds a principal by its client id */
    public ClientAuthentication(
            Function<String, Optional<Principal>> principals,
            ClientSecrets secrets,
            ClientAssertions assertions,
            Attempts attempts,
            Clock clock) {
        this.principals = principals;
        this.secrets = secrets;
        this.assertions = assertions;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Outcome {
        /** It is this one. */
        record Known(Principal principal) implements Outcome {}

        /** It is not, or not proven; the answer tells no more than the client needs. */
        record Refused(Answer answer) implements Outcome {}
    }

    /** By what the form holds: {@code client_assertion}, else {@code client_secret}. */
    Outcome of(Form form, String host) {
        String assertion = form.get("client_assertion");
        if (!assertion.isEmpty()) {
            return byAssertion(form, assertion, host);
        }
        for (String needed : new String[] {"client_id", "client_secret"}) {
            if (form.get(needed).isEmpty()) {
                return refused(OauthError.INVALID_REQUEST, needed);
            }
        }
        return bySecret(form.get("client_id"), form.get("client_secret"));
    }

    /** By client id and secret. */
    Outcome bySecret(String clientId, String secret) {
        if (attempts.mustWait(clientId)) {
            return new Outcome.Refused(tooMany());
        }
        Optional<Principal> principal = principals.apply(clientId);
        boolean right =
                principal.isPresent() && secrets.matches(secret, principal.get().secretHash());
        if (principal.isEmpty()) {
            secrets.compareWithNobody(secret);
        }
        if (!right) {
            attempts.wrong(clientId);
            return refused(OauthError.INVALID_CLIENT, "");
        }
        attempts.right(clientId);
        return new Outcome.Known(principal.get());
    }

    private Outcome byAssertion(Form form, String assertion, String host) {
        if (!form.get("client_assertion_type").equals(ClientAssertions.TYPE)) {
            return refused(OauthError.INVALID_REQUEST, "client_assertion_type");
        }
        String named = form.get("client_id");
        Optional<Principal> principal =
                principals.apply(named.isEmpty() ? ClientAssertions.clientId(assertion) : named);
        if (principal.isEmpty()) {
            return refused(OauthError.INVALID_CLIENT, "");
        }
        return assertions
                .fault(principal.get(), assertion, host)
                .map(fault -> refused(OauthError.INVALID_ASSERTION, fault))
                .orElseGet(() -> new Outcome.Known(principal.get()));
    }

    /** 429 with the time to wait. */
    Answer tooMany() {
        String seconds = Long.toString(Attempts.PAUSE.toSeconds());
        return OauthError.TOO_MANY.answer(seconds, clock.instant()).with("Retry-After", seconds);
    }

    private Outcome refused(OauthError error, String detail) {
        return new Outcome.Refused(error.answer(detail, clock.instant()));
    }
}
