package io.tidewaiter.model.match;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which advisories a verdict rests on.
 *
 * @param digest sha256 of the compiled database file, {@code sha256:…}; empty where there is none
 * @param feeds every feed in it
 */
public record AdvisorySnapshot(String digest, List<Feed> feeds) {
    /** No advisories at all. */
    public static final AdvisorySnapshot NONE = new AdvisorySnapshot("", List.of());

    public AdvisorySnapshot {
        feeds = List.copyOf(feeds);
    }

    /** The ecosystems that its feeds speak for. */
    public Set<String> names() {
        return feeds.stream().map(Feed::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * One feed of a snapshot.
     *
     * @param name the ecosystem that it speaks for
     * @param records advisories in it
     * @param newest the latest {@code modified} of its records, ISO-8601; empty where none says
     */
    public record Feed(String name, long records, String newest) {}
}
