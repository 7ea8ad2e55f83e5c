package io.tidewaiter.catalog.chisel;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.digest.RecordedDigests;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.text.Expanded;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.RootPath;
import io.tidewaiter.catalog.text.SourcelessDebs;
import io.tidewaiter.catalog.text.Troubles;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A "jsonwall": zstd around a JSON object a line, the first of them a header. Of the others {@code kind} says whether it is
 * a {@code package}, a {@code slice} ({@code PACKAGE_SLICE}), the {@code content} of a slice or a {@code path}.
 */
final class ChiselParser {
    private static final int LINE_BYTES_MAX = 256 * 1024;

    private final Consumer<Fact> facts;
    private final Troubles troubles;
    private final SourcelessDebs packages;
    private final SortedMap<String, List<String>> paths = new TreeMap<>();
    private final Map<String, String> digests = new HashMap<>();

    ChiselParser(Consumer<Fact> facts) {
        this.facts = facts;
        this.troubles = new Troubles(facts);
        this.packages = new SourcelessDebs(troubles, facts);
    }

    void parse(String path, byte[] content, Limits limits) {
        Optional<byte[]> wall = Expanded.of(content, limits, troubles);
        if (wall.isPresent()) {
            lines(wall.get());
            OwnedPaths owned = new OwnedPaths(RootPath.of(path, "lib/chisel/"), wall.get().length, troubles, facts);
            paths.forEach((owner, list) -> {
                list.forEach(owns -> owned.add("", owns, digests.getOrDefault(owns, "")));
                owned.finish(owner);
            });
            packages.finish();
            facts.accept(new OpenedFact(Opened.DATABASE, 1));
        }
        troubles.finish();
    }

    private void lines(byte[] wall) {
        Lines lines = new Lines(wall);
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            try {
                JsonReader parser = JsonFields.open(lines.text(0, LINE_BYTES_MAX));
                line(parser, lines.number());
            } catch (JsonFault e) {
                troubles.lost(
                        "line " + lines.number() + " of the manifest is no record: " + Troubles.quote(e.getMessage()));
            }
        }
    }

    private void line(JsonReader parser, int number) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            troubles.lost("line " + number + " of the manifest is no record");
            return;
        }
        Map<String, String> fields = JsonFields.read(parser);
        if (number == 1) {
            String version = fields.getOrDefault("jsonwall", "");
            if (!version.startsWith("1.")) {
                troubles.lost("the manifest is of version " + Troubles.quote(version) + ", version 1 is read");
            }
            return;
        }
        switch (fields.getOrDefault("kind", "")) {
            case "package" ->
                packages.add(
                        fields.getOrDefault("name", ""),
                        fields.getOrDefault("version", ""),
                        fields.getOrDefault("arch", ""));
            case "content" -> content(fields.getOrDefault("slice", ""), fields.getOrDefault("path", ""));
            case "path" -> digest(fields);
            default -> {} // a slice is nothing by itself
        }
    }

    /** Each path is the content of some slice; chisel's own scripts may have written it anew. */
    private void digest(Map<String, String> fields) {
        String last = fields.getOrDefault("final_sha256", fields.getOrDefault("sha256", ""));
        String path = fields.getOrDefault("path", "");
        if (!last.isEmpty() && RecordedDigests.isWorthKeeping(path.startsWith("/") ? path.substring(1) : path)) {
            digests.put(path, last);
        }
    }

    /** Names of packages have no underscore. */
    private void content(String slice, String path) {
        int underscore = slice.indexOf('_');
        if (underscore > 0) {
            paths.computeIfAbsent(slice.substring(0, underscore), owner -> new ArrayList<>())
                    .add(path);
        }
    }
}
