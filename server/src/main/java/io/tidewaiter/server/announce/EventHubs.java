package io.tidewaiter.server.announce;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An event hub as its connection string names it: sent to by REST ("Send event", Event Hubs REST reference), authorized by
 * a shared access signature.
 *
 * @param address where events are posted
 * @param resource what the signature speaks of
 */
record EventHubs(String address, String resource, String keyName, String key) {
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    /**
     * Reads {@code Endpoint=sb://HOST/;SharedAccessKeyName=…;SharedAccessKey=…;EntityPath=HUB}.
     *
     * @param resourceId of the hub, which names it where the connection string does not
     */
    static Optional<EventHubs> read(String connection, String resourceId) {
        Map<String, String> parts = new HashMap<>();
        for (String part : connection.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals).strip().toLowerCase(Locale.ROOT), part.substring(equals + 1));
            }
        }
        String endpoint = parts.getOrDefault("endpoint", "");
        String hub = parts.getOrDefault("entitypath", resourceId.substring(resourceId.lastIndexOf('/') + 1));
        String name = parts.getOrDefault("sharedaccesskeyname", "");
        String key = parts.getOrDefault("sharedaccesskey", "");
        if (!endpoint.matches("sb://[^/?#\\s]+/?") || !hub.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || key.isEmpty()) {
            return Optional.empty();
        }
        String host = endpoint.substring("sb://".length()).replaceFirst("/$", "");
        String resource = "https://" + host + "/" + hub;
        return Optional.of(new EventHubs(resource + "/messages", resource, name, key));
    }

    /** The header {@code Authorization} of a letter that is sent now. */
    String authorization(Instant now) {
        String audience = encoded(resource.toLowerCase(Locale.ROOT));
        long until = now.plus(GOOD_FOR).getEpochSecond();
        byte[] mac = Signature.hmac(
                key.getBytes(StandardCharsets.UTF_8), (audience + "\n" + until).getBytes(StandardCharsets.UTF_8));
        return "SharedAccessSignature sr=" + audience + "&sig="
                + encoded(Base64.getEncoder().encodeToString(mac)) + "&se=" + until + "&skn=" + encoded(keyName);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
