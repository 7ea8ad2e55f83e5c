package io.tidewaiter.fuzz;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.ImageConfigParser;
import io.tidewaiter.oci.ManifestParser;
import io.tidewaiter.oci.layout.DockerArchive;
import io.tidewaiter.oci.layout.OciLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents and archives of images: every outcome is an {@link Answer}. */
final class OciTargets {
    private static final int LAYER_BYTES_MAX = 1 << 16;

    private OciTargets() {}

    static void manifest(byte[] input) {
        told(ManifestParser.parse(input, ""));
        told(ManifestParser.parse(input, "application/vnd.oci.image.index.v1+json"));
        told(ImageConfigParser.parse(input));
    }

    private static void told(Answer<?> answer) {
        if (answer instanceof Answer.Invalid<?>(String message)
                && message.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalStateException("a message that steers a terminal");
        }
    }

    static void archive(byte[] input) throws IOException {
        Path file = Files.createTempFile("fuzz", ".tar");
        try {
            Files.write(file, input);
            if (OciLayout.ofArchive(file) instanceof Answer.Found<OciLayout>(OciLayout layout)) {
                for (Descriptor descriptor : layout.index().manifests()) {
                    layout.blob(descriptor);
                }
            }
            if (DockerArchive.open(file) instanceof Answer.Found<DockerArchive>(DockerArchive archive)) {
                for (DockerArchive.Image image : archive.images()) {
                    archive.config(image);
                    for (String layer : image.layerPaths()) {
                        layer(archive, layer);
                    }
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void layer(DockerArchive archive, String layer) throws IOException {
        if (archive.layer(layer) instanceof Answer.Found<DockerArchive.StoredLayer>) {
            try (InputStream in = archive.open(layer, null)) {
                in.readNBytes(LAYER_BYTES_MAX);
            }
        }
    }
}
