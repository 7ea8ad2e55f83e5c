package io.tidewaiter.catalog.classifier;

import java.util.List;
import java.util.regex.Matcher;

/** A path of a kind of program, and its match. */
record ProgramPath(Classifier.Program program, Matcher path) {
    /** The versions that the bytes hold in the product's own form; of several one may be another product's. */
    List<String> versions(byte[] content) {
        String line = path.groupCount() > 1 ? path.group(2) : "";
        String begin = line.isEmpty() ? "" : line + '.';
        return program.version().apply(line).find(content).stream()
                .map(begin::concat)
                .toList();
    }

    /** The names of its own library in the bytes. */
    List<String> libraries(byte[] content) {
        return program.library()
                .map(literal -> literal.find(content).stream()
                        .map(literal.anchor()::concat)
                        .toList())
                .orElse(List.of());
    }
}
