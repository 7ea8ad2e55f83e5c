package io.tidewaiter.vuln.nvd;

import io.tidewaiter.vuln.json.JsonCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code configurations[]} of the NVD's JSON, version 2.0: the schema's {@code config}, {@code node}, {@code cpe_match}. */
final class ConfigurationReader {
    private static final int TEXT_CHARS_MAX = 1024;

    private ConfigurationReader() {}

    static NvdCve.Configuration read(JsonCursor json) {
        Map<String, String> fields = new HashMap<>();
        List<NvdCve.Node> nodes = new ArrayList<>();
        json.object("configuration", name -> {
            switch (name) {
                case "operator" -> fields.put(name, json.scalar(TEXT_CHARS_MAX));
                case "nodes" -> json.array(name, () -> nodes.add(node(json)));
                default -> json.skip();
            }
        });
        return new NvdCve.Configuration(isAll(fields), nodes);
    }

    private static boolean isAll(Map<String, String> fields) {
        return fields.getOrDefault("operator", "").equals("AND");
    }

    private static NvdCve.Node node(JsonCursor json) {
        Map<String, String> fields = new HashMap<>();
        List<NvdCve.Product> products = new ArrayList<>();
        json.object("node", name -> {
            switch (name) {
                case "operator", "negate" -> fields.put(name, json.scalar(TEXT_CHARS_MAX));
                case "cpeMatch" ->
                    json.array(name, () -> {
                        Map<String, String> match = json.scalars(name);
                        Cpe.parse(match.getOrDefault("criteria", ""))
                                .ifPresent(cpe -> products.add(product(cpe, match)));
                    });
                default -> json.skip();
            }
        });
        boolean isNegated = fields.getOrDefault("negate", "").equals("true");
        return new NvdCve.Node(isAll(fields), isNegated, products);
    }

    private static NvdCve.Product product(Cpe cpe, Map<String, String> match) {
        return new NvdCve.Product(
                cpe,
                match.getOrDefault("vulnerable", "").equals("true"),
                bound(match, "versionStartIncluding", "versionStartExcluding"),
                bound(match, "versionEndIncluding", "versionEndExcluding"));
    }

    private static NvdCve.Bound bound(Map<String, String> match, String including, String excluding) {
        String in = match.getOrDefault(including, "");
        String out = match.getOrDefault(excluding, "");
        return in.isEmpty() && out.isEmpty()
                ? NvdCve.Bound.NONE
                : new NvdCve.Bound(in.isEmpty() ? out : in, !in.isEmpty());
    }
}
