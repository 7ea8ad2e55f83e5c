package io.tidewaiter.catalog.bitnami;

import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import io.tidewaiter.version.Purl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The packages of an SPDX document that Bitnami built, by their package URLs. What a component brought of others' (its
 * jars, its modules) is seen where it lies.
 *
 * @param all each once
 * @param cut whether there were more than are kept
 */
record SpdxComponents(List<Purl> all, boolean cut) {
    private static final int PACKAGES_MAX = 20_000;
    private static final int TEXT_CHARS_MAX = 256;

    SpdxComponents {
        all = List.copyOf(all);
    }

    /** Throws {@code JsonFault} where it is not JSON within limits. */
    static SpdxComponents parse(JsonReader parser) {
        Map<String, Purl> components = new LinkedHashMap<>();
        if (JsonFields.list(parser, "packages")) {
            JsonToken token = parser.nextToken();
            while (token != null && token != JsonToken.END_ARRAY) {
                if (token == JsonToken.START_OBJECT) {
                    component(parser, components);
                } else {
                    parser.skipChildren();
                }
                token = parser.nextToken();
            }
        }
        boolean cut = components.size() > PACKAGES_MAX;
        return new SpdxComponents(
                components.values().stream().limit(PACKAGES_MAX).toList(), cut);
    }

    private static void component(JsonReader parser, Map<String, Purl> components) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isReferences = parser.currentName().equals("externalRefs");
            if (parser.nextToken() != JsonToken.START_ARRAY || !isReferences) {
                parser.skipChildren();
                continue;
            }
            JsonToken token = parser.nextToken();
            while (token != null && token != JsonToken.END_ARRAY) {
                if (token == JsonToken.START_OBJECT) {
                    reference(JsonFields.read(parser), components);
                } else {
                    parser.skipChildren();
                }
                token = parser.nextToken();
            }
        }
    }

    private static void reference(Map<String, String> fields, Map<String, Purl> components) {
        String locator = fields.getOrDefault("referenceLocator", "");
        boolean isOurs = fields.getOrDefault("referenceType", "").equals("purl") && locator.startsWith("pkg:bitnami/");
        if (isOurs && components.size() <= PACKAGES_MAX) {
            Purl.parse(locator)
                    .filter(purl -> isPlain(purl.name()) && isPlain(purl.version()))
                    .ifPresent(purl -> components.putIfAbsent(purl.name() + '@' + purl.version(), purl));
        }
    }

    /** Whether a text can be a name or a version. */
    static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.length() <= TEXT_CHARS_MAX
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
