package io.tidewaiter.cli.doctor;

import java.util.List;
import java.util.Locale;

/** Findings as lines or as JSON. */
final class FindingText {
    private static final int NAME_CHARS = 18;
    private static final int STATE_CHARS = 9;
    private static final int CHARS_MAX = 2000;

    private FindingText() {}

    static String lines(List<Finding> findings) {
        StringBuilder out = new StringBuilder();
        for (Finding finding : findings) {
            out.append(padded(finding.name(), NAME_CHARS))
                    .append(padded(word(finding), STATE_CHARS))
                    .append(shown(finding.saw()))
                    .append(finding.advice().isEmpty() ? "" : "; " + shown(finding.advice()))
                    .append('\n');
        }
        return out.toString();
    }

    static String json(List<Finding> findings) {
        StringBuilder out = new StringBuilder("{\n  \"findings\": [");
        String between = "\n";
        for (Finding finding : findings) {
            out.append(between)
                    .append("    {\"name\": ")
                    .append(quoted(finding.name()))
                    .append(", \"state\": ")
                    .append(quoted(word(finding)))
                    .append(", \"saw\": ")
                    .append(quoted(shown(finding.saw())))
                    .append(", \"advice\": ")
                    .append(quoted(shown(finding.advice())))
                    .append('}');
            between = ",\n";
        }
        return out.append("\n  ]\n}\n").toString();
    }

    private static String word(Finding finding) {
        return finding.state().name().toLowerCase(Locale.ROOT);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    /** Paths and messages of the system may hold anything. */
    private static String shown(String text) {
        String cut = text.length() <= CHARS_MAX ? text : text.substring(0, CHARS_MAX) + "…";
        StringBuilder plain = new StringBuilder();
        cut.codePoints().forEach(c -> {
            boolean steers = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            plain.appendCodePoint(steers ? '?' : c);
        });
        return plain.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
