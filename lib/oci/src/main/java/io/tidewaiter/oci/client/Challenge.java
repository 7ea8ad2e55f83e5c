package io.tidewaiter.oci.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One challenge of a {@code WWW-Authenticate} header (RFC 9110, 11.6.1).
 *
 * @param scheme lower-case
 * @param parameters by lower-case name
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final int HEADER_CHARS_MAX = 8192;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    /** What follows a scheme instead of parameters: {@code Negotiate YII==} (RFC 9110, 11.2). */
    private static final String TOKEN68 = "(?:\\s++[0-9A-Za-z._~+/-]++=*+(?=\\s*+(?:,|$)))?+";
    /** A value without quotation marks may hold what no token holds: some registries write a URL so. */
    private static final String BARE = "[^\\s,\"=][^\\s,\"]*+";

    private static final Pattern PART = Pattern.compile("\\G[\\s,]*+(?:(" + TOKEN
            + ")\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|(" + BARE + "))|(" + TOKEN + ")" + TOKEN68 + ")");

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    /** The challenges of all such headers of an answer; what cannot be read is left out. */
    static List<Challenge> parse(List<String> headers) {
        List<Challenge> found = new ArrayList<>();
        for (String header : headers) {
            if (header.length() <= HEADER_CHARS_MAX) {
                one(header, found);
            }
        }
        return found;
    }

    private static void one(String header, List<Challenge> found) {
        String scheme = "";
        Map<String, String> parameters = new HashMap<>();
        Matcher part = PART.matcher(header);
        while (part.find()) {
            String next = part.group(4);
            if (next != null) {
                if (!scheme.isEmpty()) {
                    found.add(new Challenge(scheme, parameters));
                }
                scheme = next.toLowerCase(Locale.ROOT);
                parameters = new HashMap<>();
            } else {
                String quoted = part.group(2);
                String value = quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : part.group(3);
                parameters.putIfAbsent(part.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        if (!scheme.isEmpty()) {
            found.add(new Challenge(scheme, parameters));
        }
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
