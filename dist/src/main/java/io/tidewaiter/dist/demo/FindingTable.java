package io.tidewaiter.dist.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The findings of an image as the REST answer has them, as rows. */
record FindingTable(List<JsonNode> rows) {
    private static final List<String> HEADINGS =
            List.of("SEVERITY", "VULNERABILITY", "PACKAGE", "INSTALLED", "FIXED IN", "LAYER", "EVIDENCE");

    private static final List<String> SEVERITIES = List.of("Critical", "High", "Medium", "Low", "Negligible");
    private static final Comparator<JsonNode> MOST_URGENT_FIRST = Comparator.comparingInt(
                    (JsonNode row) -> ours(row).path("knownExploited").asBoolean(false) ? 0 : 1)
            .thenComparingInt(FindingTable::rank)
            .thenComparing(row -> row.at("/properties/id").asString(""));

    FindingTable {
        rows = List.copyOf(rows);
    }

    void print(PrintStream out) {
        List<List<String>> table = new ArrayList<>();
        table.add(HEADINGS);
        for (JsonNode row : rows.stream().sorted(MOST_URGENT_FIRST).toList()) {
            JsonNode ours = ours(row);
            JsonNode installed = ours.at("/packages/0");
            if (installed.isObject()) {
                table.add(row(row, ours, installed));
            }
        }
        if (table.size() > 1) {
            table.forEach(line -> print(line, widths(table), out));
        }
    }

    private static JsonNode ours(JsonNode row) {
        return row.at("/properties/additionalData/tidewaiter");
    }

    /** What nobody rated comes last. */
    private static int rank(JsonNode row) {
        int rank = SEVERITIES.indexOf(ours(row).path("severity").asString(""));
        return rank < 0 ? SEVERITIES.size() : rank;
    }

    private static List<String> row(JsonNode row, JsonNode ours, JsonNode installed) {
        String exploited = ours.path("knownExploited").asBoolean(false) ? " (exploited)" : "";
        String fixed = ours.path("fixedVersion").asString("");
        return List.of(
                ours.path("severity").asString(""),
                row.at("/properties/id").asString("") + exploited,
                installed.path("name").asString(""),
                installed.path("version").asString(""),
                fixed.isEmpty() ? "-" : fixed,
                installed.path("layer").asString("0"),
                installed.path("path").asString(""));
    }

    private static int[] widths(List<List<String>> table) {
        int[] widths = new int[HEADINGS.size()];
        for (List<String> line : table) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return widths;
    }

    private static void print(List<String> line, int[] widths, PrintStream out) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append(line.get(i));
            if (i < widths.length - 1) {
                text.append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
        }
        out.println(text);
    }
}
