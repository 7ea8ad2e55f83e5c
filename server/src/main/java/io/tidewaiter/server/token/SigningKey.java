package io.tidewaiter.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.tidewaiter.server.keys.PrivateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/** The RSA key that signs tokens: a JWK (RFC 7517) in a private file, so that tokens outlive a restart. */
final class SigningKey {
    private static final int KEY_BITS = 2_048;

    private SigningKey() {}

    static RSAKey loadOrMake(Path file) {
        try {
            if (!Files.exists(file)) {
                RSAKey made = new RSAKeyGenerator(KEY_BITS)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.RS256)
                        .keyIDFromThumbprint(true)
                        .generate();
                PrivateFiles.write(file, made.toJSONString().getBytes(StandardCharsets.UTF_8));
            }
            JWK read = JWK.parse(new String(PrivateFiles.read(file), StandardCharsets.UTF_8));
            if (read instanceof RSAKey rsa && rsa.isPrivate()) {
                return rsa;
            }
            throw new IllegalStateException("read signing key " + file + ": no private RSA key; remove it, which ends"
                    + " all tokens, or restore it from a backup");
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(
                    "read signing key " + file + ": not a JWK; remove it, which ends all tokens", e);
        }
    }
}
