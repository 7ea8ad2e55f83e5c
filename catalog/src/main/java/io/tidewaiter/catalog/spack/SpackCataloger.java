package io.tidewaiter.catalog.spack;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.Skipped;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Packages that Spack installed: of the specification in each one's folder the first node, which is the package itself; the
 * others are what it was built from and needs, of which each that Spack installed has a folder of its own. No feed speaks
 * for them.
 */
public final class SpackCataloger implements Cataloger {
    private static final String ENDING = "/.spack/spec.json";
    private static final Pattern WORD = Pattern.compile("[!-~]{1,200}");

    @Override
    public String name() {
        return "spack";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Spack", "spack", "Spack documentation, \"Spec\"")
                .reads(28, "**/.spack/spec.json", "installed packages, folders that they own");
    }

    @Override
    public List<String> endings() {
        return List.of(ENDING);
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith(ENDING);
    }

    @Override
    public int bytesMax() {
        return 16 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        try {
            JsonReader parser = JsonFields.open(content);
            Map<String, String> first = first(parser);
            String name = first.getOrDefault("name", "");
            String version = first.getOrDefault("version", "");
            if (!WORD.matcher(name).matches() || !WORD.matcher(version).matches()) {
                Skipped.tell(1, "the specification of a package of Spack", facts);
                return;
            }
            String path = file.path();
            facts.accept(Fact.InstalledFact.of("spack", "", name, version, ""));
            facts.accept(new Fact.OwnedFact(name, List.of(path.substring(0, path.length() - ENDING.length() + 1))));
            facts.accept(new Fact.OpenedFact(Fact.Opened.DATABASE, 1));
        } catch (JsonFault e) {
            facts.accept(JsonFields.unreadable("the specification of a package of Spack", e));
        }
    }

    /** Of the first of {@code spec.nodes}; nothing where there is none. */
    private static Map<String, String> first(JsonReader parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return Map.of();
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isSpec = parser.currentName().equals("spec");
            if (parser.nextToken() == JsonToken.START_OBJECT && isSpec) {
                return ofNodes(parser);
            }
            parser.skipChildren();
        }
        return Map.of();
    }

    private static Map<String, String> ofNodes(JsonReader parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isNodes = parser.currentName().equals("nodes");
            if (parser.nextToken() == JsonToken.START_ARRAY && isNodes) {
                return parser.nextToken() == JsonToken.START_OBJECT ? JsonFields.read(parser) : Map.of();
            }
            parser.skipChildren();
        }
        return Map.of();
    }
}
