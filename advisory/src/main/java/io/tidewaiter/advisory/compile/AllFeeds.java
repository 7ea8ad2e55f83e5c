package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.alpine.Secdb;
import io.tidewaiter.advisory.debian.DebianTracker;
import io.tidewaiter.advisory.feed.Feed;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The feeds that have a folder of their own; what lies outside of these folders is OSV, KEV or EPSS. */
final class AllFeeds {
    static final List<Feed> ALL = Stream.of(List.of(new DebianTracker()), Secdb.ALL)
            .<Feed>flatMap(List::stream)
            .toList();

    private AllFeeds() {}

    /** The feed of that folder, or null where there is none. */
    static @Nullable Feed ofFolder(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Feed feed : ALL) {
            if (feed.folder().equals(lower)) {
                return feed;
            }
        }
        return null;
    }
}
