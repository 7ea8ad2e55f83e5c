package io.tidewaiter.vuln;

import io.tidewaiter.vuln.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads {@code affected[].ecosystem_specific}: the binaries of Ubuntu and SUSE, the imports and tags of Go, and scalars; and the
 * record's {@code database_specific}.
 */
final class OsvSpecificReader {
    private OsvSpecificReader() {}

    static void read(JsonCursor json, OsvReader.AffectedDraft affected) {
        json.object("ecosystem_specific", name -> {
            if (name.equals("binaries") && json.isArray()) {
                json.array(name, () -> binary(json, affected.binaries));
            } else if (name.equals("imports") && json.isArray()) {
                json.array(name, () -> imports(json, affected.symbols));
            } else if (name.equals("custom_ranges") && json.isArray()) {
                affected.customRanges = GoCustomRanges.read(json);
            } else {
                json.scalarInto(affected.ecosystemSpecific, name);
            }
        });
    }

    /** Scalars, and the weaknesses of the GitHub database as one of them. */
    static Map<String, String> ofDatabase(JsonCursor json) {
        Map<String, String> scalars = new TreeMap<>();
        List<String> weaknesses = new ArrayList<>();
        json.object("database_specific", name -> {
            if (name.equals(Weaknesses.KEY) && json.isArray()) {
                json.array(name, () -> weakness(json, weaknesses));
            } else {
                json.scalarInto(scalars, name);
            }
        });
        List<String> known = Weaknesses.of(weaknesses);
        if (!known.isEmpty()) {
            scalars.put(Weaknesses.KEY, String.join(" ", known));
        }
        return scalars;
    }

    private static void weakness(JsonCursor json, List<String> weaknesses) {
        if (json.isText() && weaknesses.size() < Weaknesses.MAX) {
            weaknesses.add(json.cutText(Weaknesses.KEY, 40));
        } else {
            json.skip();
        }
    }

    /** Ubuntu writes {@code {binary_name, binary_version}}, SUSE {@code {name: version, ...}}. */
    private static void binary(JsonCursor json, List<OsvAffected.Binary> binaries) {
        if (!json.isObject()) {
            json.skip();
            return;
        }
        Map<String, String> fields = json.scalars("binary");
        String name = fields.get("binary_name");
        if (name != null) {
            binaries.add(new OsvAffected.Binary(name, fields.getOrDefault("binary_version", "")));
            return;
        }
        fields.forEach((key, version) -> binaries.add(new OsvAffected.Binary(key, version)));
    }

    private static void imports(JsonCursor json, List<String> symbols) {
        if (!json.isObject()) {
            json.skip();
            return;
        }
        List<String> path = new ArrayList<>(1);
        List<String> names = new ArrayList<>();
        json.object("import", name -> {
            if (name.equals("path") && json.isText()) {
                path.add(json.cutText(name, 256));
            } else if (name.equals("symbols") && json.isArray()) {
                json.array(name, () -> {
                    if (json.isText()) {
                        names.add(json.cutText("symbol", 256));
                    }
                    json.skip();
                });
            } else {
                json.skip();
            }
        });
        String prefix = path.isEmpty() ? "" : path.getFirst();
        if (names.isEmpty()) {
            symbols.add(prefix);
        }
        names.forEach(symbol -> symbols.add(prefix + "#" + symbol));
    }
}
