package io.tidewaiter.server.token;

import io.tidewaiter.server.token.Tokens.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/**
 * Reads access tokens of other issuers (OpenID Connect Discovery 1.0 §4, RFC 9068).
 *
 * <p>An issuer is asked for its keys when its first token comes, not at start, so that one that is down delays nobody;
 * the keys are kept and asked for again when a token names one that is not among them.
 */
final class OidcIssuers {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final int GROUPS_MAX = 1_000;
    private static final OAuth2Error EXPIRED = new OAuth2Error("expired");
    private static final OAuth2Error AUDIENCE = new OAuth2Error("audience");

    private final List<OidcIssuer> issuers;
    private final Predicate<String> isOurs;
    private final Clock clock;
    private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

    /** @param isOurs whether an object id is somebody of our own directory: no other issuer speaks for them */
    OidcIssuers(List<OidcIssuer> issuers, Predicate<String> isOurs, Clock clock) {
        this.issuers = List.copyOf(issuers);
        this.isOurs = isOurs;
        this.clock = clock;
    }

    /** The configured issuer of a name. */
    Optional<OidcIssuer> of(String iss) {
        return issuers.stream().filter(i -> i.issuer().equals(iss)).findFirst();
    }

    /** Reads a token that says it is this issuer's. */
    Reading read(OidcIssuer issuer, String token, String tenantId) {
        try {
            Jwt jwt = decoders.computeIfAbsent(issuer.issuer(), name -> decoder(issuer))
                    .decode(token);
            String objectId = objectId(issuer, jwt);
            return isOurs.test(objectId)
                    ? new Reading.Refused(
                            "InvalidAuthenticationToken",
                            "The access token of " + issuer.issuer() + " names an object id of this directory.")
                    : new Reading.Valid(new Caller(clientId(jwt), objectId, tenantId, groups(issuer, jwt), objectId));
        } catch (JwtValidationException e) {
            return e.getErrors().contains(AUDIENCE)
                    ? new Reading.Refused(
                            "InvalidAuthenticationTokenAudience",
                            "The access token of " + issuer.issuer() + " is for another audience than '"
                                    + issuer.audience() + "'.")
                    : new Reading.Refused("ExpiredAuthenticationToken", "The access token expiry is in the past.");
        } catch (JwtException e) {
            return new Reading.Refused("InvalidAuthenticationToken", "The access token is invalid.");
        } catch (RestClientException | IllegalStateException e) {
            decoders.remove(issuer.issuer());
            return new Reading.Refused(
                    "InvalidAuthenticationToken",
                    "The keys of the issuer " + issuer.issuer() + " could not be read; the token was not judged.");
        }
    }

    private static String clientId(Jwt jwt) {
        for (String claim : List.of("appid", "azp", "client_id")) {
            Optional<String> id = Optional.ofNullable(jwt.getClaimAsString(claim));
            if (id.isPresent()) {
                return id.get();
            }
        }
        return Optional.ofNullable(jwt.getSubject()).orElse("");
    }

    /** The principal that role assignments name: a GUID always, one and the same for one subject of one issuer. */
    private String objectId(OidcIssuer issuer, Jwt jwt) {
        return Optional.ofNullable(jwt.getClaimAsString(issuer.objectIdClaim()))
                .map(id -> issuer.object(id, isFirst(issuer)))
                .orElseGet(() -> issuer.subject(String.valueOf(jwt.getSubject())));
    }

    /** Where the claim is missing, too large to be sent, or no list, the caller is in no group: less is allowed, not more. */
    private List<String> groups(OidcIssuer issuer, Jwt jwt) {
        return jwt.getClaim(issuer.groupsClaim()) instanceof Collection<?> groups
                ? groups.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .limit(GROUPS_MAX)
                        .map(group -> issuer.group(group, isFirst(issuer)))
                        .toList()
                : List.of();
    }

    private boolean isFirst(OidcIssuer issuer) {
        return issuer.equals(issuers.getFirst());
    }

    private JwtDecoder decoder(OidcIssuer issuer) {
        RestTemplate http = http(issuer);
        Map<?, ?> described = Optional.ofNullable(http.getForObject(
                        issuer.issuer().replaceAll("/+$", "") + "/.well-known/openid-configuration", Map.class))
                .orElse(Map.of());
        if (!(described.get("jwks_uri") instanceof String keys) || !keys.startsWith("https://")) {
            throw new IllegalStateException("read issuer " + issuer.issuer() + ": its discovery names no jwks_uri");
        }
        NimbusJwtDecoder made =
                NimbusJwtDecoder.withJwkSetUri(keys).restOperations(http).build();
        JwtTimestampValidator time = new JwtTimestampValidator(Duration.ofSeconds(30));
        time.setClock(clock);
        made.setJwtValidator(jwt -> {
            boolean ours =
                    Optional.ofNullable(jwt.getAudience()).orElse(List.of()).contains(issuer.audience());
            boolean theirs = issuer.issuer().equals(jwt.getClaimAsString("iss"));
            if (!ours || !theirs) {
                return OAuth2TokenValidatorResult.failure(AUDIENCE);
            }
            boolean timely = jwt.getExpiresAt() != null && !time.validate(jwt).hasErrors();
            return timely ? OAuth2TokenValidatorResult.success() : OAuth2TokenValidatorResult.failure(EXPIRED);
        });
        return made;
    }

    private static RestTemplate http(OidcIssuer issuer) {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(ANSWER_MAX);
        issuer.caFile().ifPresent(file -> client.sslContext(trusting(file)));
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client.build());
        requests.setReadTimeout(ANSWER_MAX);
        return new RestTemplate(requests);
    }

    private static SSLContext trusting(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return tls;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("read certificates " + file + ": " + e.getMessage(), e);
        }
    }
}
