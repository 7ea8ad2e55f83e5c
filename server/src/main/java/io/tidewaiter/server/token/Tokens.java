package io.tidewaiter.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tidewaiter.model.resource.Principal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Signs access tokens (RFC 7519, RS256) and reads them back. */
public final class Tokens {
    /** How long a token lasts. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    private static final int TOKEN_CHARS_MAX = 8_192;
    private static final OAuth2Error EXPIRED = new OAuth2Error("expired");
    private static final OAuth2Error WRONG_AUDIENCE = new OAuth2Error("audience");
    private static final OAuth2Error WRONG_ISSUER = new OAuth2Error("issuer");

    private final RSAKey key;
    private final Authority authority;
    private final Clock clock;
    private final NimbusJwtDecoder decoder;

    /** @param keyFile the signing key, made where it is missing */
    public Tokens(Path keyFile, Authority authority, Clock clock) {
        this.key = SigningKey.loadOrMake(keyFile);
        this.authority = authority;
        this.clock = clock;
        this.decoder = decoder();
    }

    /** What a token turned out to be. */
    public sealed interface Reading {
        /** Ours, and in force. */
        record Valid(Caller caller) implements Reading {}

        /** Not to be used; code and message as ARM spells them (Azure wire reference 1.3). */
        record Refused(String code, String message) implements Reading {}
    }

    /** A token for a principal. */
    public String issue(Principal principal) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(authority.issuer())
                .audience(authority.audience())
                .subject(principal.objectId())
                .claim("oid", principal.objectId())
                .claim("appid", principal.clientId())
                .claim("azp", principal.clientId())
                .claim("tid", principal.tenantId())
                .claim("idtyp", "app")
                .claim("ver", "1.0")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
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
        try {
            Jwt jwt = decoder.decode(token);
            return new Reading.Valid(new Caller(claim(jwt, "appid"), claim(jwt, "oid"), claim(jwt, "tid")));
        } catch (JwtValidationException e) {
            return refused(e.getErrors().iterator().next());
        } catch (JwtException e) {
            return invalid(); // what exactly is wrong with foreign bytes helps only who forges
        }
    }

    /** The public keys (RFC 7517 §5). */
    public String publicKeys() {
        return new JWKSet(key.toPublicJWK()).toString();
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
        try {
            NimbusJwtDecoder made = NimbusJwtDecoder.withPublicKey(key.toRSAPublicKey())
                    .signatureAlgorithm(SignatureAlgorithm.RS256)
                    .build();
            made.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(issuer, audience, timely)));
            return made;
        } catch (JOSEException e) {
            throw new IllegalStateException("read the public half of key " + key.getKeyID(), e);
        }
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
