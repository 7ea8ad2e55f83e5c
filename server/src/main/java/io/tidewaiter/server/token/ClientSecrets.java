package io.tidewaiter.server.token;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Makes client secrets and their salted hashes (PBKDF2 with HMAC-SHA256, RFC 8018).
 *
 * <p>The secrets are 256 random bits, so the iterations do not have to make guessing slow; they keep a leaked table
 * useless should a secret ever be chosen by a person. Hashing costs a core some tens of milliseconds: no more run at
 * once than there are cores, so that a flood of wrong secrets takes turns.
 */
public final class ClientSecrets {
    private static final int ITERATIONS = 100_000;
    private static final int ITERATIONS_MAX = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_CHARS_MAX = 1_024;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors());
    /** A hash of the usual form that no secret has: nobody derives 32 zero bytes. */
    private final String nobody = "pbkdf2-sha256$" + ITERATIONS + "$" + BASE64.encodeToString(new byte[SALT_BYTES])
            + "$" + BASE64.encodeToString(new byte[HASH_BITS / 8]);

    /** A new secret; none begins with a hyphen, which {@code az login --password} would take for an option. */
    public String create() {
        byte[] bytes = new byte[SECRET_BYTES];
        String secret;
        do {
            random.nextBytes(bytes);
            secret = BASE64.encodeToString(bytes);
        } while (secret.startsWith("-"));
        return secret;
    }

    /** The hash to keep: {@code pbkdf2-sha256$iterations$salt$hash}. */
    public String hash(String secret) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return "pbkdf2-sha256$" + ITERATIONS + "$" + BASE64.encodeToString(salt) + "$"
                + BASE64.encodeToString(derived(secret, salt, ITERATIONS));
    }

    /** Whether a secret is the hashed one; the time taken does not tell how near it was. */
    public boolean matches(String secret, String hash) {
        String[] parts = hash.split("\\$");
        if (secret.length() > SECRET_CHARS_MAX || parts.length != 4 || !parts[0].equals("pbkdf2-sha256")) {
            return false;
        }
        try {
            int iterations = Integer.parseInt(parts[1]);
            byte[] salt = Base64.getUrlDecoder().decode(parts[2]);
            byte[] expected = Base64.getUrlDecoder().decode(parts[3]);
            return iterations > 0
                    && iterations <= ITERATIONS_MAX
                    && MessageDigest.isEqual(derived(secret, salt, iterations), expected);
        } catch (IllegalArgumentException e) {
            return false; // a damaged hash matches nothing
        }
    }

    /** Spends the time that a comparison takes, so that unknown clients cannot be told from wrong secrets. */
    public void compareWithNobody(String secret) {
        matches(secret, nobody);
    }

    private byte[] derived(String secret, byte[] salt, int iterations) {
        cores.acquireUninterruptibly();
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, iterations, HASH_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("PBKDF2WithHmacSHA256 is part of every JDK", e);
        } finally {
            cores.release();
        }
    }
}
