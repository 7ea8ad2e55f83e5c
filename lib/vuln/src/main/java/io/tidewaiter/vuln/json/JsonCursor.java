package io.tidewaiter.vuln.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one JSON document forwards, and faults where a value has not the type that its schema gives it. */
public final class JsonCursor {
    private static final int SCALARS_MAX = 32;
    private static final int SCALAR_CHARS_MAX = 256;

    private final JsonParser parser;
    private final int listMax;

    public JsonCursor(JsonParser parser, int listMax) {
        this.parser = parser;
        this.listMax = listMax;
    }

    /** Moves onto the document's first token, which must begin an object. */
    public void start() {
        startAt(true);
    }

    void startAt(boolean isObject) {
        if (parser.nextToken() != (isObject ? JsonToken.START_OBJECT : JsonToken.START_ARRAY)) {
            throw new DocumentFault("the document is not a JSON " + (isObject ? "object" : "array"));
        }
    }

    void startAtEither() {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
            throw new DocumentFault("the document is neither a JSON object nor an array");
        }
    }

    /** Faults where anything follows the document. */
    public void end() {
        if (parser.nextToken() != null) {
            throw new DocumentFault("something follows the JSON object");
        }
    }

    /** Calls {@code field} with every name of the current object; it must consume the value. Null is no object. */
    public void object(String what, Consumer<String> field) {
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
    public void array(String what, Runnable element) {
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

    /** The texts of the current array. */
    public List<String> texts(String what) {
        List<String> texts = new ArrayList<>();
        array(what, () -> texts.add(text(what)));
        return texts;
    }

    /** The current value, which must be a text. */
    public String text(String what) {
        expect(JsonToken.VALUE_STRING, what);
        return parser.getString();
    }

    /** A text for people: null is empty, the rest is cut. */
    public String cutText(String what, int charsMax) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        return cut(text(what), charsMax);
    }

    /** Whether the current value is a text. */
    public boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    /** Whether the current value is an object. */
    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /** Whether the current value is an array. */
    public boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** Passes over the current value. */
    public void skip() {
        parser.skipChildren();
    }

    /** The entry as text where it is a scalar; anything else is skipped. */
    public void scalarInto(Map<String, String> scalars, String name) {
        JsonToken token = parser.currentToken();
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL && scalars.size() < SCALARS_MAX) {
            scalars.put(cut(name, SCALAR_CHARS_MAX), cut(parser.getValueAsString(""), SCALAR_CHARS_MAX));
        }
        skip();
    }

    /** The scalar entries of the current object, as text; anything else is skipped. */
    public Map<String, String> scalars(String what) {
        Map<String, String> scalars = new TreeMap<>();
        object(what, name -> scalarInto(scalars, name));
        return scalars;
    }

    /** At most that many characters, never half of a surrogate pair. */
    public static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
        return text.substring(0, end);
    }

    /** The current scalar as text, cut; empty for null and for anything that is no scalar, which is skipped. */
    public String scalar(int charsMax) {
        JsonToken token = parser.currentToken();
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            return cut(parser.getValueAsString(""), charsMax);
        }
        skip();
        return "";
    }

    /**
     * Runs {@code value}, which consumes the current value; where it faults, the rest of the value is passed over and
     * {@code refused} hears why. One broken part must not cost the document. What is no JSON still ends it.
     */
    public void guarded(Runnable value, Consumer<String> refused) {
        boolean isNested = isObject() || isArray();
        int depth = parser.streamReadContext().getNestingDepth();
        try {
            value.run();
        } catch (DocumentFault fault) {
            refused.accept(String.valueOf(fault.getMessage()));
            while (isNested && !isClosed(depth)) {
                if (parser.nextToken() == null) {
                    throw new DocumentFault("the document ends early");
                }
            }
        }
    }

    /** Whether the value whose inside has that depth has ended. */
    private boolean isClosed(int depth) {
        JsonToken token = parser.currentToken();
        return token.isStructEnd() && parser.streamReadContext().getNestingDepth() < depth;
    }

    private void expect(JsonToken expected, String what) {
        if (parser.currentToken() != expected) {
            throw new DocumentFault(what + " is " + parser.currentToken() + ", not " + expected);
        }
    }
}
