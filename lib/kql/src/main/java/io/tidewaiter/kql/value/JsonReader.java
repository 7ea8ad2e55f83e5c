package io.tidewaiter.kql.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JSON of bounded depth. */
final class JsonReader {
    private static final int DEPTH_MAX = 200;
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

    private final String text;
    private final boolean isLiteral;
    private int at;

    JsonReader(String text, boolean isLiteral) {
        this.text = text;
        this.isLiteral = isLiteral;
    }

    Optional<Json> read() {
        try {
            Json json = value(0);
            skip();
            return at == text.length() ? Optional.of(json) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /** Ends the reading; never leaves this class. */
    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed() {
            super("malformed", null, false, false);
        }
    }

    private Json value(int depth) {
        skip();
        if (depth > DEPTH_MAX || at >= text.length()) {
            throw new Malformed();
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> bag(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Text(string('"'));
            case '\'' -> {
                if (!isLiteral) {
                    throw new Malformed();
                }
                yield new Json.Text(string('\''));
            }
            default -> word();
        };
    }

    private Json word() {
        if (text.startsWith("true", at)) {
            at += 4;
            return new Json.Bool(true);
        }
        if (text.startsWith("false", at)) {
            at += 5;
            return new Json.Bool(false);
        }
        if (text.startsWith("null", at)) {
            at += 4;
            return new Json.Null();
        }
        Matcher m = NUMBER.matcher(text).region(at, text.length());
        if (!m.lookingAt()) {
            throw new Malformed();
        }
        at = m.end();
        return new Json.Num(m.group());
    }

    private Json array(int depth) {
        at++;
        List<Json> elements = new ArrayList<>();
        if (next(']')) {
            return new Json.Array(elements);
        }
        do {
            elements.add(value(depth + 1));
        } while (next(','));
        expect(']');
        return new Json.Array(elements);
    }

    private Json bag(int depth) {
        at++;
        Map<String, Json> properties = new LinkedHashMap<>();
        if (next('}')) {
            return new Json.Bag(properties);
        }
        do {
            skip();
            char quote = at < text.length() ? text.charAt(at) : ' ';
            if (quote != '"' && !(isLiteral && quote == '\'')) {
                throw new Malformed();
            }
            String key = string(quote);
            expect(':');
            properties.put(key, value(depth + 1));
        } while (next(','));
        expect('}');
        return new Json.Bag(properties);
    }

    private String string(char quote) {
        StringBuilder out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return out.toString();
            }
            if (c == '\\') {
                at++;
                escape(out);
            } else {
                out.append(c);
            }
        }
        throw new Malformed();
    }

    private void escape(StringBuilder out) {
        char c = at < text.length() ? text.charAt(at) : ' ';
        switch (c) {
            case '"', '\\', '/', '\'' -> out.append(c);
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'u' -> {
                if (at + 5 > text.length()) {
                    throw new Malformed();
                }
                out.append(hex(text.substring(at + 1, at + 5)));
                at += 4;
            }
            default -> throw new Malformed();
        }
    }

    private static char hex(String digits) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 16);
            if (digit < 0) {
                throw new Malformed();
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private boolean next(char c) {
        skip();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!next(c)) {
            throw new Malformed();
        }
    }

    private void skip() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
