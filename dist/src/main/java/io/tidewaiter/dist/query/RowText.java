package io.tidewaiter.dist.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rows as text. Whatever a cell holds, it is text: no control character reaches a terminal, no formula a sheet. */
final class RowText {
    private static final int CELL_CHARS_MAX = 80;

    private RowText() {}

    /** Columns side by side, for people. */
    static byte[] table(Answer answer) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(answer.columns().stream().map(Answer.Column::name).toList());
        for (JsonNode row : answer.rows()) {
            List<String> cells = new ArrayList<>();
            row.forEach(value -> cells.add(shown(value)));
            lines.add(cells);
        }
        int[] widths = new int[answer.columns().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        lines.add(1, java.util.Arrays.stream(widths).mapToObj("-"::repeat).toList());
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
        return bytes(out);
    }

    private static String shown(JsonNode value) {
        String text = text(value);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && i < CELL_CHARS_MAX; i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c);
        }
        return text.length() > CELL_CHARS_MAX ? out.append('…').toString() : out.toString();
    }

    /** An array of objects. */
    static byte[] json(Answer answer) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (JsonNode row : answer.rows()) {
            ObjectNode object = array.addObject();
            for (int i = 0; i < answer.columns().size(); i++) {
                object.set(answer.columns().get(i).name(), row.get(i));
            }
        }
        return bytes(new StringBuilder(array.toPrettyString()).append('\n'));
    }

    /** RFC 4180; a text that a sheet would take for a formula begins with an apostrophe. */
    static byte[] csv(Answer answer) {
        StringBuilder out = new StringBuilder();
        out.append(answer.columns().stream().map(c -> cell(c.name())).collect(Collectors.joining(",")))
                .append("\r\n");
        for (JsonNode row : answer.rows()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < answer.columns().size(); i++) {
                boolean isNumber = row.get(i).isNumber() // or -Infinity, which JSON has as a text
                        || answer.columns().get(i).type().equals("number");
                cells.add(isNumber ? text(row.get(i)) : cell(text(row.get(i))));
            }
            out.append(String.join(",", cells)).append("\r\n");
        }
        return bytes(out);
    }

    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** A value as text: texts as they are, nothing for null, the rest as JSON. */
    static String text(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static byte[] bytes(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
