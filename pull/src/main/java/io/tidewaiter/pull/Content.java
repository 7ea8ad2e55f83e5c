package io.tidewaiter.pull;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.BlobMismatchException;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.ManifestParser;
import io.tidewaiter.oci.Repository;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.layout.OciLayout;
import java.io.IOException;
import java.io.InputStream;

/** Whoever holds manifests and blobs by digest. */
sealed interface Content {
    /** A manifest as its holder sent it, verified against the digest asked for. */
    record Document(Digest digest, String contentType, byte[] bytes) {}

    Answer<Document> manifest(Descriptor descriptor);

    /** Verified while it is read. */
    Answer<InputStream> blob(Descriptor descriptor);

    /** Whether a blob is there. */
    boolean holds(Descriptor descriptor);

    /** A manifest or blob with its holder, for messages. */
    String name(Digest digest);

    /** Whether blobs come over a network, from somebody who knows them by their digests only. */
    boolean isRemote();

    /** A repository of a registry. */
    record OfRegistry(RegistryClient client, Repository repository) implements Content {
        @Override
        public Answer<Document> manifest(Descriptor descriptor) {
            return client.manifest(new ImageReference(repository, null, descriptor.digest()))
                    .then(m -> new Answer.Found<>(new Document(m.digest(), m.contentType(), m.bytes())));
        }

        @Override
        public Answer<InputStream> blob(Descriptor descriptor) {
            return client.blob(repository, descriptor);
        }

        @Override
        public boolean holds(Descriptor descriptor) {
            return client.blobExists(repository, descriptor.digest()) instanceof Answer.Found;
        }

        @Override
        public String name(Digest digest) {
            return repository + "@" + digest;
        }

        @Override
        public boolean isRemote() {
            return true;
        }
    }

    /** A layout on disk. */
    record OfLayout(OciLayout layout) implements Content {
        @Override
        public Answer<Document> manifest(Descriptor descriptor) {
            String what = "read manifest " + name(descriptor.digest());
            if (descriptor.size() > ManifestParser.DOCUMENT_BYTES_MAX) {
                return new Answer.Invalid<>(
                        what + ": is longer than the " + ManifestParser.DOCUMENT_BYTES_MAX + " bytes allowed");
            }
            return layout.blob(descriptor).then(stream -> {
                try (stream) {
                    return new Answer.Found<>(
                            new Document(descriptor.digest(), descriptor.mediaType(), stream.readAllBytes()));
                } catch (BlobMismatchException e) {
                    return new Answer.Invalid<>(what + ": " + e.getMessage());
                } catch (IOException e) {
                    return new Answer.Failed<>(what + ": " + e.getMessage());
                }
            });
        }

        @Override
        public Answer<InputStream> blob(Descriptor descriptor) {
            return layout.blob(descriptor);
        }

        @Override
        public boolean holds(Descriptor descriptor) {
            return layout.holds(descriptor.digest());
        }

        @Override
        public String name(Digest digest) {
            return layout + "@" + digest;
        }

        @Override
        public boolean isRemote() {
            return false;
        }
    }
}
