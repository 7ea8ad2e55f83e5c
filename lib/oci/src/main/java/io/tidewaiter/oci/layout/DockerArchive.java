package io.tidewaiter.oci.layout;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ForeignText;
import io.tidewaiter.oci.ImageConfigParser;
import io.tidewaiter.oci.VerifiedStream;
import io.tidewaiter.oci.json.JsonValue;
import io.tidewaiter.oci.layout.LayoutFiles.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docker save} writes: a tar with {@code manifest.json}, one config per image and layers that are mostly
 * uncompressed (moby image-spec v1.2). It names images by tag and knows no manifest digest.
 */
public final class DockerArchive {
    /**
     * One image of the archive; the paths are within it.
     *
     * @param legacy from before Docker 1.10: its config lists neither diff ids nor history
     */
    public record Image(String configPath, List<String> repoTags, List<String> layerPaths, boolean legacy) {
        public Image {
            repoTags = List.copyOf(repoTags);
            layerPaths = List.copyOf(layerPaths);
        }
    }

    /**
     * A layer as it lies in the archive.
     *
     * @param digest that its path names; null where it names none
     * @param compressed whether the bytes are not a plain tar, so that their digest is not the diff id
     */
    public record StoredLayer(@Nullable Digest digest, long size, boolean compressed) {}

    private static final int IMAGES_MAX = 1000;
    private static final int LAYERS_MAX = 1000;
    private static final Pattern CONFIG_NAME = Pattern.compile("(?:blobs/sha256/)?([0-9a-f]{64})(?:\\.json)?");
    private static final Pattern BLOB_NAME = Pattern.compile("blobs/sha256/([0-9a-f]{64})");

    private final LayoutFiles files;
    private final List<Image> images;

    private DockerArchive(LayoutFiles files, List<Image> images) {
        this.files = files;
        this.images = List.copyOf(images);
    }

    /** Opens an archive that is uncompressed or compressed with gzip. */
    public static Answer<DockerArchive> open(Path archive) {
        return Opened.archive(archive).then(DockerArchive::of);
    }

    private static Answer<DockerArchive> of(LayoutFiles files) {
        String what = "open docker archive " + files.shown();
        try {
            Optional<StoredFile> manifest = files.find("manifest.json");
            if (manifest.isEmpty()) {
                return legacy(files, what);
            }
            byte[] json = LayoutFiles.bytes(manifest.get(), ImageConfigParser.CONFIG_BYTES_MAX);
            return new Answer.Found<>(new DockerArchive(files, images(JsonValue.of(json))));
        } catch (IOException e) {
            return Opened.failed(what, e);
        } catch (IllegalArgumentException e) {
            return new Answer.Invalid<>(what + ": manifest.json is malformed: " + e.getMessage());
        }
    }

    private static Answer<DockerArchive> legacy(LayoutFiles files, String what) throws IOException {
        Optional<StoredFile> repositories = files.find("repositories");
        if (repositories.isEmpty()) {
            return new Answer.NotFound<>(
                    what + ": there is neither manifest.json nor repositories in it; was it written by docker save?");
        }
        try {
            byte[] json = LayoutFiles.bytes(repositories.get(), ImageConfigParser.CONFIG_BYTES_MAX);
            return new Answer.Found<>(new DockerArchive(files, LegacyArchive.images(files, json)));
        } catch (IllegalArgumentException e) {
            return new Answer.Invalid<>(what + ": repositories is malformed: " + e.getMessage());
        }
    }

    private static List<Image> images(JsonValue json) {
        if (!json.isArray() || json.size() > IMAGES_MAX) {
            throw new IllegalArgumentException("it is not an array of up to " + IMAGES_MAX + " images");
        }
        List<Image> found = new ArrayList<>();
        for (JsonValue image : json) {
            if (!image.isObject()) {
                throw new IllegalArgumentException("an image is not an object");
            }
            found.add(new Image(
                    path(image.text("Config")),
                    texts(image.array("RepoTags", LAYERS_MAX)),
                    texts(image.array("Layers", LAYERS_MAX)).stream()
                            .map(DockerArchive::path)
                            .toList(),
                    false));
        }
        return found;
    }

    private static String path(String path) {
        String normal = TarFiles.normal("", path);
        if (normal == null || normal.isEmpty()) {
            throw new IllegalArgumentException("not a path in the archive: " + ForeignText.quoted(path));
        }
        return normal;
    }

    private static List<String> texts(List<JsonValue> array) {
        List<String> found = new ArrayList<>();
        for (JsonValue element : array) {
            found.add(element.text().orElseThrow(() -> new IllegalArgumentException("an element is not a string")));
        }
        return found;
    }

    /** The images, in the archive's order. */
    public List<Image> images() {
        return images;
    }

    /** The bytes of an image's config, verified where its path names a digest. */
    public Answer<byte[]> config(Image image) {
        String what = what("config", image.configPath());
        try {
            Optional<StoredFile> file = files.find(image.configPath());
            if (file.isEmpty()) {
                return new Answer.NotFound<>(what + ": the archive does not hold it");
            }
            byte[] bytes = LayoutFiles.bytes(file.get(), ImageConfigParser.CONFIG_BYTES_MAX);
            Matcher name = CONFIG_NAME.matcher(image.configPath());
            if (name.matches() && !VerifiedStream.digest("sha256", bytes).hex().equals(name.group(1))) {
                return new Answer.Invalid<>(what + ": its bytes have not the digest that its name says");
            }
            return new Answer.Found<>(bytes);
        } catch (IOException e) {
            return Opened.failed(what, e);
        }
    }

    /** What can be said of a layer without reading it. */
    public Answer<StoredLayer> layer(String path) {
        String what = what("layer", path);
        try {
            Optional<StoredFile> file = files.find(path);
            if (file.isEmpty()) {
                return new Answer.NotFound<>(what + ": the archive does not hold it");
            }
            Matcher name = BLOB_NAME.matcher(path);
            try (InputStream in = file.get().open()) {
                return new Answer.Found<>(new StoredLayer(
                        name.matches() ? new Digest("sha256", name.group(1)) : null,
                        file.get().size(),
                        TarIndex.compression(in.readNBytes(6)) != null));
            }
        } catch (IOException e) {
            return Opened.failed(what, e);
        }
    }

    /** The bytes of a layer, verified while they are read where a digest is given. */
    public InputStream open(String path, @Nullable Digest digest) throws IOException {
        StoredFile file = files.find(path)
                .orElseThrow(() -> new IOException(what("layer", path) + ": the archive does not hold it"));
        InputStream in = file.open();
        return digest == null
                ? in
                : new VerifiedStream(in, new Descriptor("", digest, file.size()), what("layer", path));
    }

    private String what(String noun, String path) {
        return "read " + noun + " " + files.shown() + "!" + ForeignText.quoted(path);
    }

    @Override
    public String toString() {
        return files.shown();
    }
}
