package io.tidewaiter.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tidewaiter.model.resource.Principal;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.store.signin.SignInStore;
import io.tidewaiter.store.signin.SignInStore.ClientCertificate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Clients that show a certificate's signature instead of a secret (RFC 7523 §2.2): a JWT that they signed themselves,
 * for our token endpoint, once.
 */
public final class ClientAssertions {
    /** {@code client_assertion_type}. */
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final int CHARS_MAX = 16_384;
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Duration LIFETIME_MAX = Duration.ofHours(24);
    private static final int SEEN_MAX = 100_000;
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.RS512, JWSAlgorithm.PS512);

    private final SignInStore store;
    private final Authority authority;
    private final Clock clock;
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    public ClientAssertions(SignInStore store, Authority authority, Clock clock) {
        this.store = store;
        this.authority = authority;
        this.clock = clock;
    }

    /**
     * The certificate in a PEM text.
     *
     * @throws IllegalArgumentException where there is none that can be read
     */
    public static ClientCertificate certificate(String pem) {
        X509Certificate read = x509(pem);
        try {
            return new ClientCertificate(
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(read.getEncoded())),
                    pem,
                    read.getNotAfter().toInstant());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a certificate that cannot be encoded again", e);
        }
    }

    private static X509Certificate x509(String pem) {
        try {
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            if (certificate instanceof X509Certificate x509) {
                return x509;
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a certificate in PEM form", e);
        }
        throw new IllegalArgumentException("not an X.509 certificate");
    }

    /** The client id that an assertion names, before anything is believed; empty where it cannot be read. */
    static String clientId(String assertion) {
        try {
            return Optional.ofNullable(
                            SignedJWT.parse(assertion).getJWTClaimsSet().getSubject())
                    .orElse("");
        } catch (ParseException e) {
            return "";
        }
    }

    /** Why an assertion is not accepted for a client; empty where it is. */
    Optional<String> fault(Principal principal, String assertion, String host) {
        if (assertion.length() > CHARS_MAX) {
            return Optional.of("it is longer than " + CHARS_MAX + " characters");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(assertion);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Optional<String> wrong = claimsFault(claims, principal, host);
            if (wrong.isPresent()) {
                return wrong;
            }
            return isSigned(jwt, store.certificates(principal.clientId()))
                    ? replayed(principal, claims)
                    : Optional.of("it is not signed with a certificate of the client that is in force");
        } catch (ParseException e) {
            return Optional.of("it is not a signed JWT");
        }
    }

    private Optional<String> claimsFault(JWTClaimsSet claims, Principal principal, String host) {
        if (!principal.clientId().equalsIgnoreCase(claims.getSubject())
                || !principal.clientId().equalsIgnoreCase(claims.getIssuer())) {
            return Optional.of("iss and sub are not the client id");
        }
        boolean ours = claims.getAudience().stream()
                .anyMatch(a -> a.regionMatches(
                                true,
                                0,
                                authority.url() + "/",
                                0,
                                authority.url().length() + 1)
                        || a.regionMatches(
                                true,
                                0,
                                authority.urlFor(host) + "/",
                                0,
                                authority.urlFor(host).length() + 1));
        if (!ours) {
            return Optional.of("its audience '" + Quoted.of(String.join(" ", claims.getAudience()))
                    + "' is not the token endpoint");
        }
        Instant now = clock.instant();
        Date ends = claims.getExpirationTime();
        Date begins = claims.getNotBeforeTime();
        if (ends == null
                || now.isAfter(ends.toInstant().plus(SKEW))
                || ends.toInstant().isAfter(now.plus(LIFETIME_MAX))
                || (begins != null && now.isBefore(begins.toInstant().minus(SKEW)))) {
            return Optional.of("it is not in force now, or for longer than a day");
        }
        return Optional.empty();
    }

    /** An assertion with a {@code jti} is good once (RFC 7523 §3, item 7). */
    private Optional<String> replayed(Principal principal, JWTClaimsSet claims) {
        String id = claims.getJWTID();
        if (id == null || id.isEmpty()) {
            return Optional.of("it has no jti");
        }
        Instant now = clock.instant();
        if (seen.size() > SEEN_MAX) {
            seen.values().removeIf(end -> now.isAfter(end));
        }
        Instant end = claims.getExpirationTime().toInstant().plus(SKEW);
        Instant before = seen.putIfAbsent(principal.clientId() + " " + id, end);
        return before == null || now.isAfter(before) ? Optional.empty() : Optional.of("it was used before");
    }

    private boolean isSigned(SignedJWT jwt, List<ClientCertificate> certificates) {
        if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm())) {
            return false;
        }
        for (ClientCertificate certificate : certificates) {
            if (clock.instant().isBefore(certificate.notAfter()) && verifies(jwt, x509(certificate.pem()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean verifies(SignedJWT jwt, X509Certificate certificate) {
        try {
            JWSVerifier verifier =
                    new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), certificate.getPublicKey());
            return jwt.verify(verifier);
        } catch (JOSEException e) {
            return false; // a key of another kind than the algorithm wants
        }
    }
}
