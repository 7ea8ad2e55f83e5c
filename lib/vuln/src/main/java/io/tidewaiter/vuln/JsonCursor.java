package io.tidewaiter.vuln;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one JSON document forwards, and faults where a value has not the type that its schema gives it. */
final class JsonCursor {
    private static final int SCALARS_MAX = 32;
    private static final int SCALAR_CHARS_MAX = 256;

    private final JsonParser parser;
    private final int listMax;

    JsonCursor(JsonParser parser, int listMax) {
        this.parser = parser;
        this.listMax = listMax;
    }

    /** Moves onto the document's first token. */
    void start() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new DocumentFault("the document is not a JSON object");
        }
    }

    /** Faults where anything follows the document. */
    void end() {
        if (parser.nextToken() != null) {
            throw new DocumentFault("something follows the JSON object");
        }
    }

    /** Calls {@code field} with every name of the current object; it must consume the value. Null is no object. */
    void object(String what, Consumer<String> field) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(JsonToken.START_OBJECT, what);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            field.accept(name);
        }
    }

    /** Calls {@code element} on every element of the current array; it must consume it. Null is an empty array. */
    void array(String what, Runnable element) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(JsonToken.START_ARRAY, what);
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (++count > listMax) {
                throw new DocumentFault(what + " has more than " + listMax + " entries");
            }
            element.run();
        }
    }

    List<String> texts(String what) {
        List<String> texts = new ArrayList<>();
        array(what, () -> texts.add(text(what)));
        return texts;
    }

    String text(String what) {
        expect(JsonToken.VALUE_STRING, what);
        return parser.getString();
    }

    /** A text for people: null is empty, the rest is cut. */
    String cutText(String what, int charsMax) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        return cut(text(what), charsMax);
    }

    boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    void skip() {
        parser.skipChildren();
    }

    /** The entry as text where it is a scalar; anything else is skipped. */
    void scalarInto(Map<String, String> scalars, String name) {
        JsonToken token = parser.currentToken();
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL && scalars.size() < SCALARS_MAX) {
            scalars.put(cut(name, SCALAR_CHARS_MAX), cut(parser.getValueAsString(""), SCALAR_CHARS_MAX));
        }
        skip();
    }

    Map<String, String> scalars(String what) {
        Map<String, String> scalars = new TreeMap<>();
        object(what, name -> scalarInto(scalars, name));
        return scalars;
    }

    /** At most that many characters, never half of a surrogate pair. */
    static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
        return text.substring(0, end);
    }

    private void expect(JsonToken expected, String what) {
        if (parser.currentToken() != expected) {
            throw new DocumentFault(what + " is " + parser.currentToken() + ", not " + expected);
        }
    }
}
