package io.tidewaiter.kql.function.parse;

import io.tidewaiter.kql.function.text.UrlCoding;
import io.tidewaiter.kql.value.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts of URLs. */
final class Urls {
    private static final Pattern URL = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]*):(?://(?:([^@/?#:]*)(?::([^@/?#]*))?@)?(\\[[^\\]/?#]*]|[^:/?#]*)(?::([0-9]*))?)?"
                    + "([^?#]*)(?:\\?([^#]*))?(?:#(.*))?");
    private static final int PARAMETERS_MAX = 10_000;

    private Urls() {}

    static @Nullable String parts(String url) {
        Matcher m = URL.matcher(url.strip());
        if (!m.matches()) {
            return null;
        }
        Map<String, Json> parts = new LinkedHashMap<>();
        parts.put("Scheme", text(m.group(1)));
        parts.put("Host", text(m.group(4)));
        parts.put("Port", text(m.group(5)));
        parts.put("Path", text(m.group(6)));
        parts.put("Username", text(m.group(2)));
        parts.put("Password", text(m.group(3)));
        parts.put("Query Parameters", query(m.group(7) == null ? "" : m.group(7)));
        parts.put("Fragment", text(m.group(8)));
        return new Json.Bag(parts).json();
    }

    static String queryBag(String query) {
        return new Json.Bag(Map.of("Query Parameters", query(query))).json();
    }

    private static Json query(String query) {
        Map<String, Json> parameters = new LinkedHashMap<>();
        for (String pair : (query.startsWith("?") ? query.substring(1) : query).split("&", PARAMETERS_MAX)) {
            int equals = pair.indexOf('=');
            String key = UrlCoding.decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!key.isEmpty()) {
                parameters.putIfAbsent(
                        key, new Json.Text(equals < 0 ? "" : UrlCoding.decode(pair.substring(equals + 1))));
            }
        }
        return new Json.Bag(parameters);
    }

    private static Json text(@Nullable String part) {
        return new Json.Text(part == null ? "" : part);
    }
}
