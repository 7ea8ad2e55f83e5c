package io.tidewaiter.oci.json;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a JSON document (RFC 8259), one after the other. Strict in its grammar; bytes that are not UTF-8 become
 * U+FFFD, as in Go and Node.js, so that a misspelt author does not cost a package; a byte order mark in front is passed
 * over. Keys may come twice.
 *
 * <p>Problem: the parsers of libraries make a {@code BigDecimal} when they are first used, whose table of powers of five
 * takes 30 ms of a young JVM, in the scan's process and in its cell: a twentieth of a short scan. Choice: numbers stay text.
 * Words are made when they are asked for; what is skipped is only looked through.
 *
 * <p>One thread. After a {@link JsonFault} nothing may be asked.
 */
public final class JsonReader {
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final byte[] json;
    private final JsonBounds bounds;
    private final BitSet objects = new BitSet(); // by depth: whether it is an object or an array
    private int depth;
    private int at;
    private @Nullable JsonToken token;

    /** The bytes of the token's word, without quotes. */
    private int start;

    private int end;
    private boolean escaped;

    /** The same of the last name. */
    private int nameStart;

    private int nameEnd;
    private boolean nameEscaped;

    /** @param json the whole document; left alone */
    public JsonReader(byte[] json, JsonBounds bounds) {
        this.json = json;
        this.bounds = bounds;
        boolean marked = json.length >= MARK.length;
        for (int i = 0; marked && i < MARK.length; i++) {
            marked = json[i] == MARK[i];
        }
        this.at = marked ? MARK.length : 0;
    }

    /** The token that the last {@link #nextToken} found; null before the first and after the last. */
    public @Nullable JsonToken currentToken() {
        return token;
    }

    /**
     * Goes on to the next token; null at the end of the document, which is never within an object or an array. Several
     * documents may follow each other.
     *
     * @throws JsonFault where there is none
     */
    public @Nullable JsonToken nextToken() {
        JsonToken before = token;
        int next = skipSpace();
        if (before == JsonToken.PROPERTY_NAME) {
            expect(next, ':');
            token = value(skipSpace());
        } else if (depth == 0) {
            token = next < 0 ? null : value(next);
        } else {
            boolean object = objects.get(depth);
            if (next == (object ? '}' : ']')) {
                at++;
                depth--;
                token = object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
                return token;
            }
            if (before == null || !before.opens()) {
                expect(next, ',');
                next = skipSpace();
            }
            token = object ? name(next) : value(next);
        }
        return token;
    }

    /** From the beginning of an object or an array to its end; nothing where another token stands. */
    public void skipChildren() {
        if (token == null || !token.opens()) {
            return;
        }
        for (int outside = depth - 1; depth > outside; ) {
            nextToken();
        }
    }

    /** The last property's name. */
    public String currentName() {
        return text(nameStart, nameEnd, nameEscaped);
    }

    /** The text of a string, a number, a name or a word, as the document means it. */
    public String getString() {
        return text(start, end, escaped);
    }

    /** A number without fraction and exponent; {@code otherwise} where it is none or has more than 18 digits. */
    public long getLong(long otherwise) {
        if (token != JsonToken.VALUE_NUMBER_INT || end - start > 18) {
            return otherwise;
        }
        return Long.parseLong(getString());
    }

