package io.tidewaiter.pull;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.scan.BaseHint;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ForeignText;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.MediaType;
import io.tidewaiter.oci.Platform;
import io.tidewaiter.oci.layout.DockerArchive;
import io.tidewaiter.oci.layout.DockerArchive.StoredLayer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes images out of what {@code docker save} wrote. They have no manifest, so no digest. */
record DockerArchivePull(DockerArchive archive, Source.DockerSave source) {
    PullResult run(PlatformChoice choice) {
        List<DockerArchive.Image> named = archive.images().stream()
                .filter(image ->
                        source.tag().isEmpty() || image.repoTags().stream().anyMatch(this::isNamed))
                .toList();
        if (named.isEmpty()) {
            return new PullResult.Gone("open docker archive " + archive + ": it has no image "
                    + (source.tag().isEmpty() ? "at all" : "tagged " + ForeignText.quoted(source.tag())) + tags());
        }
        if (named.size() > 1 && !(choice instanceof PlatformChoice.All)) {
            return new PullResult.Invalid("open docker archive " + archive + ": it has " + named.size()
                    + " images; name one by its tag" + tags());
        }
        List<PulledImage> pulled = new ArrayList<>();
        for (DockerArchive.Image image : named) {
            PulledImage read = image(image);
            String platform = read.identity().platform();
            if (choice instanceof PlatformChoice.Exactly(Platform wanted)
                    && !platform.isEmpty()
                    && !wanted.accepts(Platform.parse(platform))) {
                return new PullResult.Invalid(
                        "open docker archive " + archive + ": it is an image for " + platform + ", not for " + wanted);
            }
            pulled.add(read);
        }
        return new PullResult.Pulled(pulled, List.of());
    }

    private boolean isNamed(String repoTag) {
        return repoTag.equals(source.tag())
                || repoTag.endsWith(":" + source.tag())
                || normal(repoTag).equals(normal(source.tag()));
    }

    private static String normal(String reference) {
        try {
            return ImageReference.parse(reference).toString();
        } catch (IllegalArgumentException e) {
            return reference;
        }
    }

    private String tags() {
        List<String> tags = archive.images().stream()
                .flatMap(image -> image.repoTags().stream())
                .limit(20)
                .map(ForeignText::quoted)
                .toList();
        return tags.isEmpty() ? "" : "; tags: " + String.join(", ", tags);
    }

    private PulledImage image(DockerArchive.Image image) {
        int count = image.layerPaths().size();
        long total = 0;
        ConfigReading config;
        switch (archive.config(image)) {
            case Answer.Found<byte[]>(byte[] json) -> {
                config = image.legacy()
                        ? ConfigReading.legacy("the config of " + archive, json)
                        : ConfigReading.of("the config of " + archive, json, count);
                total = json.length;
            }
            case Answer<byte[]> failure ->
                config = ConfigReading.unknown(
                        unread(failure), Results.of(failure).message());
        }
        List<CoverageFact> facts = new ArrayList<>(config.facts());
        List<PulledLayer> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String path = image.layerPaths().get(i);
            switch (archive.layer(path)) {
                case Answer.Found<StoredLayer>(StoredLayer stored) -> {
                    layers.add(layer(i, path, stored, config));
                    total += stored.size();
                }
                case Answer<StoredLayer> failure ->
                    facts.add(new CoverageFact(
                            unread(failure), "", i, Results.of(failure).message()));
            }
        }
        ImageIdentity identity = new ImageIdentity(source.text(), null, "", config.platformText(), total);
        return new PulledImage(identity, layers, facts, new BaseHint("", null, config.baseLayers()));
    }

    private static CoverageFact.Kind unread(Answer<?> failure) {
        return failure instanceof Answer.NotFound
                ? CoverageFact.Kind.LAYER_MISSING
                : CoverageFact.Kind.LAYER_UNREADABLE;
    }

    private PulledLayer layer(int index, String path, StoredLayer stored, ConfigReading config) {
        @Nullable Digest diffId = config.diffId(index);
        @Nullable Digest digest = stored.digest() == null && !stored.compressed() ? diffId : stored.digest();
        String mediaType = MediaType.DOCKER_LAYER + (stored.compressed() ? ".gzip" : "");
        return new PulledLayer(
                index, mediaType, digest, diffId, stored.size(), config.createdBy(index), () -> open(path, digest));
    }

    private InputStream open(String path, @Nullable Digest digest) throws IOException {
        String what = "read layer " + archive + "!" + ForeignText.quoted(path);
        try {
            return new LayerStream(archive.open(path, digest), what, CoverageFact.Kind.LAYER_UNREADABLE);
        } catch (IOException e) {
            throw LayerStream.told(what, CoverageFact.Kind.LAYER_UNREADABLE, e);
        }
    }
}
