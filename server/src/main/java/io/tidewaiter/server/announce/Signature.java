package io.tidewaiter.server.announce;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to who hears that it was we who told: the headers of the Standard Webhooks specification, 1.0.0. Signed is
 * {@code id.timestamp.body}, so that an old letter cannot be sent again as a new one.
 */
final class Signature {
    private static final String PREFIX = "whsec_";

    private Signature() {}

    /**
     * The headers of a letter.
     *
     * @param secret the key: base64 behind {@code whsec_}, else the text itself; empty for none, and then nothing is signed
     * @param seconds the time of sending, since 1970
     */
    static Map<String, String> headers(String secret, String id, long seconds, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(seconds));
        if (!secret.isEmpty()) {
            byte[] head = (id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8);
            byte[] signed = new byte[head.length + body.length];
            System.arraycopy(head, 0, signed, 0, head.length);
            System.arraycopy(body, 0, signed, head.length, body.length);
            headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(hmac(key(secret), signed)));
        }
        return headers;
    }

    private static byte[] key(String secret) {
        if (secret.startsWith(PREFIX)) {
            try {
                return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            } catch (IllegalArgumentException e) {
                return secret.getBytes(StandardCharsets.UTF_8); // then the text itself is the key
            }
        }
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    /** HMAC-SHA-256. */
    static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256, and no key here is empty", e);
        }
    }
}
