package io.tidewaiter.catalog.bitnami;

import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.version.Purl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The packages of an SPDX document that Bitnami built, by their package URLs. What a component brought of others' (its
 * jars, its modules) is seen where it lies.
 */
final class SpdxComponents {
    private static final int PACKAGES_MAX = 20_000;
    private static final int TEXT_CHARS_MAX = 256;

    private SpdxComponents() {}

    /** Throws {@code JacksonException} where it is not JSON within limits. */
    static List<Purl> parse(JsonParser parser) {
        List<Purl> components = new ArrayList<>();
        if (JsonFields.list(parser, "packages")) {
            JsonToken token = parser.nextToken();
            while (token != null && token != JsonToken.END_ARRAY && components.size() < PACKAGES_MAX) {
                if (token == JsonToken.START_OBJECT) {
                    component(parser, components);
                } else {
                    parser.skipChildren();
                }
                token = parser.nextToken();
            }
        }
        return components;
    }

    private static void component(JsonParser parser, List<Purl> components) {
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

    private static void reference(Map<String, String> fields, List<Purl> components) {
        String locator = fields.getOrDefault("referenceLocator", "");
        if (fields.getOrDefault("referenceType", "").equals("purl") && locator.startsWith("pkg:bitnami/")) {
            Purl.parse(locator)
                    .filter(purl -> isPlain(purl.name()) && isPlain(purl.version()))
                    .ifPresent(components::add);
        }
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.length() <= TEXT_CHARS_MAX
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
