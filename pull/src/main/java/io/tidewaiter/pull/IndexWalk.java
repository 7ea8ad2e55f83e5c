package io.tidewaiter.pull;

import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ImageIndex;
import io.tidewaiter.oci.Manifest;
import io.tidewaiter.oci.ManifestDocument;
import io.tidewaiter.oci.ManifestParser;
import io.tidewaiter.oci.MediaType;
import io.tidewaiter.oci.Platform;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * From what a reference names to its images: one manifest, or those of an index that are wanted. Indexes may be nested
 * {@value #DEPTH_MAX} deep; an index within itself, and more than {@value #DOCUMENTS_MAX} manifests, are refused.
 */
final class IndexWalk {
    private static final int DEPTH_MAX = 3;
    private static final int DOCUMENTS_MAX = 1000;
    private static final String BUILDKIT_TYPE = "vnd.docker.reference.type";

    private final Content content;
    private final ImageReader reader;
    private final PlatformChoice choice;
    private final Deque<Digest> path = new ArrayDeque<>();
    private int documents;

    IndexWalk(Content content, String reference, PlatformChoice choice) {
        this.content = content;
        this.reader = new ImageReader(content, reference);
        this.choice = choice;
    }

    /** The images of a document that was fetched already. */
    PullResult from(Content.Document document) {
        return switch (parsed(document)) {
            case Answer.Found<ManifestDocument>(Manifest manifest) -> single(manifest, document.digest());
            case Answer.Found<ManifestDocument>(ImageIndex index) -> {
                path.push(document.digest());
                yield chosen(index, content.name(document.digest()));
            }
            case Answer<ManifestDocument> failure -> Results.of(failure);
        };
    }

    /** The images of what a descriptor names. */
    PullResult from(Descriptor descriptor) {
        Answer<Content.Document> fetched = content.manifest(descriptor);
        return fetched instanceof Answer.Found<Content.Document>(Content.Document document)
                ? from(document)
                : Results.of(fetched);
    }

    private Answer<ManifestDocument> parsed(Content.Document document) {
        String what = "read manifest " + content.name(document.digest()) + ": it ";
        return switch (ManifestParser.parse(document.bytes(), document.contentType())) {
            case Answer.Unsupported<ManifestDocument>(String message) -> new Answer.Unsupported<>(what + message);
            case Answer.Invalid<ManifestDocument>(String message) -> new Answer.Invalid<>(what + message);
            case Answer<ManifestDocument> other -> other;
        };
    }

    private PullResult single(Manifest manifest, Digest digest) {
        PullResult result = reader.read(manifest, digest);
        if (choice instanceof PlatformChoice.Exactly(Platform wanted)
                && result instanceof PullResult.Pulled pulled
                && !fits(wanted, pulled)) {
            return new PullResult.Invalid("pull " + content.name(digest) + ": it is an image for "
                    + pulled.images().getFirst().identity().platform() + ", not for " + wanted);
        }
        return result;
    }

    /** An image that does not say its platform fits every wish. */
    private static boolean fits(Platform wanted, PullResult.Pulled pulled) {
        String platform = pulled.images().getFirst().identity().platform();
        return platform.isEmpty() || wanted.accepts(Platform.parse(platform));
    }

    /** The wanted images of an index; {@code what} names it. */
    PullResult chosen(ImageIndex index, String what) {
        List<Descriptor> images =
                index.manifests().stream().filter(IndexWalk::mayBeImage).toList();
        if (images.isEmpty()) {
            return new PullResult.Unsupported("pull " + what + ": the index lists no image");
        }
        return switch (choice) {
            case PlatformChoice.All _ -> all(images, what);
            case PlatformChoice.Exactly(Platform wanted) ->
                pick(images, wanted).orElseGet(() -> none(images, what, wanted));
            case PlatformChoice.Usual _ -> usual(images, what);
        };
    }

    private PullResult usual(List<Descriptor> images, String what) {
        if (images.size() == 1) {
            return child(images.getFirst());
        }
        Platform amd64 = new Platform("linux", "amd64", "");
        return pick(images, Platform.ofThisMachine())
                .or(() -> pick(images, amd64))
                .orElseGet(() -> none(images, what, amd64));
    }

    private static boolean mayBeImage(Descriptor child) {
        boolean attestation = child.annotation(BUILDKIT_TYPE).equals("attestation-manifest")
                || (child.platform() != null && child.platform().isUnknown());
        boolean artifact = !child.artifactType().isEmpty() && !MediaType.isImageConfig(child.artifactType());
        return !attestation && !artifact;
    }

    private static PullResult none(List<Descriptor> images, String what, Platform wanted) {
        TreeSet<String> there = new TreeSet<>();
        images.forEach(image -> there.add(String.valueOf(image.platform())));
        there.remove("null");
        return new PullResult.Invalid("pull " + what + ": the index lists no image for " + wanted
                + (there.isEmpty()
                        ? ""
                        : "; choose one of "
                                + String.join(", ", there.stream().limit(20).toList())));
    }

    /** The first image for a platform; where none says that it is, the first of the silent ones whose config fits. */
    private Optional<PullResult> pick(List<Descriptor> images, Platform wanted) {
        for (Descriptor image : images) {
            if (image.platform() != null && wanted.accepts(image.platform())) {
                return Optional.of(child(image));
            }
        }
        for (Descriptor image : images) {
            if (image.platform() == null) {
                PullResult result = child(image);
                if (!(result instanceof PullResult.Pulled pulled) || fits(wanted, pulled)) {
                    return Optional.of(result);
                }
            }
        }
        return Optional.empty();
    }

    /** All images that can be had; where none can, why: the first of what ranks highest. */
    private PullResult all(List<Descriptor> images, String what) {
        List<PulledImage> pulled = new ArrayList<>();
        List<PullResult.Missing> missing = new ArrayList<>();
        PullResult.NoImage why = new PullResult.Unsupported("pull " + what + ": the index lists no image");
        for (Descriptor image : images) {
            switch (child(image)) {
                case PullResult.Pulled(List<PulledImage> more, List<PullResult.Missing> gaps) -> {
                    pulled.addAll(more);
                    missing.addAll(gaps);
                }
                case PullResult.Unsupported _ when image.platform() == null -> {} // nobody said that it is an image
                case PullResult.NoImage none -> {
                    missing.add(new PullResult.Missing(image.digest(), none));
                    why = hope(none) > hope(why) ? none : why;
                }
            }
        }
        return pulled.isEmpty() ? why : new PullResult.Pulled(pulled, missing);
    }

    /** What may come later ranks before what stays as it is, whatever the index lists first. */
    private static int hope(PullResult.NoImage why) {
        return switch (why) {
            case PullResult.Failed _ -> 3;
            case PullResult.Gone _ -> 2;
            case PullResult.Invalid _, PullResult.Denied _ -> 1;
            case PullResult.Unsupported _ -> 0;
        };
    }

    /** The image or images under a child of an index. */
    private PullResult child(Descriptor child) {
        String what = "pull " + content.name(child.digest());
        if (path.contains(child.digest())) {
            return new PullResult.Invalid(what + ": an index lists itself");
        }
        if (path.size() > DEPTH_MAX) {
            return new PullResult.Invalid(what + ": indexes are nested more than " + DEPTH_MAX + " deep");
        }
        if (++documents > DOCUMENTS_MAX) {
            return new PullResult.Invalid(what + ": the index leads to more than " + DOCUMENTS_MAX + " manifests");
        }
        Answer<Content.Document> fetched = content.manifest(child);
        if (!(fetched instanceof Answer.Found<Content.Document>(Content.Document document))) {
            return Results.of(fetched);
        }
        return switch (parsed(document)) {
            case Answer.Found<ManifestDocument>(Manifest manifest) -> reader.read(manifest, child.digest());
            case Answer.Found<ManifestDocument>(ImageIndex index) -> {
                path.push(child.digest());
                PullResult result = chosen(index, content.name(child.digest()));
                path.pop();
                yield result;
            }
            case Answer<ManifestDocument> failure -> Results.of(failure);
        };
    }
}
