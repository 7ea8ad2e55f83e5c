package io.tidewaiter.cli.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of a name and its value, the values below each other. */
final class DbText {
    private static final int CHARS_MAX = 200;

    private final List<List<String>> lines = new ArrayList<>();

    DbText line(String... cells) {
        List<String> shown = new ArrayList<>();
        for (String cell : cells) {
            shown.add(shown(cell));
        }
        lines.add(shown);
        return this;
    }

    DbText blank() {
        lines.add(List.of());
        return this;
    }

    /** With thousands apart, the same on every machine: {@code 79,326}. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** Names of feeds and files are foreign text: no control character reaches the terminal. */
    private static String shown(String text) {
        String cut = text.length() <= CHARS_MAX ? text : text.substring(0, CHARS_MAX) + "…";
        return cut.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    @Override
    public String toString() {
        int[] widths = new int[3];
        for (List<String> line : lines) {
            for (int i = 0; i < line.size() - 1; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                String padding = " ".repeat(Math.max(0, widths[i] - line.get(i).length()) + 2);
                row.append(line.get(i)).append(i == line.size() - 1 ? "" : padding);
            }
            out.append(row.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }
}
