package io.tidewaiter.server.token;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An OpenID Connect issuer whose access tokens are accepted beside our own.
 *
 * @param issuer as its tokens spell it ({@code iss}), {@code https://…}; its keys are found by discovery
 * @param audience what {@code aud} of a token for us holds
 * @param objectIdClaim the claim that role assignments name; where a token lacks it, {@code sub} is turned into a GUID
 * @param caFile certificates to trust for it beside the usual ones, PEM
 */
public record OidcIssuer(String issuer, String audience, String objectIdClaim, Optional<Path> caFile) {
    /** The claim of Azure's tokens. */
    public static final String OID = "oid";

    public OidcIssuer {
        if (!issuer.matches("https://[^\\s?#]+")) {
            throw new IllegalArgumentException("an issuer is https://host[/path], not " + issuer);
        }
        if (audience.isBlank()) {
            throw new IllegalArgumentException(
                    "issuer " + issuer + ": tokens of any audience are not accepted; name one");
        }
    }
}
