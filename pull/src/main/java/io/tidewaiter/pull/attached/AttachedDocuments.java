package io.tidewaiter.pull.attached;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.Manifest;
import io.tidewaiter.oci.ManifestDocument;
import io.tidewaiter.oci.ManifestParser;
import io.tidewaiter.oci.Repository;
import io.tidewaiter.oci.Tag;
import io.tidewaiter.oci.client.FetchedManifest;
import io.tidewaiter.oci.client.Listing;
import io.tidewaiter.oci.client.RegistryClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the VEX documents and attestations that hang on an image: the referrers of its manifest (distribution-spec 1.1,
 * or the tag {@code sha256-…} of registries without that API), and what cosign puts under the tag {@code sha256-….att}.
 * Whoever may push to the repository can hang anything there: how many artifacts are looked at, how many documents are
 * read and how long each may be is bounded, and an artifact that names another subject is not this image's.
 */
public final class AttachedDocuments {
    /** The longest document that is read, in bytes. */
    public static final int BYTES_MAX = 1 << 20;

    /** Bare documents, and envelopes around them. */
    private static final Set<String> TYPES = Set.of(
            "application/vnd.openvex+json",
            "application/openvex+json",
            "application/vnd.csaf+json",
            "application/csaf+json",
            "application/vnd.oasis.csaf+json",
            "application/vnd.cyclonedx+json",
            "application/vnd.cyclonedx.vex+json",
            "application/vnd.in-toto+json",
            "application/vnd.dsse.envelope.v1+json");

    private static final String BUNDLE = "application/vnd.dev.sigstore.bundle";
    private static final int ARTIFACTS_MAX = 64;
    private static final int DOCUMENTS_MAX = 16;
    private static final Pattern SUBJECT_TAG = Pattern.compile("sha256-([0-9a-f]{64})(?:\\.att)?");

    private final RegistryClient client;
    private final Repository repository;

    /** @param client with the credentials of the registry */
    public AttachedDocuments(RegistryClient client, Repository repository) {
        this.client = client;
        this.repository = repository;
    }

    /**
     * The documents that hang on a manifest; found with none where nothing does.
     *
     * @return found only where everything that hangs there was listed: what is missing in a failure may still be there
     */
    public Answer<List<AttachedDocument>> of(Digest subject) {
        List<AttachedDocument> documents = new ArrayList<>();
        Answer<Listing<Descriptor>> listed = client.referrers(repository, subject);
        if (!(listed instanceof Answer.Found<Listing<Descriptor>>(Listing<Descriptor> referrers))) {
            return listed.then(_ -> new Answer.Failed<>(""));
        }
        List<Descriptor> wanted =
                referrers.items().stream().filter(AttachedDocuments::mayHold).toList();
        for (Descriptor referrer : wanted.subList(0, Math.min(ARTIFACTS_MAX, wanted.size()))) {
            Answer<Digest> read = read(new ImageReference(repository, null, referrer.digest()), subject, documents);
            if (isUnread(read)) {
                return read.then(_ -> new Answer.Failed<>(""));
            }
        }
        if (subject.algorithm().equals("sha256")) {
            Tag cosign = new Tag("sha256-" + subject.hex() + ".att");
            Answer<Digest> read = read(new ImageReference(repository, cosign, null), null, documents);
            if (isUnread(read)) {
                return read.then(_ -> new Answer.Failed<>(""));
            }
        }
        return new Answer.Found<>(documents);
    }

    /** A descriptor that does not say what it points to may hold anything. */
    private static boolean mayHold(Descriptor referrer) {
        String type = referrer.artifactType();
        return type.isEmpty() || isWanted(type) || type.startsWith("application/vnd.oci.");
    }

    /** What is to be read and was not; unlike what turned out to be something else. */
    private static boolean isUnread(Answer<?> answer) {
        return answer instanceof Answer.Failed || answer instanceof Answer.Invalid;
    }

    private static boolean isWanted(String type) {
        return TYPES.contains(type) || type.startsWith(BUNDLE);
    }

    /** @param subject what the artifact has to name; null where the tag alone says what it hangs on */
    private Answer<Digest> read(ImageReference reference, @Nullable Digest subject, List<AttachedDocument> into) {
        Answer<FetchedManifest> fetched = client.manifest(reference);
        if (!(fetched instanceof Answer.Found<FetchedManifest>(FetchedManifest found))) {
            return fetched.then(_ -> new Answer.Failed<>(""));
        }
        if (!(ManifestParser.parse(found.bytes(), found.contentType())
                instanceof Answer.Found<ManifestDocument>(Manifest manifest))) {
            return new Answer.Unsupported<>(reference + " is no artifact");
        }
        Descriptor named = manifest.subject();
        boolean isBound = subject != null && named != null && named.digest().equals(subject);
        if (subject != null && !isBound) {
            return new Answer.Unsupported<>(reference + " hangs on something else");
        }
        for (Descriptor layer : manifest.layers()) {
            if (into.size() >= DOCUMENTS_MAX || layer.size() > BYTES_MAX || !isWanted(layer.mediaType())) {
                continue;
            }
            Answer<String> text = text(layer);
            if (isUnread(text)) {
                return text.then(_ -> new Answer.Failed<>(""));
            }
            if (text instanceof Answer.Found<String>(String document)) {
                into.add(new AttachedDocument(found.digest(), layer.mediaType(), isBound, document));
            }
        }
        return new Answer.Found<>(found.digest());
    }

    private Answer<String> text(Descriptor layer) {
        return client.blob(repository, layer).then(stream -> {
            try (InputStream content = stream) {
                return new Answer.Found<>(new String(content.readNBytes(BYTES_MAX), StandardCharsets.UTF_8));
            } catch (IOException e) {
                return new Answer.Failed<>(String.valueOf(e.getMessage()));
            }
        });
    }

    /** What something hangs on that is no image itself: by its manifest or by the name of its tag; empty for nothing. */
    public Optional<Digest> subject(ImageReference reference) {
        Tag tag = reference.tag();
        Matcher matcher = SUBJECT_TAG.matcher(tag == null ? "" : tag.toString());
        if (matcher.matches()) {
            return Optional.of(Digest.parse("sha256:" + matcher.group(1)));
        }
        return client.manifest(reference).then(m -> ManifestParser.parse(m.bytes(), m.contentType()))
                        instanceof Answer.Found<ManifestDocument>(Manifest manifest)
                ? Optional.ofNullable(manifest.subject()).map(Descriptor::digest)
                : Optional.empty();
    }
}
