package io.tidewaiter.catalog.nativeimage;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.Skipped;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The components of a CycloneDX document that are Maven's, by group, name and version; what else a native image holds, as
 * parts of the JDK, has no group.
 *
 * @param odd how many have a group and no plain name or version
 * @param cut whether there were more than are kept
 */
record ComponentList(List<Component> components, int odd, boolean cut) {
    private static final int COMPONENTS_MAX = 100_000;
    private static final int NAME_CHARS_MAX = 256;

    /** An artifact. */
    record Component(String group, String name, String version) {}

    /** Throws {@code JsonFault} where it is not JSON within limits. */
    static ComponentList parse(JsonReader parser) {
        List<Component> components = new ArrayList<>();
        int odd = 0;
        boolean cut = false;
        if (JsonFields.list(parser, "components")) {
            JsonToken token = parser.nextToken();
            while (token != null && token != JsonToken.END_ARRAY && !cut) {
                if (token == JsonToken.START_OBJECT) {
                    Map<String, String> fields = JsonFields.read(parser);
                    String group = fields.getOrDefault("group", "");
                    String name = fields.getOrDefault("name", "");
                    String version = fields.getOrDefault("version", "");
                    if (isPlain(group) && isPlain(name) && isPlain(version)) {
                        components.add(new Component(group, name, version));
                    } else if (!group.isEmpty()) {
                        odd++;
                    }
                } else {
                    parser.skipChildren();
                }
                token = parser.nextToken();
                cut = components.size() >= COMPONENTS_MAX;
            }
        }
        return new ComponentList(components, odd, cut);
    }

    void tell(Consumer<Fact> facts) {
        components.forEach(
                one -> facts.accept(Fact.InstalledFact.of("maven", one.group(), one.name(), one.version(), "")));
        Skipped.tell(odd, "a native image's components", facts);
        if (cut) {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.LIMIT_REACHED, "", "read a native image's components: there are too many"));
        }
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.length() <= NAME_CHARS_MAX
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
