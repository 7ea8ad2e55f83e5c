package io.tidewaiter.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.tidewaiter.server.keys.PrivateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * The RSA keys that sign tokens: a JWK set (RFC 7517 §5) in a private file, newest first, so that tokens outlive a
 * restart.
 *
 * <p>A key signs for {@link #SIGNS_FOR} and is then followed by a new one. It stays in the set until the last token
 * that it signed has ended, so that a rotation refuses nobody.
 */
final class SigningKeys {
    /** How long a key signs. */
    static final Duration SIGNS_FOR = Duration.ofDays(90);

    private static final Duration READ_FOR = SIGNS_FOR.plus(Duration.ofDays(1));
    private static final int KEY_BITS = 2_048;

    private final Path file;
    private final Clock clock;
    private List<RSAKey> keys;

    /** Reads the keys of a file, or makes the first. */
    SigningKeys(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.keys = Files.exists(file) ? read(file) : List.of();
        if (keys.isEmpty()) {
            rotate();
        }
    }

    /** The key that signs now; a new one where the last has signed long enough. */
    synchronized RSAKey current() {
        if (age(keys.getFirst()).compareTo(SIGNS_FOR) > 0) {
            rotate();
        }
        return keys.getFirst();
    }

    /** All that are still read, without their private halves. */
    synchronized JWKSet published() {
        return new JWKSet(keys.stream().<JWK>map(RSAKey::toPublicJWK).toList());
    }

    /** Puts a new key before the others and drops those whose tokens have all ended. */
    synchronized void rotate() {
        List<RSAKey> next = new ArrayList<>();
        next.add(made());
        keys.stream().filter(k -> age(k).compareTo(READ_FOR) <= 0).forEach(next::add);
        PrivateFiles.write(file, new JWKSet(List.copyOf(next)).toString(false).getBytes(StandardCharsets.UTF_8));
        keys = List.copyOf(next);
    }

    private Duration age(RSAKey key) {
        Date made = key.getIssueTime();
        return made == null ? Duration.ZERO : Duration.between(made.toInstant(), clock.instant());
    }

    private RSAKey made() {
        try {
            return new RSAKeyGenerator(KEY_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .issueTime(Date.from(Instant.ofEpochSecond(clock.instant().getEpochSecond())))
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("make a signing key of " + KEY_BITS + " bits", e);
        }
    }

    private static List<RSAKey> read(Path file) {
        List<RSAKey> keys = new ArrayList<>();
        try {
            for (JWK key : JWKSet.parse(new String(PrivateFiles.read(file), StandardCharsets.UTF_8))
                    .getKeys()) {
                if (!(key instanceof RSAKey rsa) || !rsa.isPrivate()) {
                    throw new IllegalStateException("read signing keys " + file + ": " + key.getKeyID()
                            + " is no private RSA key; remove the file, which ends all tokens, or restore it from a"
                            + " backup");
                }
                keys.add(rsa);
            }
        } catch (ParseException e) {
            throw new IllegalStateException(
                    "read signing keys " + file + ": not a JWK set; remove it, which ends all tokens", e);
        }
        return List.copyOf(keys);
    }
}