    private int skipSpace() {
        while (at < json.length) {
            byte next = json[at];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next & 0xff;
            }
            at++;
        }
        return -1;
    }

    private void expect(int next, char wanted) {
        if (next != wanted) {
            throw fault("expected '" + wanted + "'");
        }
        at++;
    }

    private JsonToken name(int next) {
        if (next != '"') {
            throw fault("expected a name");
        }
        string(bounds.nameBytesMax());
        nameStart = start;
        nameEnd = end;
        nameEscaped = escaped;
        return JsonToken.PROPERTY_NAME;
    }

    private JsonToken value(int next) {
        return switch (next) {
            case '{' -> open(true);
            case '[' -> open(false);
            case '"' -> {
                string(bounds.stringBytesMax());
                yield JsonToken.VALUE_STRING;
            }
            case 't' -> word("true", JsonToken.VALUE_TRUE);
            case 'f' -> word("false", JsonToken.VALUE_FALSE);
            case 'n' -> word("null", JsonToken.VALUE_NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw fault("expected a value");
        };
    }

    private JsonToken open(boolean object) {
        if (depth >= bounds.depthMax()) {
            throw fault("more than " + bounds.depthMax() + " objects and arrays within each other");
        }
        at++;
        depth++;
        objects.set(depth, object);
        return object ? JsonToken.START_OBJECT : JsonToken.START_ARRAY;
    }

    private JsonToken word(String word, JsonToken token) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= json.length || json[at + i] != word.charAt(i)) {
                throw fault("expected a value");
            }
        }
        start = at;
        at += word.length();
        end = at;
        escaped = false;
        delimited();
        return token;
    }

    /** RFC 8259, section 6. */
    private JsonToken number() {
        start = at;
        escaped = false;
        if (json[at] == '-') {
            at++;
        }
        boolean zero = at < json.length && json[at] == '0';
        if (digits() > 1 && zero) {
            throw fault("a number that begins with 0");
        }
        JsonToken kind = JsonToken.VALUE_NUMBER_INT;
        if (at < json.length && json[at] == '.') {
            at++;
            digits();
            kind = JsonToken.VALUE_NUMBER_FLOAT;
        }
        if (at < json.length && (json[at] == 'e' || json[at] == 'E')) {
            at++;
            if (at < json.length && (json[at] == '+' || json[at] == '-')) {
                at++;
            }
            digits();
            kind = JsonToken.VALUE_NUMBER_FLOAT;
        }
        end = at;
        bound("a number", bounds.numberBytesMax());
        delimited();
        return kind;
    }

    private int digits() {
        int first = at;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        if (at == first) {
            throw fault("expected a digit");
        }
        return at - first;
    }

    /** No word follows a word or a number at once. */
    private void delimited() {
        if (at < json.length && " \n\r\t,:]}".indexOf(json[at]) < 0) {
            throw fault("expected the end of a word");
        }
    }

    private void string(int bytesMax) {
        at++;
        start = at;
        escaped = false;
        while (true) {
            if (at >= json.length) {
                throw fault("expected the end of a string");
            }
            byte next = json[at];
            if (next == '"') {
                break;
            }
            if (next == '\\') {
                escape();
            } else if (next >= 0 && next < ' ') {
                throw fault("a control character in a string");
            } else {
                at++;
            }
        }
        end = at;
        at++;
        bound("a text", bytesMax);
    }

    private void escape() {
        escaped = true;
        at++;
        int kind = at < json.length ? json[at] : -1;
        if (kind == 'u') {
            for (int i = 1; i <= 4; i++) {
                if (at + i >= json.length || Character.digit(json[at + i], 16) < 0) {
                    throw fault("expected four hexadecimal digits");
                }
            }
            at += 5;
        } else if (kind >= 0 && "\"\\/bfnrt".indexOf(kind) >= 0) {
            at++;
        } else {
            throw fault("an escape that JSON does not know");
        }
    }

    private void bound(String what, int bytesMax) {
        if (end - start > bytesMax) {
            throw fault(what + " of " + (end - start) + " bytes, more than the " + bytesMax + " allowed");
        }
    }

    private String text(int first, int last, boolean withEscapes) {
        if (!withEscapes) {
            return new String(json, first, last - first, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(last - first);
        int from = first;
        int i = first;
        while (i < last) {
            if (json[i] != '\\') {
                i++;
                continue;
            }
            text.append(new String(json, from, i - from, StandardCharsets.UTF_8));
            boolean code = json[i + 1] == 'u';
            text.append(
                    code
                            ? (char) Integer.parseInt(new String(json, i + 2, 4, StandardCharsets.ISO_8859_1), 16)
                            : meant(json[i + 1]));
            i += code ? 6 : 2;
            from = i;
        }
        return text.append(new String(json, from, last - from, StandardCharsets.UTF_8))
                .toString();
    }

    private static char meant(byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) escape;
        };
    }

    /** What is wrong with the document where the reader stands. */
    JsonFault fault(String what) {
        int line = 1;
        int lineStart = 0;
        int here = Math.min(at, json.length);
        for (int i = 0; i < here; i++) {
            if (json[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        String saw = here == json.length
                ? "the end"
                : json[here] > ' ' && json[here] < 0x7f
                        ? "'" + (char) json[here] + "'"
                        : "the byte 0x%02x".formatted(json[here]);
        return new JsonFault("%s in line %d, byte %d; saw %s".formatted(what, line, here - lineStart + 1, saw));
    }
}
