package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.alpine.Secdb;
import io.tidewaiter.advisory.arch.ArchTracker;
import io.tidewaiter.advisory.csaf.CsafFeed;
import io.tidewaiter.advisory.debian.DebianTracker;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.openeuler.OpenEulerProducts;
import io.tidewaiter.advisory.oval.OvalFeed;
import io.tidewaiter.advisory.photon.PhotonMetadata;
import io.tidewaiter.advisory.redhat.RedHatProducts;
import io.tidewaiter.advisory.suse.SuseProducts;
import io.tidewaiter.advisory.ubuntu.UbuntuVex;
import io.tidewaiter.advisory.updateinfo.UpdateinfoFeed;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The feeds that have a folder of their own; what lies outside of these folders is OSV, KEV or EPSS. */
final class AllFeeds {
    private static final List<Feed> OWN = List.of(
            new DebianTracker(),
            new CsafFeed(new RedHatProducts()),
            new CsafFeed(new SuseProducts()),
            new CsafFeed(new OpenEulerProducts()),
            new UbuntuVex(),
            new ArchTracker(),
            new PhotonMetadata());

    static final List<Feed> ALL = Stream.of(OWN, Secdb.ALL, OvalFeed.ALL, UpdateinfoFeed.ALL)
            .flatMap(List::stream)
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
