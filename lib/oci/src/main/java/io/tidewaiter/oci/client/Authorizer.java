package io.tidewaiter.oci.client;

import io.tidewaiter.oci.ForeignText;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.credential.Credential;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.oci.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns a registry's challenge into the value of {@code Authorization}: basic, or a bearer token fetched from the realm
 * (distribution token specification). A credential is shown to the registry's own host or to an HTTPS realm, nobody else.
 */
final class Authorizer {
    private static final int TOKEN_BYTES_MAX = 1 << 20;
    private static final int TOKENS_MAX = 10_000;
    private static final long DEFAULT_SECONDS = 60;

    private record Key(Registry registry, String scope) {}

    private record Proof(String header, long freshUntilNanos) {
        boolean isFresh() {
            return System.nanoTime() - freshUntilNanos < 0;
        }
    }

    private final Transport transport;
    private final CredentialSource credentials;
    private final Map<Key, Proof> proofs = new ConcurrentHashMap<>();

    Authorizer(Transport transport, CredentialSource credentials) {
        this.transport = transport;
        this.credentials = credentials;
    }

    /** What to send before a challenge was seen: a token that still holds; null where there is none. */
    @Nullable
    String known(Registry registry, String scope) {
        for (Key key : List.of(new Key(registry, scope), new Key(registry, "*"))) {
            Proof proof = proofs.get(key);
            if (proof != null && proof.isFresh()) {
                return proof.header();
            }
        }
        return null;
    }

    /**
     * Answers the challenge of a 401.
     *
     * @return empty where there is nothing that could change the registry's mind
     * @throws RefusedException where the realm refuses us or must not be trusted
     */
    Optional<String> answer(Registry registry, String scope, Reply refusal) throws IOException {
        Optional<Credential> credential = credentials.find(registry);
        List<Challenge> challenges = Challenge.parse(refusal.headers().allValues("WWW-Authenticate"));
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("bearer")) {
                return bearer(registry, scope, challenge, credential.orElse(null), refusal.uri());
            }
        }
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("basic")
                    && credential.orElse(null) instanceof Credential.UserPassword userPassword) {
                String header = basic(userPassword);
                remember(new Key(registry, "*"), new Proof(header, Long.MAX_VALUE / 2 + System.nanoTime()));
                return Optional.of(header);
            }
        }
        return Optional.empty();
    }

    /** The scope that a refusal asks for; empty where it names none. */
    static String scope(Reply refusal) {
        return Challenge.parse(refusal.headers().allValues("WWW-Authenticate")).stream()
                .filter(challenge -> challenge.scheme().equals("bearer"))
                .map(challenge -> challenge.parameter("scope"))
                .findFirst()
                .orElse("");
    }

    private void remember(Key key, Proof proof) {
        if (proofs.size() >= TOKENS_MAX) {
            proofs.clear();
        }
        proofs.put(key, proof);
    }

    private static String basic(Credential.UserPassword credential) {
        String text = credential.user() + ":" + credential.password();
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> bearer(
            Registry registry, String scope, Challenge challenge, @Nullable Credential credential, URI asked)
            throws IOException {
        if (credential instanceof Credential.RegistryToken(String token)) {
            return Optional.of("Bearer " + token);
        }
        URI realm = realm(challenge, credential != null, asked);
        String wanted = challenge.parameter("scope").isEmpty() ? scope : challenge.parameter("scope");
        Call call = tokenCall(realm, challenge.parameter("service"), wanted, credential);
        String header = credential instanceof Credential.UserPassword userPassword ? basic(userPassword) : null;
        try (Reply reply = transport.send(call, header)) {
            if (reply.elsewhere()) {
                throw new RefusedException(
                        "the token service " + Transport.shown(realm) + " redirected to another host");
            }
            if (reply.status() == 200) {
                Proof proof = proof(reply.bytes(TOKEN_BYTES_MAX));
                remember(new Key(registry, scope), proof);
                return Optional.of(proof.header());
            }
            String said = "the token service " + Transport.shown(realm) + " said " + reply.said();
            boolean isFinal = reply.status() >= 400 && reply.status() < 500;
            throw isFinal && !Outcome.isBusy(reply.status()) ? new RefusedException(said) : new IOException(said);
        }
    }

    private URI realm(Challenge challenge, boolean withCredential, URI asked) throws RefusedException {
        String text = challenge.parameter("realm");
        URI realm;
        try {
            realm = asked.resolve(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    "the registry names a token service that is no URL: " + ForeignText.quoted(text));
        }
        if (text.isEmpty() || realm.getHost() == null || realm.getRawUserInfo() != null) {
            throw new RefusedException(
                    "the registry names a token service that is no URL: " + ForeignText.quoted(text));
        }
        boolean https = "https".equalsIgnoreCase(realm.getScheme());
        boolean ownHost = realm.getHost().equalsIgnoreCase(asked.getHost());
        if (withCredential && !https && !ownHost) {
            throw new RefusedException("the registry names a token service on another host without TLS, "
                    + Transport.shown(realm) + "; the credential was not sent there");
        }
        return realm;
    }

    private static Call tokenCall(URI realm, String service, String scope, @Nullable Credential credential) {
        StringBuilder query = new StringBuilder();
        if (!service.isEmpty()) {
            query.append("service=").append(encoded(service));
        }
        for (String one : scope.isEmpty() ? new String[0] : scope.split(" ")) {
            query.append(query.isEmpty() ? "" : "&").append("scope=").append(encoded(one));
        }
        if (credential instanceof Credential.IdentityToken(String token)) {
            String form = "grant_type=refresh_token&client_id=tidewaiter&service=" + encoded(service) + "&scope="
                    + encoded(scope) + "&refresh_token=" + encoded(token);
            return new Call(
                    "POST",
                    realm,
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    () -> HttpRequest.BodyPublishers.ofString(form));
        }
        String own = realm.getRawQuery();
        String separator = own == null ? "?" : own.isEmpty() ? "" : "&";
        String plain = realm.toString().split("#", 2)[0];
        return Call.get(query.isEmpty() ? realm : URI.create(plain + separator + query), Map.of());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Proof proof(byte[] json) throws IOException {
        try {
            JsonValue answer = JsonValue.object(json);
            String token = answer.text("token");
            String header = token.isEmpty() ? answer.text("access_token") : token;
            if (header.isEmpty() || !header.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IOException("the token service answered without a token");
            }
            long lifetime = Math.clamp(answer.get("expires_in").whole().orElse(DEFAULT_SECONDS), 1L, 86_400L);
            return new Proof("Bearer " + header, System.nanoTime() + lifetime * 900_000_000L);
        } catch (IllegalArgumentException e) {
            throw new IOException("the token service answered with something that is not JSON", e);
        }
    }
}
