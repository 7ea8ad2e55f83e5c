package io.tidewaiter.registry;

import io.tidewaiter.oci.Digest;
import io.tidewaiter.registry.RepositoryFolder.StoredManifest;
import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The manifests of a repository whose {@code subject} is a given one (distribution-spec 1.1, "Listing Referrers"). */
final class ReferrersList {
    private final RepositoryFolder repositories;

    ReferrersList(RepositoryFolder repositories) {
        this.repositories = repositories;
    }

    byte[] of(String repository, Digest subject, String artifactType) throws IOException {
        ObjectNode index = ManifestCheck.JSON.createObjectNode();
        index.put("schemaVersion", 2);
        index.put("mediaType", "application/vnd.oci.image.index.v1+json");
        ArrayNode manifests = index.putArray("manifests");
        for (Digest digest : repositories.manifests(repository)) {
            StoredManifest stored = repositories.manifest(repository, digest).orElse(null);
            if (stored == null) {
                continue; // deleted between the listing and the reading
            }
            JsonNode manifest = ManifestCheck.JSON.readTree(stored.bytes());
            String type = manifest.path("artifactType")
                    .asString(manifest.path("config").path("mediaType").asString(""));
            boolean refers =
                    manifest.path("subject").path("digest").asString("").equals(subject.toString());
            if (refers && (artifactType.isEmpty() || artifactType.equals(type))) {
                ObjectNode descriptor = manifests.addObject();
                descriptor.put("mediaType", stored.mediaType());
                descriptor.put("digest", digest.toString());
                descriptor.put("size", stored.bytes().length);
                descriptor.put("artifactType", type);
                if (manifest.path("annotations").isObject()) {
                    descriptor.set("annotations", manifest.path("annotations"));
                }
            }
        }
        return ManifestCheck.JSON.writeValueAsBytes(index);
    }
}
