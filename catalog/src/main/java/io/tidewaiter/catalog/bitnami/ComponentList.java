package io.tidewaiter.catalog.bitnami;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.Skipped;
import io.tidewaiter.catalog.text.SpdxComponents;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The list of components that Bitnami's installer keeps, an object of {@code name: {"version": ...}}; images from before
 * Bitnami wrote SPDX documents have nothing else.
 *
 * @param versions by component
 * @param odd how many entries are none
 */
record ComponentList(Map<String, String> versions, int odd) {
    static final String FILE = "opt/bitnami/.bitnami_components.json";
    private static final int COMPONENTS_MAX = 10_000;

    ComponentList {
        versions = new TreeMap<>(versions);
    }

    static boolean isList(FileEntry file) {
        return file.path().endsWith(FILE)
                && (file.path().length() == FILE.length() || file.path().endsWith("/" + FILE));
    }

    /** Throws {@code JsonFault} where it is not JSON within limits. */
    static ComponentList parse(JsonReader parser) {
        Map<String, String> versions = new TreeMap<>();
        int odd = 0;
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return new ComponentList(versions, 1);
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            String version = "";
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                version = JsonFields.read(parser).getOrDefault("version", "");
            } else {
                parser.skipChildren();
            }
            if (SpdxComponents.isPlain(name) && SpdxComponents.isPlain(version) && versions.size() < COMPONENTS_MAX) {
                versions.put(name, version);
            } else {
                odd++;
            }
        }
        return new ComponentList(versions, odd);
    }

    /** Each component; it owns the folder of its name, which the smaller ones have not. */
    void tell(String folder, Consumer<Fact> facts) {
        versions.forEach((name, version) -> {
            facts.accept(Fact.InstalledFact.of(BitnamiCataloger.TYPE, "", name, version, ""));
            if (name.indexOf('/') < 0 && name.chars().anyMatch(c -> c != '.')) {
                facts.accept(new Fact.OwnedFact(name, List.of(folder + "/" + name + "/")));
            }
        });
        Skipped.tell(odd, "Bitnami's list of components", facts);
    }
}
