package io.tidewaiter.pull;

import io.tidewaiter.oci.ForeignText;
import io.tidewaiter.oci.Manifest;
import io.tidewaiter.oci.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises what lies in registries beside images and looks like them. */
final class Artifacts {
    private Artifacts() {}

    /** What a manifest is where it is no image, for example {@code a Helm chart}; empty for an image. */
    static Optional<String> whatItIs(Manifest manifest) {
        String config = manifest.config().mediaType();
        if (!manifest.artifactType().isEmpty() && !MediaType.isImageConfig(manifest.artifactType())) {
            return Optional.of(named(manifest.artifactType()));
        }
        for (var layer : manifest.layers()) {
            Optional<String> known = known(layer.mediaType());
            if (known.isPresent()) {
                return known;
            }
        }
        boolean untyped = config.isEmpty() || config.equals("application/octet-stream");
        boolean dockerOfOld = untyped && manifest.mediaType().equals(MediaType.DOCKER_MANIFEST);
        if (MediaType.isImageConfig(config) || dockerOfOld) {
            return Optional.empty();
        }
        String layerType =
                manifest.layers().isEmpty() ? "" : manifest.layers().getFirst().mediaType();
        return Optional.of(config.equals(MediaType.OCI_EMPTY) ? named(layerType) : named(config));
    }

    private static String named(String mediaType) {
        return known(mediaType).orElseGet(() -> "an artifact of the type " + ForeignText.quoted(mediaType));
    }

    private static Optional<String> known(String type) {
        return Optional.ofNullable(
                switch (type) {
                    case "application/vnd.dev.cosign.simplesigning.v1+json",
                            "application/vnd.dev.cosign.artifact.sig.v1+json" -> "a cosign signature";
                    case "application/vnd.in-toto+json", "application/vnd.dsse.envelope.v1+json" -> "an attestation";
                    case "application/vnd.cncf.helm.config.v1+json" -> "a Helm chart";
                    case "application/vnd.docker.plugin.v1+json" -> "a Docker plugin";
                    case "application/vnd.cncf.notary.signature" -> "a Notary signature";
                    case "application/spdx+json",
                            "text/spdx+json",
                            "text/spdx",
                            "application/vnd.cyclonedx+json",
                            "application/vnd.cyclonedx+xml" -> "an SBOM";
                    case "application/vnd.openvex+json" -> "a VEX document";
                    default -> bySpelling(type);
                });
    }

    private static @Nullable String bySpelling(String type) {
        if (type.startsWith("application/vnd.dev.sigstore.bundle")) {
            return "a Sigstore bundle";
        }
        if (type.startsWith("application/vnd.ollama.image.model")) {
            return "an Ollama model";
        }
        return type.contains("wasm") ? "a WebAssembly module" : null;
    }
}
