package io.tidewaiter.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Fields of a form or a query, {@code application/x-www-form-urlencoded}; the first of each name counts. */
public record Form(Map<String, String> fields) {
    private static final int BODY_BYTES_MAX = 64 << 10;

    public Form {
        fields = Map.copyOf(fields);
    }

    /** The body of a request; empty where it is larger than 64 KiB. */
    public static Optional<Form> body(HttpServletRequest request) throws IOException {
        return Body.read(request, BODY_BYTES_MAX).map(bytes -> of(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** What follows the question mark. */
    public static Form query(HttpServletRequest request) {
        return of(Optional.ofNullable(request.getQueryString()).orElse(""));
    }

    /** Reads encoded text. */
    public static Form of(String encoded) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(unescaped(pair.substring(0, equals)), unescaped(pair.substring(equals + 1)));
            }
        }
        return new Form(fields);
    }

    /** A field; empty where it is missing. */
    public String get(String name) {
        return fields.getOrDefault(name, "");
    }

    /** The first of several fields that is not empty; empty where all are. */
    public String first(String... names) {
        for (String name : names) {
            if (!get(name).isEmpty()) {
                return get(name);
            }
        }
        return "";
    }

    /** The same with more fields, which win. */
    public Form with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(fields);
        all.putAll(more);
        return new Form(all);
    }

    /** Text of which percent signs are decoded; a stray one stands for itself. */
    public static String unescaped(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
