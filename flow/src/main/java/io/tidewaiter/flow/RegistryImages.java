package io.tidewaiter.flow;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.pull.ImagePuller;
import io.tidewaiter.pull.PlatformChoice;
import io.tidewaiter.pull.PullResult;
import io.tidewaiter.pull.References;
import io.tidewaiter.pull.Source;
import io.tidewaiter.pull.attached.AttachedDocument;
import io.tidewaiter.pull.attached.AttachedDocuments;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Pulls from the registries of the resources, each with its own credentials. */
public final class RegistryImages implements ImageSource {
    private final RegistryClient client;
    private final ImagePuller puller;
    private final Function<RegistryResource, CredentialSource> credentials;

    /** The caller closes the client after the flow. */
    public RegistryImages(RegistryClient client, Function<RegistryResource, CredentialSource> credentials) {
        this.client = client;
        this.puller = new ImagePuller(client);
        this.credentials = credentials;
    }

    @Override
    public Answer<List<AttachedDocument>> attached(RegistryResource registry, String repository, Digest subject) {
        return switch (References.of(registry.loginServer(), repository, "", subject.toString())) {
            case References.Reading.Read(Source.RegistryImage image) ->
                attached(registry, image).of(subject);
            case References.Reading _ -> new Answer.Unsupported<>("no image of a registry: " + repository);
        };
    }

    private AttachedDocuments attached(RegistryResource registry, Source.RegistryImage image) {
        return new AttachedDocuments(
                client.with(credentials.apply(registry)), image.reference().repository());
    }

    @Override
    public Optional<Digest> subject(RegistryResource registry, ScanRequest request) {
        return References.of(registry.loginServer(), request.repository(), request.tag(), request.digest())
                        instanceof References.Reading.Read(Source.RegistryImage image)
                ? attached(registry, image).subject(image.reference())
                : Optional.empty();
    }

    @Override
    public PullResult pull(RegistryResource registry, ScanRequest request) {
        String tag = request.digest().isEmpty() ? request.tag() : "";
        return switch (References.of(registry.loginServer(), request.repository(), tag, request.digest())) {
            case References.Reading.Read(Source source)
            when source instanceof Source.RegistryImage image ->
                puller.pull(image.reference(), new PlatformChoice.All(), credentials.apply(registry));
            case References.Reading.Read(Source source) ->
                new PullResult.Unsupported("pull " + source.text() + ": it is no image of a registry");
            case References.Reading.Unsupported(String message) -> new PullResult.Unsupported(message);
            case References.Reading.Wrong(String message) -> new PullResult.Unsupported(message);
        };
    }
}
