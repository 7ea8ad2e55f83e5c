package io.tidewaiter.pull;

import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.MediaType;
import io.tidewaiter.oci.client.FetchedManifest;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.oci.layout.DockerArchive;
import io.tidewaiter.oci.layout.OciLayout;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;

/**
 * Pulls images: manifest and config now, layers when the scan opens them. A tag is looked up once, together with its
 * manifest; from there on everything is asked for by digest.
 */
public final class ImagePuller {
    private final RegistryClient client;

    /** The caller closes the client when the pulled images have been read. */
    public ImagePuller(RegistryClient client) {
        this.client = client;
    }

    /** Pulls from wherever a reference points, with the client's own credentials. */
    public PullResult pull(Source source, PlatformChoice choice) {
        return switch (source) {
            case Source.RegistryImage image -> registry(client, image, choice);
            case Source.LayoutFolder folder ->
                layout(OciLayout.ofFolder(folder.folder()), folder, folder.tag(), choice);
            case Source.LayoutArchive archive ->
                layout(OciLayout.ofArchive(archive.archive()), archive, archive.tag(), choice);
            case Source.DockerSave save -> docker(save, choice);
            case Source.RootFolder folder -> folder(folder);
        };
    }

    /** Pulls from a registry with credentials that were given for this image. */
    public PullResult pull(ImageReference reference, PlatformChoice choice, CredentialSource credentials) {
        return registry(client.with(credentials), new Source.RegistryImage(reference.toString(), reference), choice);
    }

    private static PullResult registry(RegistryClient client, Source.RegistryImage source, PlatformChoice choice) {
        Answer<FetchedManifest> fetched = client.manifest(source.reference());
        if (!(fetched instanceof Answer.Found<FetchedManifest>(FetchedManifest manifest))) {
            return Results.of(fetched);
        }
        Content content = new Content.OfRegistry(client, source.reference().repository());
        return new IndexWalk(content, source.text(), choice)
                .from(new Content.Document(manifest.digest(), manifest.contentType(), manifest.bytes()));
    }

    private static PullResult layout(Answer<OciLayout> opened, Source source, String tag, PlatformChoice choice) {
        return opened instanceof Answer.Found<OciLayout>(OciLayout layout)
                ? new LayoutPull(layout, source, tag).run(choice)
                : Results.of(opened);
    }

    private static PullResult docker(Source.DockerSave source, PlatformChoice choice) {
        Answer<DockerArchive> opened = DockerArchive.open(source.archive());
        return opened instanceof Answer.Found<DockerArchive>(DockerArchive archive)
                ? new DockerArchivePull(archive, source).run(choice)
                : Results.of(opened);
    }

    private static PullResult folder(Source.RootFolder source) {
        try {
            FolderTar tar = FolderTar.survey(source.folder());
            PulledLayer layer = new PulledLayer(0, MediaType.OCI_LAYER, null, null, tar.contentBytes(), "", tar::open);
            ImageIdentity identity = new ImageIdentity(source.text(), null, "", "", tar.contentBytes());
            return new PullResult.Pulled(List.of(new PulledImage(identity, List.of(layer), tar.facts())), List.of());
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new PullResult.Gone("open folder " + source.folder() + ": there is no such folder");
        } catch (AccessDeniedException e) {
            return new PullResult.Denied(
                    "open folder " + source.folder() + ": we may not read it; check its permissions");
        } catch (IOException e) {
            return new PullResult.Failed("open folder " + source.folder() + ": " + e.getMessage());
        }
    }
}
