package io.tidewaiter.bench.accuracy;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The labels of the shared data, in the words of {@link ScannedImage}. */
final class Labels {
    private Labels() {}

    /** Packages of an expected list, spelled as {@link ScannedImage#packages()} spells them. */
    static SortedSet<String> packages(Path expected) {
        JsonNode lists = JsonMapper.shared().readTree(expected.toFile()).path("packages");
        SortedSet<String> packages = new TreeSet<>();
        for (JsonNode stanza : lists.path("dpkg")) {
            packages.add("deb " + stanza.path("Package").asString() + " "
                    + stanza.path("Version").asString() + " "
                    + stanza.path("Architecture").asString());
        }
        for (JsonNode program : lists.path("go")) {
            packages.add("go stdlib " + program.path(1).asString().substring("go".length()));
            for (JsonNode module : program.path(3)) {
                packages.add(
                        "go " + module.path(0).asString() + " " + module.path(1).asString());
            }
        }
        return packages;
    }

    /** Findings of the second implementation, each with the version that fixes it, or with nothing. */
    static Map<ScannedImage.Entry, String> findings(Path oracle) {
        Map<ScannedImage.Entry, String> findings = new TreeMap<>();
        for (JsonNode ecosystem : JsonMapper.shared().readTree(oracle.toFile()).path("matches")) {
            for (JsonNode row : ecosystem) {
                ScannedImage.Entry entry = ScannedImage.entry(
                        row.path(0).asString(),
                        row.path(1).asString(),
                        row.path(2).asString());
                findings.put(entry, row.path(3).isNull() ? "" : row.path(3).asString());
            }
        }
        return findings;
    }
}
