package io.tidewaiter.oci.client;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ImageIndex;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.ManifestParser;
import io.tidewaiter.oci.MediaType;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.Repository;
import io.tidewaiter.oci.RepositoryName;
import io.tidewaiter.oci.Tag;
import io.tidewaiter.oci.VerifiedStream;
import io.tidewaiter.oci.credential.CredentialSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads from and writes to registries (OCI distribution-spec 1.1). Blocking, made for virtual threads, and safe to share.
 * Nothing is read without a bound, and nothing is handed out whose digest was asked for and not verified.
 */
public final class RegistryClient implements AutoCloseable {
    /** What registries say that answer GET alone; a thing is gone only where GET says so, too. */
    private static final Set<Integer> NOT_BY_HEAD = Set.of(400, 404, 405, 501);

    private final Transport transport;
    private final Requester requester;

    /** Connects to nothing before it is asked to. */
    public RegistryClient(ClientSettings settings, CredentialSource credentials) {
        this(new Transport(settings), credentials);
    }

    private RegistryClient(Transport transport, CredentialSource credentials) {
        this.transport = transport;
        this.requester = new Requester(transport, credentials);
    }

    /** A client with the same connections and other credentials; closing either closes both. */
    public RegistryClient with(CredentialSource credentials) {
        return new RegistryClient(transport, credentials);
    }

    /** Whether a distribution API answers there and accepts us. */
    public Answer<Registry> ping(Registry registry) {
        String what = "ping " + registry;
        try (Reply reply = requester.send(registry, "", Call.get(requester.base(registry), Map.of()))) {
            if (reply.status() != 200) {
                return Outcome.refused(what, registry, reply);
            }
            reply.discard();
            return new Answer.Found<>(registry);
        } catch (IOException e) {
            return Outcome.failed(what, registry, e);
        }
    }

    /** The repositories of a registry, as far as it lists them to us. */
    public Answer<Listing<RepositoryName>> catalog(Registry registry) {
        Paging paging = new Paging(requester, registry, "registry:catalog:*", "list repositories of " + registry);
        return paging.names("_catalog?n=1000", "repositories", RepositoryName::new);
    }

    /**
     * The repositories of a registry that has another way to list them than the distribution-spec's: Azure's
     * ({@code /acr/v1/_catalog}), and Harbor's, whose catalog is for its administrators only.
     */
    public Answer<Listing<RepositoryName>> catalogElsewhere(Registry registry) {
        String what = "list repositories of " + registry;
        Answer<Listing<RepositoryName>> azure = new Paging(requester, registry, "registry:catalog:*", what)
                .names("/acr/v1/_catalog?n=1000", "repositories", RepositoryName::new);
        return azure instanceof Answer.Found
                ? azure
                : new Paging(requester, registry, "", what)
                        .namesOfObjects("/api/v2.0/repositories?page=1&page_size=100", "name", RepositoryName::new);
    }

    /** The tags of a repository. */
    public Answer<Listing<Tag>> tags(Repository repository) {
        Paging paging =
                new Paging(requester, repository.registry(), pullScope(repository), "list tags of " + repository);
        return paging.names(repository.name() + "/tags/list?n=1000", "tags", Tag::new);
    }

    /**
     * What a tag or digest stands for, without its bytes. The digest is the registry's word until the manifest was
     * fetched by it.
     */
    public Answer<Descriptor> head(ImageReference reference) {
        String what = "look up " + reference;
        Repository repository = reference.repository();
        try (Reply reply = requester.send(
                repository.registry(),
                pullScope(repository),
                Call.of("HEAD", manifestUri(reference), Map.of("Accept", MediaType.accept())))) {
            if (NOT_BY_HEAD.contains(reply.status())) {
                reply.discard();
                return manifest(reference).then(RegistryClient::descriptor);
            }
            if (reply.status() != 200) {
                return Outcome.refused(what, repository.registry(), reply);
            }
            Optional<Descriptor> told = told(reply);
            return told.<Answer<Descriptor>>map(Answer.Found::new)
                    .orElseGet(() -> manifest(reference).then(RegistryClient::descriptor));
        } catch (IOException e) {
            return Outcome.failed(what, repository.registry(), e);
        }
    }

    private static Answer<Descriptor> descriptor(FetchedManifest manifest) {
        return new Answer.Found<>(
                new Descriptor(MediaType.bare(manifest.contentType()), manifest.digest(), manifest.bytes().length));
    }

