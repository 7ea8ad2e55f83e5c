package io.tidewaiter.cli.scan;

import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Platform;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.oci.credential.DockerConfigCredentials;
import io.tidewaiter.pull.ImagePuller;
import io.tidewaiter.pull.PlatformChoice;
import io.tidewaiter.pull.PullResult;
import io.tidewaiter.pull.References;
import io.tidewaiter.pull.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Where the references of a command line point to. */
final class ImageSources implements AutoCloseable {
    private final ScanOptions options;
    private final PlatformChoice choice;
    private final RegistryClient client;

    ImageSources(ScanOptions options) {
        this.options = options;
        this.choice = choice(options);
        this.client = new RegistryClient(
                ClientSettings.standard()
                        .withPlainHttp(options.plainHttpHosts().stream()
                                .map(ImageSources::registry)
                                .collect(Collectors.toUnmodifiableSet()))
                        .withCaFile(options.certificates()),
                registry -> credentials().find(registry));
    }

    /** Read when a registry is asked, and not for a local image. */
    private static CredentialSource credentials() {
        Path file = DockerConfigCredentials.fileOfUser();
        if (!Files.exists(file)) {
            return CredentialSource.none();
        }
        return switch (DockerConfigCredentials.read(file)) {
            case Answer.Found<CredentialSource>(CredentialSource found) -> found;
            case Answer<CredentialSource> other -> throw new CliException(ExitCode.FAILED, other.toString());
        };
    }

    private static Registry registry(String host) {
        try {
            return new Registry(host);
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, "--plain-http: " + e.getMessage());
        }
    }

    private static PlatformChoice choice(ScanOptions options) {
        if (options.allPlatforms()) {
            return new PlatformChoice.All();
        }
        if (options.platform().isEmpty()) {
            return new PlatformChoice.Usual();
        }
        try {
            return new PlatformChoice.Exactly(Platform.parse(options.platform()));
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, "--platform: " + e.getMessage());
        }
    }

    /** Refuses what is no reference, before anybody waits for the others. */
    static void check(String reference) {
        if (References.parse(reference) instanceof References.Reading.Wrong(String message)) {
            throw new CliException(ExitCode.USAGE, message);
        }
    }

    PullResult pull(String reference) {
        return switch (References.parse(reference)) {
            case References.Reading.Read(Source source) ->
                options.offline() && source instanceof Source.RegistryImage
                        ? new PullResult.Failed(
                                "pull " + reference + ": --offline was given; name a layout, an archive or a folder")
                        : new ImagePuller(client).pull(source, choice);
            case References.Reading.Unsupported(String message) -> new PullResult.Unsupported(message);
            case References.Reading.Wrong(String message) -> new PullResult.Invalid(message);
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
