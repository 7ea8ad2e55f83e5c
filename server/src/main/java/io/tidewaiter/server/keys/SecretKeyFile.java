package io.tidewaiter.server.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A random key in a private file, from which secrets are derived (HMAC-SHA256, RFC 2104).
 *
 * <p>A derived secret needs no row and no backup of its own, and can be shown again to who may see it.
 */
public final class SecretKeyFile {
    private static final int KEY_BYTES = 32;

    private final byte[] key;

    private SecretKeyFile(byte[] key) {
        this.key = key;
    }

    /** The key in a file, made where it is missing. */
    public static SecretKeyFile loadOrMake(Path file) {
        if (!Files.exists(file)) {
            byte[] made = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(made);
            PrivateFiles.write(file, made);
        }
        byte[] key = PrivateFiles.read(file);
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException("read key " + file + ": it has " + key.length + " bytes, not " + KEY_BYTES
                    + "; restore it from a backup or remove it, which makes all derived secrets new ones");
        }
        return new SecretKeyFile(key);
    }

    /** The secret that belongs to a text: 43 characters of base64url, the same for the same text. */
    public String derive(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
        }
    }
}
