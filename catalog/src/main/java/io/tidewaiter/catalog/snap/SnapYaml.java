package io.tidewaiter.catalog.snap;

import io.tidewaiter.catalog.text.LineFields;
import io.tidewaiter.catalog.text.Lines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The YAML that snapcraft writes, as far as it matters: keys at the beginning of a line with a word behind them, or with
 * lists of words on the lines after them. Everything deeper is passed over.
 */
final class SnapYaml {
    private static final int LINE_BYTES_MAX = 4096;

    private final Map<String, String> words = new HashMap<>();
    private final Map<String, List<String>> lists = new HashMap<>();

    static SnapYaml of(byte[] content) {
        SnapYaml yaml = new SnapYaml();
        List<String> list = new ArrayList<>();
        Lines lines = new Lines(content);
        while (lines.next()) {
            int first = lines.at(0);
            if (lines.isBlank() || first == '#') {
                continue;
            }
            String text = lines.text(0, LINE_BYTES_MAX);
            if (text.startsWith("- ")) {
                list.add(LineFields.unquoted(text.substring(2).strip()));
            } else if (first != ' ' && first != '\t') {
                list = new ArrayList<>();
                int colon = text.indexOf(':');
                if (colon > 0) {
                    String key = text.substring(0, colon);
                    yaml.words.putIfAbsent(
                            key, LineFields.unquoted(text.substring(colon + 1).strip()));
                    yaml.lists.putIfAbsent(key, list);
                }
            }
        }
        return yaml;
    }

    /** The word behind a key; empty where there is none. */
    String word(String key) {
        return words.getOrDefault(key, "");
    }

    /** The words listed below a key. */
    List<String> list(String key) {
        return lists.getOrDefault(key, List.of());
    }
}
