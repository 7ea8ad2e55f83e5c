package io.tidewaiter.server.intake;

import io.tidewaiter.server.keys.SecretKeyFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/** The secret that each registry shows when it sends events, derived from one key and the registry's id. */
public final class IntakeSecrets {
    private final SecretKeyFile key;

    public IntakeSecrets(SecretKeyFile key) {
        this.key = key;
    }

    /** The secret of a registry, by its ARM id in any casing. */
    public String secretOf(String registryId) {
        return key.derive("intake " + registryId.toLowerCase(Locale.ROOT));
    }

    /** Whether a secret is that of the registry; the time taken does not tell how near it was. */
    public boolean matches(String registryId, String secret) {
        return MessageDigest.isEqual(
                secretOf(registryId).getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }
}
