package io.tidewaiter.kql.function.parse;

import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.List;

/** A command line as Windows splits it: quotes hold together, backslashes count only before a quote. */
final class CommandLine {
    private CommandLine() {}

    static String arguments(String line) {
        List<Json> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        boolean isQuoted = false;
        boolean isBegun = false;
        int slashes = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                slashes++;
                continue;
            }
            boolean isQuote = c == '"';
            argument.append("\\".repeat(isQuote ? slashes / 2 : slashes));
            isBegun |= slashes > 0 || isQuote;
            if (isQuote && slashes % 2 == 1) {
                argument.append(c);
            } else if (isQuote) {
                isQuoted = !isQuoted;
            } else if (Character.isWhitespace(c) && !isQuoted) {
                if (isBegun) {
                    arguments.add(new Json.Text(argument.toString()));
                }
                argument.setLength(0);
                isBegun = false;
            } else {
                argument.append(c);
                isBegun = true;
            }
            slashes = 0;
        }
        argument.append("\\".repeat(slashes));
        if (isBegun || slashes > 0) {
            arguments.add(new Json.Text(argument.toString()));
        }
        return new Json.Array(arguments).json();
    }
}
