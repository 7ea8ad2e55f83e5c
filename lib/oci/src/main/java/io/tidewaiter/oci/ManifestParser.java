package io.tidewaiter.oci;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads manifests and indexes. What a document is, its own fields decide; a document that could be read as both a
 * manifest and an index is refused, because two readers would see two images under one digest (CVE-2021-41190).
 */
public final class ManifestParser {
    /** What a manifest or an index may have at most, as most registries hold it. */
    public static final int DOCUMENT_BYTES_MAX = 4 << 20;

    private static final Pattern VERSION = Pattern.compile("\\d{1,5}(?:\\.\\d{1,8}){1,3}");
    private static final int LAYERS_MAX = 1000;
    private static final int MANIFESTS_MAX = 1000;
    private static final int ANNOTATIONS_MAX = 1000;

    private ManifestParser() {}

    /**
     * Reads a document of a registry or a layout.
     *
     * @param contentType what the holder said it is; empty where it did not
     * @return found, unsupported (schema 1, no manifest at all) or failed (malformed, a limit)
     */
    public static Answer<ManifestDocument> parse(byte[] json, String contentType) {
        if (json.length > DOCUMENT_BYTES_MAX) {
            return new Answer.Failed<>("is longer than the " + DOCUMENT_BYTES_MAX + " bytes allowed");
        }
        try {
            return document(JsonText.object(json), MediaType.bare(contentType));
        } catch (IllegalArgumentException e) {
            return new Answer.Failed<>("is malformed: " + e.getMessage());
        }
    }

    private static Answer<ManifestDocument> document(JsonNode json, String contentType) {
        String own = MediaType.bare(JsonText.text(json, "mediaType"));
        boolean hasManifests = json.has("manifests");
        boolean hasImage = json.has("layers") || json.has("config");
        if (json.path("schemaVersion").asInt(0) == 1 || json.has("fsLayers") || MediaType.isSchema1(own)) {
            return new Answer.Unsupported<>(
                    "is a manifest of Docker's schema 1; push the image again as schema 2 or OCI");
        }
        if (hasManifests && (hasImage || MediaType.isManifest(own))) {
            throw new IllegalArgumentException("it is both a manifest and an index");
        }
        if (hasImage && MediaType.isIndex(own)) {
            throw new IllegalArgumentException("it calls itself an index and has the fields of a manifest");
        }
        if (json.path("schemaVersion").asInt(2) != 2) {
            return new Answer.Unsupported<>("has a schemaVersion that is not 2");
        }
        boolean known = own.isEmpty() || MediaType.isIndex(own) || MediaType.isManifest(own);
        if (!known || (!hasManifests && !hasImage)) {
            return new Answer.Unsupported<>("is neither an image manifest nor an index, but "
                    + ForeignText.quoted(own.isEmpty() ? contentType : own));
        }
        return new Answer.Found<>(hasManifests ? index(json, own, contentType) : manifest(json, own, contentType));
    }

    private static ImageIndex index(JsonNode json, String own, String contentType) {
        String told = MediaType.isIndex(contentType) ? contentType : MediaType.OCI_INDEX;
        return new ImageIndex(
                own.isEmpty() ? told : own,
                MediaType.bare(JsonText.text(json, "artifactType")),
                descriptors(json, "manifests", MANIFESTS_MAX),
                annotations(json));
    }

    private static Manifest manifest(JsonNode json, String own, String contentType) {
        JsonNode config = json.get("config");
        if (config == null || !config.isObject()) {
            throw new IllegalArgumentException("it has no \"config\"");
        }
        Descriptor configBlob = descriptor(config);
        boolean docker = configBlob.mediaType().equals(MediaType.DOCKER_CONFIG);
        String sniffed = docker ? MediaType.DOCKER_MANIFEST : MediaType.OCI_MANIFEST;
        String told = MediaType.isManifest(contentType) ? contentType : sniffed;
        JsonNode subject = json.get("subject");
        return new Manifest(
                own.isEmpty() ? told : own,
                MediaType.bare(JsonText.text(json, "artifactType")),
                configBlob,
                descriptors(json, "layers", LAYERS_MAX),
                subject == null || subject.isNull() ? null : descriptor(subject),
                annotations(json));
    }

    private static List<Descriptor> descriptors(JsonNode json, String key, int countMax) {
        List<Descriptor> found = new ArrayList<>();
        for (JsonNode element : JsonText.array(json, key, countMax)) {
            found.add(descriptor(element));
        }
        return found;
    }

    private static Descriptor descriptor(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("a descriptor is not an object");
        }
        JsonNode size = json.get("size");
        if (size == null || !size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            throw new IllegalArgumentException("a descriptor has no valid \"size\"");
        }
        return new Descriptor(
                MediaType.bare(JsonText.text(json, "mediaType")),
                Digest.parse(JsonText.text(json, "digest")),
                size.longValue(),
                platform(json.get("platform")),
                MediaType.bare(JsonText.text(json, "artifactType")),
                annotations(json));
    }

    static @Nullable Platform platform(@Nullable JsonNode json) {
        if (json == null || !json.isObject()) {
            return null;
        }
        String os = JsonText.text(json, "os");
        String architecture = JsonText.text(json, "architecture");
        if (os.isEmpty() || architecture.isEmpty()) {
            return null;
        }
        String variant = JsonText.text(json, "variant");
        String version = os.equals("windows") && variant.isEmpty() ? JsonText.text(json, "os.version") : "";
        boolean isVersion = VERSION.matcher(version).matches();
        return new Platform(os, architecture, isVersion ? version : variant);
    }

    private static Map<String, String> annotations(JsonNode json) {
        JsonNode node = json.get("annotations");
        if (node == null || node.isNull()) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("\"annotations\" is not an object");
        }
        if (node.size() > ANNOTATIONS_MAX) {
            throw new IllegalArgumentException("it has more than the " + ANNOTATIONS_MAX + " annotations allowed");
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (String key : node.propertyNames()) {
            found.put(key, JsonText.text(node, key));
        }
        return found;
    }
}
