package io.tidewaiter.advisory.feed;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/** Reads lines of foreign text, none longer than a bound. */
public final class Texts {
    private Texts() {}

    /** Calls {@code line} with every line; what is longer than {@code charsMax} is cut there. */
    public static void lines(Reader in, int charsMax, Consumer<String> line) throws IOException {
        StringBuilder current = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                line.accept(current.toString());
                current.setLength(0);
            } else if (current.length() < charsMax) {
                current.append((char) c);
            }
        }
        if (!current.isEmpty()) {
            line.accept(current.toString());
        }
    }
}
