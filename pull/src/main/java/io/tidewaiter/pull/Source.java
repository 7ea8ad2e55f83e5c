package io.tidewaiter.pull;

import io.tidewaiter.oci.ImageReference;
import java.nio.file.Path;

/** Where an image is to be taken from; {@code text} is how the user wrote it. */
public sealed interface Source {
    String text();

    /** An image of a registry. */
    record RegistryImage(String text, ImageReference reference) implements Source {}

    /** An OCI layout in a folder; {@code tag} is empty where none was written. */
    record LayoutFolder(String text, Path folder, String tag) implements Source {}

    /** An OCI layout in a tar archive; {@code tag} is empty where none was written. */
    record LayoutArchive(String text, Path archive, String tag) implements Source {}

    /** What {@code docker save} wrote; {@code tag} is empty where none was written. */
    record DockerSave(String text, Path archive, String tag) implements Source {}

    /** A root file system in a folder. */
    record RootFolder(String text, Path folder) implements Source {}
}
