package io.tidewaiter.oci.layout;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ForeignText;
import io.tidewaiter.oci.ImageIndex;
import io.tidewaiter.oci.Manifest;
import io.tidewaiter.oci.ManifestParser;
import io.tidewaiter.oci.VerifiedStream;
import io.tidewaiter.oci.json.JsonValue;
import io.tidewaiter.oci.layout.LayoutFiles.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An OCI image layout (image-spec, image-layout.md) in a folder or a tar archive. Every blob is verified while it is read.
 */
public final class OciLayout {
    private static final int MARKER_BYTES_MAX = 4096;

    private final LayoutFiles files;
    private final ImageIndex index;

    private OciLayout(LayoutFiles files, ImageIndex index) {
        this.files = files;
        this.index = index;
    }

    /** Opens the layout in a folder. */
    public static Answer<OciLayout> ofFolder(Path folder) {
        return Opened.folder(folder).then(OciLayout::of);
    }

    /** Opens the layout in a tar archive that is uncompressed or compressed with gzip. */
    public static Answer<OciLayout> ofArchive(Path archive) {
        return Opened.archive(archive).then(OciLayout::of);
    }

    private static Answer<OciLayout> of(LayoutFiles files) {
        String what = "open layout " + files.shown();
        try {
            Optional<StoredFile> marker = files.find("oci-layout");
            Optional<StoredFile> index = files.find("index.json");
            if (marker.isEmpty() || index.isEmpty()) {
                return new Answer.NotFound<>(what + ": there is no " + (marker.isEmpty() ? "oci-layout" : "index.json")
                        + " in it; is it an OCI image layout?");
            }
            String version = version(LayoutFiles.bytes(marker.get(), MARKER_BYTES_MAX));
            if (!version.startsWith("1.")) {
                return new Answer.Unsupported<>(what + ": its version is " + ForeignText.quoted(version) + ", not 1.x");
            }
            byte[] json = LayoutFiles.bytes(index.get(), ManifestParser.DOCUMENT_BYTES_MAX);
            return index(what, json).then(found -> new Answer.Found<>(new OciLayout(files, found)));
        } catch (IOException e) {
            return Opened.failed(what, e);
        }
    }

    private static String version(byte[] marker) throws IOException {
        try {
            return JsonValue.object(marker).text("imageLayoutVersion");
        } catch (IllegalArgumentException e) {
            throw new IOException("oci-layout is malformed: " + e.getMessage(), e);
        }
    }

    private static Answer<ImageIndex> index(String what, byte[] json) {
        return switch (ManifestParser.parse(json, "")) {
            case Answer.Found(ImageIndex found) -> new Answer.Found<>(found);
            case Answer.Found(Manifest _) -> new Answer.Invalid<>(what + ": index.json is a manifest");
            case Answer.NotFound<?>(String message) -> new Answer.Failed<>(what + ": index.json " + message);
            case Answer.Denied<?>(String message) -> new Answer.Failed<>(what + ": index.json " + message);
            case Answer.Invalid<?>(String message) -> new Answer.Invalid<>(what + ": index.json " + message);
            case Answer.Unsupported<?>(String message) -> new Answer.Unsupported<>(what + ": index.json " + message);
            case Answer.Failed<?>(String message) -> new Answer.Failed<>(what + ": index.json " + message);
        };
    }

    /** The entry point: what the layout lists. */
    public ImageIndex index() {
        return index;
    }

    /** Whether a blob is there, whatever its bytes. */
    public boolean holds(Digest digest) {
        try {
            return files.find(path(digest)).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** A blob or manifest as a stream that is verified against its descriptor while it is read. */
    public Answer<InputStream> blob(Descriptor descriptor) {
        String what = "read blob " + files.shown() + "@" + descriptor.digest();
        try {
            Optional<StoredFile> file = files.find(path(descriptor.digest()));
            if (file.isEmpty()) {
                return new Answer.NotFound<>(what + ": the layout does not hold it");
            }
            return new Answer.Found<>(new VerifiedStream(file.get().open(), descriptor, what));
        } catch (IOException e) {
            return Opened.failed(what, e);
        }
    }

    private static String path(Digest digest) {
        return "blobs/" + digest.algorithm() + "/" + digest.hex();
    }

    @Override
    public String toString() {
        return files.shown();
    }
}
