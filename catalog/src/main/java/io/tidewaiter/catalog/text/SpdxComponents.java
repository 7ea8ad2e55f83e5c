package io.tidewaiter.catalog.text;

import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import io.tidewaiter.version.Purl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The packages of an SPDX document (2.3, JSON) that are of one type, by their package URLs: those that the vendor of an
 * image built. What a component brought of others' (its jars, its modules) is seen where it lies.
 *
 * @param all each once
 * @param cut whether there were more than are kept
 */
public record SpdxComponents(List<Purl> all, boolean cut) {
    private static final int PACKAGES_MAX = 20_000;
    private static final int TEXT_CHARS_MAX = 256;

    public SpdxComponents {
        all = List.copyOf(all);
    }

    /**
     * The components of a document; throws {@code JsonFault} where it is not JSON within limits.
     *
     * @param type of their package URLs
     */
    public static SpdxComponents parse(JsonReader parser, String type) {
        String scheme = "pkg:" + type + "/";
        Map<String, Purl> components = new LinkedHashMap<>();
        if (JsonFields.list(parser, "packages")) {
            JsonToken token = parser.nextToken();
            while (token != null && token != JsonToken.END_ARRAY) {
                if (token == JsonToken.START_OBJECT) {
                    component(parser, scheme, components);
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

    private static void component(JsonReader parser, String scheme, Map<String, Purl> components) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isReferences = parser.currentName().equals("externalRefs");
            if (parser.nextToken() != JsonToken.START_ARRAY || !isReferences) {
                parser.skipChildren();
                continue;
            }
            JsonToken token = parser.nextToken();
            while (token != null && token != JsonToken.END_ARRAY) {
                if (token == JsonToken.START_OBJECT) {
                    reference(JsonFields.read(parser), scheme, components);
                } else {
                    parser.skipChildren();
                }
                token = parser.nextToken();
            }
        }
    }

    private static void reference(Map<String, String> fields, String scheme, Map<String, Purl> components) {
        String locator = fields.getOrDefault("referenceLocator", "");
        boolean isOurs = fields.getOrDefault("referenceType", "").equals("purl") && locator.startsWith(scheme);
        if (isOurs && components.size() <= PACKAGES_MAX) {
            Purl.parse(locator)
                    .filter(purl -> isPlain(purl.name()) && isPlain(purl.version()))
                    .ifPresent(purl -> components.putIfAbsent(key(purl), purl));
        }
    }

    private static String key(Purl purl) {
        return purl.namespace() + '/' + purl.name() + '@' + purl.version();
    }

    /** Whether a text can be a name or a version. */
    public static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.length() <= TEXT_CHARS_MAX
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
