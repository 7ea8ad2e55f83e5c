package io.tidewaiter.vuln.oval;

import java.util.List;
import java.util.Map;

/**
 * An OVAL document.
 *
 * @param timestamp of its generator, as written; may be empty
 * @param tests every test of packages by its id; tests of other things are not among them
 */
public record OvalDocument(String timestamp, List<OvalDefinition> definitions, Map<String, OvalTest> tests) {
    public OvalDocument {
        definitions = List.copyOf(definitions);
        tests = Map.copyOf(tests);
    }
}
