package io.tidewaiter.registry;

import io.tidewaiter.oci.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a registry must know of a manifest before it keeps it (distribution-spec 1.1, "Pushing Manifests"). */
final class ManifestCheck {
    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(32).build())
                    .build())
            .build();
    private static final Set<String> NON_DISTRIBUTABLE = Set.of(
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
            "application/vnd.oci.image.layer.nondistributable.v1.tar",
            "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
            "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd");

    private ManifestCheck() {}

    /**
     * A manifest that may be kept.
     *
     * @param blobs that must be there first
     * @param subject digest text; empty where there is none
     */
    record Checked(String mediaType, List<Digest> blobs, String subject) {}

    static Checked check(byte[] bytes, @Nullable String contentType) {
        JsonNode manifest;
        try {
            manifest = JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw new RegistryProblem(400, "MANIFEST_INVALID", "the manifest is not JSON that can be read");
        }
        if (manifest == null || !manifest.isObject()) {
            throw new RegistryProblem(400, "MANIFEST_INVALID", "the manifest is not a JSON object");
        }
        String own = manifest.path("mediaType").asString("");
        String sent = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        if (!own.isEmpty() && !sent.isEmpty() && !own.equals(sent)) {
            throw new RegistryProblem(400, "MANIFEST_INVALID", "mediaType and Content-Type differ");
        }
        String mediaType = own.isEmpty() ? sent : own;
        if (mediaType.isEmpty()) {
            mediaType = manifest.has("manifests")
                    ? "application/vnd.oci.image.index.v1+json"
                    : "application/vnd.oci.image.manifest.v1+json";
        }
        List<Digest> blobs = new ArrayList<>();
        if (manifest.has("config")) {
            blobs.add(digest(manifest.path("config")));
        }
        for (JsonNode layer : manifest.path("layers")) {
            if (!NON_DISTRIBUTABLE.contains(layer.path("mediaType").asString(""))) {
                blobs.add(digest(layer));
            }
        }
        return new Checked(
                mediaType, blobs, manifest.path("subject").path("digest").asString(""));
    }

    private static Digest digest(JsonNode descriptor) {
        try {
            return Digest.parse(descriptor.path("digest").asString(""));
        } catch (IllegalArgumentException e) {
            throw new RegistryProblem(400, "MANIFEST_INVALID", "a descriptor has no digest");
        }
    }

    static String list(String member, List<String> names, String repository) {
        ObjectNode body = JSON.createObjectNode();
        if (!repository.isEmpty()) {
            body.put("name", repository);
        }
        ArrayNode array = body.putArray(member);
        names.forEach(array::add);
        return JSON.writeValueAsString(body);
    }
}
