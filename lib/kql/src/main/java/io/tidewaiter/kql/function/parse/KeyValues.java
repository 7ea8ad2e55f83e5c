package io.tidewaiter.kql.function.parse;

import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code parse-kv}: keys and values out of a text. Only keys that are asked for are kept, the first of each; spaces around
 * keys and values do not count.
 */
final class KeyValues {
    private static final int SETTINGS_MAX = 100;
    private static final Map<String, Settings> SETTINGS = new ConcurrentHashMap<>();

    private final String text;
    private final Settings settings;
    private final Map<String, Json> found = new LinkedHashMap<>();
    private int at;

    private KeyValues(String text, Settings settings) {
        this.text = text;
        this.settings = settings;
    }

    /** @param pair empty where any character but letters and digits is a delimiter */
    private record Settings(
            List<String> keys, String pair, String assign, List<String> quotes, String escapes, boolean isGreedy) {
        static Settings of(String json) {
            Map<String, Json> bag =
                    Json.parse(json).orElseThrow() instanceof Json.Bag(Map<String, Json> p) ? p : Map.of();
            return new Settings(
                    texts(member(bag, "keys")),
                    member(bag, "pair").text(),
                    member(bag, "kv").text(),
                    texts(member(bag, "quotes")),
                    String.join("", texts(member(bag, "escapes"))),
                    member(bag, "greedy").text().equals("true"));
        }

        private static Json member(Map<String, Json> bag, String name) {
            return bag.getOrDefault(name, new Json.Text(""));
        }

        private static List<String> texts(Json array) {
            return array instanceof Json.Array(List<Json> e)
                    ? e.stream().map(Json::text).toList()
                    : List.of();
        }
    }

    /** The values by their keys as a bag of JSON. */
    static String bag(String text, String settings) {
        if (SETTINGS.size() > SETTINGS_MAX) {
            SETTINGS.clear();
        }
        KeyValues values = new KeyValues(text, SETTINGS.computeIfAbsent(settings, Settings::of));
        if (values.settings.pair().isEmpty()) {
            values.settings.keys().forEach(values::undelimited);
        } else {
            values.delimited();
        }
        return new Json.Bag(values.found).json();
    }

    private void keep(String key, String value) {
        if (settings.keys().contains(key)) {
            found.putIfAbsent(key, new Json.Text(value));
        }
    }

    private void delimited() {
        while (at < text.length()) {
            skipSpaces();
            if (text.startsWith(settings.pair(), at)) {
                at += settings.pair().length();
                continue;
            }
            String key;
            int quote = quoteAt();
            if (quote >= 0) {
                key = quoted(quote);
                skipSpaces();
                if (!text.startsWith(settings.assign(), at)) {
                    afterPair();
                    continue;
                }
            } else {
                int end = text.indexOf(settings.assign(), at);
                int pair = text.indexOf(settings.pair(), at);
                if (end < 0) {
                    return;
                }
                if (pair >= 0 && pair < end) {
                    at = pair + settings.pair().length();
                    continue;
                }
                key = text.substring(at, end);
                at = end;
            }
            at += settings.assign().length();
            keep(key.strip(), value());
        }
    }

    private String value() {
        int start = at;
        skipSpaces();
        int quote = quoteAt();
        if (quote >= 0) {
            String value = quoted(quote);
            afterPair();
            return value.strip();
        }
        at = start;
        int end = settings.isGreedy() ? nextKey() : text.indexOf(settings.pair(), at);
        String value = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + settings.pair().length();
        return value.strip();
    }

    /** Where the delimiter before the next pair is; -1 where none follows. */
    private int nextKey() {
        for (int pair = text.indexOf(settings.pair(), at); pair >= 0; pair = text.indexOf(settings.pair(), pair + 1)) {
            int from = pair + settings.pair().length();
            for (String key : settings.keys()) {
                int begin = from;
                while (begin < text.length() && Character.isWhitespace(text.charAt(begin))) {
                    begin++;
                }
                if (text.startsWith(key + settings.assign(), begin)) {
                    return pair;
                }
            }
        }
        return -1;
    }

    private void afterPair() {
        int pair = text.indexOf(settings.pair(), at);
        at = pair < 0 ? text.length() : pair + settings.pair().length();
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at)) && !text.startsWith(settings.pair(), at)) {
            at++;
        }
    }

    /** The number of the quotes that open here; -1 where none do. */
    private int quoteAt() {
        for (int i = 0; i < settings.quotes().size() && at < text.length(); i++) {
            if (text.charAt(at) == settings.quotes().get(i).charAt(0)) {
                return i;
            }
        }
        return -1;
    }

    private String quoted(int quote) {
        String quotes = settings.quotes().get(quote);
        char close = quotes.charAt(quotes.length() - 1);
        StringBuilder out = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != close; at++) {
            if (settings.escapes().indexOf(text.charAt(at)) >= 0 && at + 1 < text.length()) {
                at++;
            }
            out.append(text.charAt(at));
        }
        at++;
        at = Math.min(at, text.length());
        return out.toString();
    }

    /** A key as a term; its value are the next letters and digits, or what the next quotes hold. */
    private void undelimited(String key) {
        List<Integer> places = new ArrayList<>();
        for (int place = text.indexOf(key); place >= 0; place = text.indexOf(key, place + 1)) {
            places.add(place);
        }
        for (int place : places) {
            int end = place + key.length();
            boolean isTerm = (place == 0 || !Character.isLetterOrDigit(text.charAt(place - 1)))
                    && end < text.length()
                    && !Character.isLetterOrDigit(text.charAt(end));
            if (!isTerm) {
                continue;
            }
            at = end;
            if (quoteAt() >= 0) {
                at++; // the quotes of the key
            }
            while (at < text.length() && !Character.isLetterOrDigit(text.charAt(at)) && quoteAt() < 0) {
                at++;
            }
            int quote = quoteAt();
            int begin = at;
            while (quote < 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
            keep(key, quote >= 0 ? quoted(quote).strip() : text.substring(begin, at));
            return;
        }
    }
}
