package io.tidewaiter.oci;

import io.tidewaiter.oci.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
            return new Answer.Invalid<>("is longer than the " + DOCUMENT_BYTES_MAX + " bytes allowed");
        }
        try {
            return document(JsonValue.object(json), MediaType.bare(contentType));
        } catch (IllegalArgumentException e) {
            return new Answer.Invalid<>("is malformed: " + e.getMessage());
        }
    }

    private static Answer<ManifestDocument> document(JsonValue json, String contentType) {
        String own = MediaType.bare(json.text("mediaType"));
        boolean hasManifests = json.has("manifests");
        boolean hasImage = json.has("layers") || json.has("config");
        if (json.get("schemaVersion").whole().orElse(0) == 1 || json.has("fsLayers") || MediaType.isSchema1(own)) {
            return new Answer.Unsupported<>(
                    "is a manifest of Docker's schema 1; push the image again as schema 2 or OCI");
        }
        if (hasManifests && (hasImage || MediaType.isManifest(own))) {
            throw new IllegalArgumentException("it is both a manifest and an index");
        }
        if (hasImage && MediaType.isIndex(own)) {
            throw new IllegalArgumentException("it calls itself an index and has the fields of a manifest");
        }
        if (json.get("schemaVersion").whole().orElse(2) != 2) {
            return new Answer.Unsupported<>("has a schemaVersion that is not 2");
        }
        boolean known = own.isEmpty() || MediaType.isIndex(own) || MediaType.isManifest(own);
        if (!known || (!hasManifests && !hasImage)) {
            return new Answer.Unsupported<>("is neither an image manifest nor an index, but "
                    + ForeignText.quoted(own.isEmpty() ? contentType : own));
        }
        return new Answer.Found<>(hasManifests ? index(json, own, contentType) : manifest(json, own, contentType));
    }

    private static ImageIndex index(JsonValue json, String own, String contentType) {
        String told = MediaType.isIndex(contentType) ? contentType : MediaType.OCI_INDEX;
        return new ImageIndex(
                own.isEmpty() ? told : own,
                MediaType.bare(json.text("artifactType")),
                descriptors(json, "manifests", MANIFESTS_MAX),
                annotations(json));
    }

    private static Manifest manifest(JsonValue json, String own, String contentType) {
        JsonValue config = json.get("config");
        if (!config.isObject()) {
            throw new IllegalArgumentException("it has no \"config\"");
        }
        Descriptor configBlob = descriptor(config);
        boolean docker = configBlob.mediaType().equals(MediaType.DOCKER_CONFIG);
        String sniffed = docker ? MediaType.DOCKER_MANIFEST : MediaType.OCI_MANIFEST;
        String told = MediaType.isManifest(contentType) ? contentType : sniffed;
        JsonValue subject = json.get("subject");
        return new Manifest(
                own.isEmpty() ? told : own,
                MediaType.bare(json.text("artifactType")),
                configBlob,
                descriptors(json, "layers", LAYERS_MAX),
                subject.isMissing() ? null : descriptor(subject),
                annotations(json));
    }

    private static List<Descriptor> descriptors(JsonValue json, String key, int countMax) {
        List<Descriptor> found = new ArrayList<>();
        for (JsonValue element : json.array(key, countMax)) {
            found.add(descriptor(element));
        }
        return found;
    }

    private static Descriptor descriptor(JsonValue json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("a descriptor is not an object");
        }
        long size = json.get("size").whole().orElse(-1);
        if (size < 0) {
            throw new IllegalArgumentException("a descriptor has no valid \"size\"");
        }
        return new Descriptor(
                MediaType.bare(json.text("mediaType")),
                Digest.parse(json.text("digest")),
                size,
                platform(json.get("platform")),
                MediaType.bare(json.text("artifactType")),
                annotations(json));
    }

    static @Nullable Platform platform(JsonValue json) {
        if (!json.isObject()) {
            return null;
        }
        String os = json.text("os");
        String architecture = json.text("architecture");
        if (os.isEmpty() || architecture.isEmpty()) {
            return null;
        }
        String variant = json.text("variant");
        String version = os.equals("windows") && variant.isEmpty() ? json.text("os.version") : "";
        boolean isVersion = VERSION.matcher(version).matches();
        return new Platform(os, architecture, isVersion ? version : variant);
    }

    private static Map<String, String> annotations(JsonValue json) {
        JsonValue node = json.get("annotations");
        if (node.isMissing()) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("\"annotations\" is not an object");
        }
        if (node.size() > ANNOTATIONS_MAX) {
            throw new IllegalArgumentException("it has more than the " + ANNOTATIONS_MAX + " annotations allowed");
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (String key : node.names()) {
            found.put(key, node.text(key));
        }
        return found;
    }
}
