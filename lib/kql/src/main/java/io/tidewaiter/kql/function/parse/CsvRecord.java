package io.tidewaiter.kql.function.parse;

import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.List;

/** One record of comma-separated values (RFC 4180). */
final class CsvRecord {
    private CsvRecord() {}

    static String fields(String text) {
        List<Json> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuoted) {
                boolean isDouble = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (isDouble) {
                    i++;
                }
                if (c == '"' && !isDouble) {
                    isQuoted = false;
                } else {
                    field.append(c);
                }
            } else if (c == '"') {
                isQuoted = true;
            } else if (c == ',') {
                fields.add(new Json.Text(field.toString()));
                field.setLength(0);
            } else if (c == '\n' || c == '\r') {
                break;
            } else {
                field.append(c);
            }
        }
        fields.add(new Json.Text(field.toString()));
        return new Json.Array(fields).json();
    }
}