    private static Optional<Descriptor> told(Reply reply) {
        try {
            long size = reply.headers().firstValueAsLong("Content-Length").orElse(-1);
            return size < 0
                    ? Optional.empty()
                    : Optional.of(new Descriptor(
                            MediaType.bare(reply.header("Content-Type")),
                            Digest.parse(reply.header("Docker-Content-Digest")),
                            size));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The manifest or index under a digest or, where the reference has none, a tag. Bytes that have not the digest asked
     * for, or not the one that the registry claims, are invalid; they are asked for once more, at once, because something
     * between the registry and us may have changed them this time only.
     */
    public Answer<FetchedManifest> manifest(ImageReference reference) {
        Answer<FetchedManifest> first = fetched(reference);
        return first instanceof Answer.Invalid ? fetched(reference) : first;
    }

    private Answer<FetchedManifest> fetched(ImageReference reference) {
        String what = "pull manifest " + reference;
        Repository repository = reference.repository();
        try (Reply reply = requester.send(
                repository.registry(),
                pullScope(repository),
                Call.get(manifestUri(reference), Map.of("Accept", MediaType.accept())))) {
            if (reply.status() != 200) {
                return Outcome.refused(what, repository.registry(), reply);
            }
            byte[] bytes = reply.bytes(ManifestParser.DOCUMENT_BYTES_MAX);
            return verified(what, reference, reply, bytes);
        } catch (IOException e) {
            return Outcome.failed(what, repository.registry(), e);
        }
    }

    private static Answer<FetchedManifest> verified(String what, ImageReference reference, Reply reply, byte[] bytes) {
        Digest wanted = reference.digest();
        if (wanted == null) {
            try {
                wanted = Digest.parse(reply.header("Docker-Content-Digest"));
            } catch (IllegalArgumentException e) {
                wanted = VerifiedStream.digest("sha256", bytes);
            }
        }
        Digest seen = VerifiedStream.digest(wanted.algorithm(), bytes);
        if (!seen.equals(wanted)) {
            return new Answer.Invalid<>(what + ": digest mismatch: wanted " + wanted + ", the bytes have " + seen
                    + "; the registry or something before it changed them");
        }
        return new Answer.Found<>(new FetchedManifest(seen, reply.header("Content-Type"), bytes));
    }

    private URI manifestUri(ImageReference reference) throws IOException {
        Repository repository = reference.repository();
        return requester.base(repository.registry()).resolve(repository.name() + "/manifests/" + reference.key());
    }

    /**
     * A blob as a stream that is verified against its descriptor while it is read and asked for again from where it broke
     * off. The caller closes it.
     */
    public Answer<InputStream> blob(Repository repository, Descriptor descriptor) {
        String what = "pull blob " + repository + "@" + descriptor.digest();
        Registry registry = repository.registry();
        try {
            URI uri = blobUri(repository, descriptor.digest());
            Reply reply = requester.send(registry, pullScope(repository), Call.get(uri, Map.of()));
            if (reply.status() != 200) {
                return Outcome.refused(what, registry, reply);
            }
            ResumingStream.Source rest = offset -> requester.send(
                    registry, pullScope(repository), Call.get(uri, Map.of("Range", "bytes=" + offset + "-")));
            int resumes = requester.retry().attemptsMax() - 1;
            return new Answer.Found<>(new VerifiedStream(
                    new ResumingStream(reply, rest, what, descriptor.size(), resumes), descriptor, what));
        } catch (IOException e) {
            return Outcome.failed(what, registry, e);
        }
    }

    /** Whether the registry holds a blob: found with its digest, not found, or why we do not know. */
    public Answer<Digest> blobExists(Repository repository, Digest digest) {
        String what = "look up blob " + repository + "@" + digest;
        try (Reply reply = requester.send(
                repository.registry(), pullScope(repository), Call.of("HEAD", blobUri(repository, digest), Map.of()))) {
            return reply.status() == 200
                    ? new Answer.Found<>(digest)
                    : Outcome.refused(what, repository.registry(), reply);
        } catch (IOException e) {
            return Outcome.failed(what, repository.registry(), e);
        }
    }

    private URI blobUri(Repository repository, Digest digest) throws IOException {
        return requester.base(repository.registry()).resolve(repository.name() + "/blobs/" + digest);
    }

    /**
     * What hangs on a manifest: signatures, attestations, SBOMs. Where the registry has no referrers API, the index under
     * the tag {@code sha256-…} is read instead (distribution-spec 1.1, "Referrers Tag Schema").
     */
    public Answer<Listing<Descriptor>> referrers(Repository repository, Digest subject) {
        Paging paging = new Paging(
                requester,
                repository.registry(),
                pullScope(repository),
                "list referrers of " + repository + "@" + subject);
        Answer<Listing<Descriptor>> listed = paging.descriptors(repository.name() + "/referrers/" + subject);
        return listed instanceof Answer.NotFound || listed instanceof Answer.Unsupported
                ? referrersByTag(repository, subject)
                : listed;
    }

    private Answer<Listing<Descriptor>> referrersByTag(Repository repository, Digest subject) {
        Tag tag = new Tag(subject.algorithm() + "-"
                + subject.hex().substring(0, Math.min(64, subject.hex().length())));
        return switch (manifest(new ImageReference(repository, tag, null))) {
            case Answer.NotFound<FetchedManifest> _ -> new Answer.Found<>(new Listing<>(List.of(), true, 0));
            case Answer<FetchedManifest> found ->
                found.then(m -> ManifestParser.parse(m.bytes(), m.contentType()))
                        .then(document -> document instanceof ImageIndex index
                                ? new Answer.Found<>(new Listing<>(index.manifests(), true, 0))
                                : new Answer.Unsupported<>(
                                        "list referrers of " + repository + ": the tag " + tag + " is no index"));
        };
    }

    /** Uploads a blob in one piece; {@code content} is opened once for each attempt. */
    public Answer<Digest> pushBlob(Repository repository, Descriptor descriptor, Supplier<InputStream> content) {
        return new Upload(requester, repository).blob(descriptor, content);
    }

    /** Uploads a manifest under a tag or under its digest. */
    public Answer<Digest> pushManifest(ImageReference reference, String mediaType, byte[] bytes) {
        return new Upload(requester, reference.repository()).manifest(reference, mediaType, bytes);
    }

    /** Deletes a manifest, and with it every tag that names it. */
    public Answer<Digest> deleteManifest(Repository repository, Digest digest) {
        return new Upload(requester, repository).delete(digest);
    }

    static String pullScope(Repository repository) {
        return "repository:" + repository.name() + ":pull";
    }

    @Override
    public void close() {
        transport.close();
    }
}
