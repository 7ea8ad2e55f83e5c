package io.tidewaiter.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.tidewaiter.model.resource.Principal;
import io.tidewaiter.model.resource.UserAccount;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Signs access tokens (RFC 7519, RS256) and reads them back; reads those of other issuers that are configured, too. */
public final class Tokens {
    /** How long a token lasts. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    private static final int TOKEN_CHARS_MAX = 16_384;
    private static final OAuth2Error EXPIRED = new OAuth2Error("expired");
    private static final OAuth2Error WRONG_AUDIENCE = new OAuth2Error("audience");
    private static final OAuth2Error WRONG_ISSUER = new OAuth2Error("issuer");

    private final SigningKeys keys;
    private final Authority authority;
    private final Clock clock;
    private final OidcIssuers others;
    private final NimbusJwtDecoder decoder;

    /**
     * @param keyFile the signing keys, made where they are missing
     * @param others issuers whose tokens are accepted beside our own
     * @param isOurs whether an object id is somebody of our own directory
     */
    public Tokens(Path keyFile, Authority authority, List<OidcIssuer> others, Predicate<String> isOurs, Clock clock) {
        this.keys = new SigningKeys(keyFile, clock);
        this.authority = authority;
        this.clock = clock;
        this.others = new OidcIssuers(others, isOurs, clock);
        this.decoder = decoder();
    }

    /** What a token turned out to be. */
    public sealed interface Reading {
        /** In force. */
        record Valid(Caller caller) implements Reading {}

        /** Not to be used; code and message as ARM spells them (Azure wire reference 1.3). */
        record Refused(String code, String message) implements Reading {}
    }

    /** An access token for a service principal. */
    public String issue(Principal principal) {
        return signed(access(principal.objectId(), principal.clientId(), principal.tenantId())
                .claim("idtyp", "app"));
    }

    /** An access token for a person who signed in at a client. */
    public String issue(UserAccount user, String clientId) {
        return signed(access(user.objectId(), clientId, user.tenantId())
                .claim("idtyp", "user")
                .claim("scp", "user_impersonation")
                .claim("upn", user.userName())
                .claim("unique_name", user.userName())
                .claim("name", user.displayName()));
    }

    /** The ID token that tells a client who signed in (OpenID Connect Core 1.0 §2); {@code nonce} may be empty. */
    public String identify(UserAccount user, String clientId, String nonce) {
        JWTClaimsSet.Builder claims = claims(user.objectId(), user.tenantId())
                .audience(clientId)
                .claim("upn", user.userName())
                .claim("unique_name", user.userName())
                .claim("preferred_username", user.userName())
                .claim("name", user.displayName());
        return signed(nonce.isEmpty() ? claims : claims.claim("nonce", nonce));
    }

    private JWTClaimsSet.Builder access(String objectId, String clientId, String tenantId) {
        return claims(objectId, tenantId)
                .audience(authority.audience())
                .claim("appid", clientId)
                .claim("azp", clientId);
    }

    private JWTClaimsSet.Builder claims(String objectId, String tenantId) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(authority.issuer())
                .subject(objectId)
                .claim("oid", objectId)
                .claim("tid", tenantId)
                .claim("ver", "1.0")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString());
    }

    private String signed(JWTClaimsSet.Builder claims) {
        RSAKey key = keys.current();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("sign a token with key " + key.getKeyID(), e);
        }
        return token.serialize();
    }

    /** Reads a token: signature, issuer, audience and time. */
    public Reading read(String token) {
        if (token.length() > TOKEN_CHARS_MAX) {
            return invalid();
        }
        Optional<OidcIssuer> other = others.of(claimedIssuer(token));
        return other.isPresent() ? others.read(other.get(), token, authority.tenantId()) : readOurs(token);
    }

    private Reading readOurs(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            String client = claim(jwt, "appid");
            return new Reading.Valid(
                    claim(jwt, "idtyp").equals("user")
                            ? Caller.person(client, claim(jwt, "oid"), claim(jwt, "tid"))
                            : Caller.program(client, claim(jwt, "oid"), claim(jwt, "tid")));
        } catch (JwtValidationException e) {
            return refused(e.getErrors().iterator().next());
        } catch (JwtException e) {
            return invalid(); // what exactly is wrong with foreign bytes helps only who forges
        }
    }

    /** What a token says of its issuer before anything is believed; empty where it cannot be read. */
    private static String claimedIssuer(String token) {
        try {
            return Optional.ofNullable(SignedJWT.parse(token).getJWTClaimsSet().getIssuer())
                    .orElse("");
        } catch (ParseException e) {
            return "";
        }
    }

    /** The public keys (RFC 7517 §5). */
    public String publicKeys() {
        return keys.published().toString();
    }

    /** Lets a new key sign from now on; tokens of the last one stay good until they end. */
    public void rotateKeys() {
        keys.rotate();
    }

    private NimbusJwtDecoder decoder() {
        JwtTimestampValidator time = new JwtTimestampValidator(Duration.ofSeconds(30));
        time.setClock(clock);
        OAuth2TokenValidator<Jwt> timely =
                jwt -> time.validate(jwt).hasErrors() ? OAuth2TokenValidatorResult.failure(EXPIRED) : success();
        OAuth2TokenValidator<Jwt> issuer = jwt -> authority.issuer().equals(jwt.getClaimAsString("iss"))
                ? success()
                : OAuth2TokenValidatorResult.failure(WRONG_ISSUER);
        OAuth2TokenValidator<Jwt> audience =
                jwt -> Optional.ofNullable(jwt.getAudience()).orElse(List.of()).contains(authority.audience())
                        ? success()
                        : OAuth2TokenValidatorResult.failure(WRONG_AUDIENCE);
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.RS256, (selector, context) -> selector.select(keys.published())));
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // the validators below do
        NimbusJwtDecoder made = new NimbusJwtDecoder(processor);
        made.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(issuer, audience, timely)));
        return made;
    }

    private static OAuth2TokenValidatorResult success() {
        return OAuth2TokenValidatorResult.success();
    }

    private static String claim(Jwt jwt, String name) {
        return Optional.ofNullable(jwt.getClaimAsString(name)).orElse("");
    }

    private static Reading invalid() {
        return new Reading.Refused("InvalidAuthenticationToken", "The access token is invalid.");
    }

    private Reading refused(OAuth2Error error) {
        return switch (error.getErrorCode()) {
            case "expired" ->
                new Reading.Refused("ExpiredAuthenticationToken", "The access token expiry is in the past.");
            case "audience" ->
                new Reading.Refused(
                        "InvalidAuthenticationTokenAudience",
                        "The access token has been obtained for the wrong audience. The allowed audience is '"
                                + authority.audience() + "'.");
            default ->
                new Reading.Refused(
                        "InvalidAuthenticationTokenTenant",
                        "The access token is from the wrong issuer. It must match '" + authority.issuer() + "'.");
        };
    }
}
