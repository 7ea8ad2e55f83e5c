package io.tidewaiter.pull;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.scan.BaseHint;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.LayerBytes;
import io.tidewaiter.model.scan.LayerReadException;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.BlobMismatchException;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ImageConfigParser;
import io.tidewaiter.oci.Manifest;
import io.tidewaiter.oci.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From one manifest to an image whose layers can be opened. */
record ImageReader(Content content, String reference) {
    private static final String BASE_NAME = "org.opencontainers.image.base.name";
    private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";
    private static final int BASE_NAME_MAX = 1_024;

    PullResult read(Manifest manifest, Digest digest) {
        String what = content.name(digest);
        Optional<String> artifact = Artifacts.whatItIs(manifest);
        if (artifact.isPresent()) {
            return new PullResult.Unsupported("pull " + what + ": it is " + artifact.get() + ", not an image");
        }
        return switch (config(manifest, what)) {
            case Answer.Found<ConfigReading>(ConfigReading config) ->
                new PullResult.Pulled(List.of(image(manifest, digest, config)), List.of());
            case Answer<ConfigReading> failure -> Results.of(failure);
        };
    }

    /** A config that is there and wrong costs the proof, not the image: its layers still hold packages. */
    private Answer<ConfigReading> config(Manifest manifest, String what) {
        Descriptor blob = manifest.config();
        String noun = "the config of " + what;
        if (blob.size() > ImageConfigParser.CONFIG_BYTES_MAX) {
            return new Answer.Found<>(ConfigReading.unknown(
                    CoverageFact.Kind.LIMIT_REACHED,
                    noun + " has " + blob.size() + " bytes, more than the " + ImageConfigParser.CONFIG_BYTES_MAX
                            + " allowed"));
        }
        Answer<ConfigReading> first = fetched(manifest, noun);
        boolean isAnothers = content.isRemote()
                && first instanceof Answer.Found<ConfigReading>(ConfigReading config)
                && config.facts().stream().anyMatch(fact -> fact.kind() == CoverageFact.Kind.DIGEST_MISMATCH);
        return isAnothers ? fetched(manifest, noun) : first; // something on the way may have changed it this time only
    }

    private Answer<ConfigReading> fetched(Manifest manifest, String noun) {
        return switch (content.blob(manifest.config())) {
            case Answer.Found<InputStream>(InputStream stream) -> config(stream, noun, manifest);
            case Answer.NotFound<InputStream>(String message) ->
                new Answer.Found<>(ConfigReading.unknown(CoverageFact.Kind.LAYER_MISSING, message));
            case Answer.Invalid<InputStream>(String message) ->
                new Answer.Found<>(ConfigReading.unknown(CoverageFact.Kind.LAYER_UNREADABLE, message));
            case Answer<InputStream> failure -> failure.then(stream -> new Answer.Failed<>(noun + ": not read"));
        };
    }

    private static Answer<ConfigReading> config(InputStream stream, String noun, Manifest manifest) {
        try (stream) {
            byte[] json = stream.readNBytes(ImageConfigParser.CONFIG_BYTES_MAX + 1);
            return new Answer.Found<>(
                    ConfigReading.of(noun, json, manifest.layers().size()));
        } catch (BlobMismatchException e) {
            return new Answer.Found<>(
                    ConfigReading.unknown(CoverageFact.Kind.DIGEST_MISMATCH, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return new Answer.Failed<>(String.valueOf(e.getMessage()));
        }
    }

    private PulledImage image(Manifest manifest, Digest digest, ConfigReading config) {
        List<CoverageFact> facts = new ArrayList<>(config.facts());
        List<PulledLayer> layers = new ArrayList<>();
        long total = manifest.config().size();
        for (int i = 0; i < manifest.layers().size(); i++) {
            Descriptor layer = manifest.layers().get(i);
            long sum = total + layer.size();
            total = sum < 0 ? Long.MAX_VALUE : sum;
            Optional<String> absent = absent(layer);
            if (absent.isPresent()) {
                facts.add(new CoverageFact(CoverageFact.Kind.LAYER_UNSUPPORTED, "", i, absent.get()));
                continue;
            }
            layers.add(new PulledLayer(
                    i,
                    layer.mediaType(),
                    layer.digest(),
                    config.diffId(i),
                    layer.size(),
                    config.createdBy(i),
                    content.isRemote() ? LayerBytes.remote(() -> open(layer)) : () -> open(layer)));
        }
        return new PulledImage(
                new ImageIdentity(reference, digest, manifest.mediaType(), config.platformText(), total),
                layers,
                facts,
                base(manifest, config));
    }

    /** What the builder wrote into the manifest (OCI image-spec, annotations.md), and what the history suggests. */
    private static BaseHint base(Manifest manifest, ConfigReading config) {
        String name = manifest.annotations().getOrDefault(BASE_NAME, "");
        String digest = manifest.annotations().getOrDefault(BASE_DIGEST, "");
        return new BaseHint(
                name.length() > BASE_NAME_MAX ? name.substring(0, BASE_NAME_MAX) : name,
                digest(digest),
                config.baseLayers());
    }

    private static @Nullable Digest digest(String text) {
        try {
            return text.isEmpty() ? null : Digest.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Optional<String> absent(Descriptor layer) {
        if (MediaType.isEncrypted(layer.mediaType())) {
            return Optional.of("layer " + layer.digest()
                    + " is encrypted; decrypt a copy where the key is (skopeo copy --decryption-key) and scan that");
        }
        return MediaType.isForeignLayer(layer.mediaType()) && !content.holds(layer)
                ? Optional.of("layer " + layer.digest()
                        + " is foreign (not distributable) and not held with the image, and we fetch nothing from where"
                        + " a manifest points; push the image with its foreign layers, or scan it where it was built")
                : Optional.empty();
    }

    private InputStream open(Descriptor layer) throws IOException {
        CoverageFact.Kind broken =
                content.isRemote() ? CoverageFact.Kind.LAYER_UNREACHABLE : CoverageFact.Kind.LAYER_UNREADABLE;
        return switch (content.blob(layer)) {
            case Answer.Found<InputStream>(InputStream stream) ->
                new LayerStream(stream, "read layer " + content.name(layer.digest()), broken);
            case Answer.NotFound<InputStream>(String message) ->
                throw new LayerReadException(CoverageFact.Kind.LAYER_MISSING, message);
            case Answer.Denied<InputStream>(String message) ->
                throw new LayerReadException(
                        content.isRemote() ? CoverageFact.Kind.LAYER_DENIED : CoverageFact.Kind.LAYER_UNREADABLE,
                        message);
            case Answer.Unsupported<InputStream>(String message) -> throw unreadable(message);
            case Answer.Invalid<InputStream>(String message) -> throw unreadable(message);
            case Answer.Failed<InputStream>(String message) -> throw new LayerReadException(broken, message);
        };
    }

    private static LayerReadException unreadable(String message) {
        return new LayerReadException(CoverageFact.Kind.LAYER_UNREADABLE, message);
    }
}
