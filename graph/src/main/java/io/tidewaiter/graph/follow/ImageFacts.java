package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.derive.Brought;
import io.tidewaiter.graph.derive.Interval;
import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that the state holds of one image, over all time. */
final class ImageFacts {
    final long id;

    @Nullable
    Head head;

    final List<Presence> presences = new ArrayList<>();
    final List<VerdictSpan> verdicts = new ArrayList<>();
    List<Brought> brought = List.of();
    /** The base by place and the end of the time that was asked about. */
    final Map<BaseKey, Optional<BaseImage>> bases = new TreeMap<>();

    ImageFacts(long id) {
        this.id = id;
    }

    record Head(
            String digest,
            String mediaType,
            String platform,
            long sizeBytes,
            OperatingSystem operatingSystem,
            long scannedAt) {}

    /** @param tag empty where the repository itself points to the image */
    record Presence(long id, long registry, String repository, String tag, long place, Interval valid) {}

    record VerdictSpan(
            String health,
            String cause,
            String description,
            String catalogVersion,
            String advisoryDigest,
            long coverage,
            String layers,
            Interval valid) {}

    record BaseKey(long registry, long at) implements Comparable<BaseKey> {
        @Override
        public int compareTo(BaseKey other) {
            int byRegistry = Long.compare(registry, other.registry);
            return byRegistry != 0 ? byRegistry : Long.compare(at, other.at);
        }
    }

    /** The places: presences without a tag. */
    List<Presence> places() {
        return presences.stream().filter(p -> p.tag().isEmpty()).toList();
    }
}
