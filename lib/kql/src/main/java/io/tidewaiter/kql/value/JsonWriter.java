package io.tidewaiter.kql.value;

import java.util.Map;

/** Writes the compact form. */
final class JsonWriter {
    private JsonWriter() {}

    static void write(Json json, StringBuilder out) {
        switch (json) {
            case Json.Null n -> out.append("null");
            case Json.Bool b -> out.append(b.value());
            case Json.Num n -> out.append(n.text());
            case Json.Text t -> quote(t.value(), out);
            case Json.Array a -> {
                out.append('[');
                for (int i = 0; i < a.elements().size(); i++) {
                    if (i > 0) {
                        out.append(',');
                    }
                    write(a.elements().get(i), out);
                }
                out.append(']');
            }
            case Json.Bag b -> {
                out.append('{');
                boolean isFirst = true;
                for (Map.Entry<String, Json> e : b.properties().entrySet()) {
                    if (!isFirst) {
                        out.append(',');
                    }
                    isFirst = false;
                    quote(e.getKey(), out);
                    out.append(':');
                    write(e.getValue(), out);
                }
                out.append('}');
            }
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04X", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
