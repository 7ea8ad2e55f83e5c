package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.alpine.AlpineTracker;
import io.tidewaiter.advisory.alpine.Secdb;
import io.tidewaiter.advisory.arch.ArchTracker;
import io.tidewaiter.advisory.bodhi.BodhiUpdates;
import io.tidewaiter.advisory.cpan.CpanAdvisories;
import io.tidewaiter.advisory.csaf.CsafFeed;
import io.tidewaiter.advisory.csaf.CsafVendor;
import io.tidewaiter.advisory.cve.CveRecords;
import io.tidewaiter.advisory.debian.DebianTracker;
import io.tidewaiter.advisory.echo.EchoFixes;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.gentoo.Glsa;
import io.tidewaiter.advisory.kubernetes.CveFeed;
import io.tidewaiter.advisory.msrc.WindowsProducts;
import io.tidewaiter.advisory.nvd.NvdFeed;
import io.tidewaiter.advisory.openeuler.OpenEulerProducts;
import io.tidewaiter.advisory.oval.OvalFeed;
import io.tidewaiter.advisory.own.DocumentKind;
import io.tidewaiter.advisory.own.OwnCsaf;
import io.tidewaiter.advisory.own.OwnOpenVex;
import io.tidewaiter.advisory.photon.PhotonMetadata;
import io.tidewaiter.advisory.rapidfort.RapidFortFixes;
import io.tidewaiter.advisory.redhat.RedHatProducts;
import io.tidewaiter.advisory.rootio.RootIoFixes;
import io.tidewaiter.advisory.suse.SuseProducts;
import io.tidewaiter.advisory.ubuntu.UbuntuVex;
import io.tidewaiter.advisory.updateinfo.UpdateinfoFeed;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The feeds that have a folder of their own; what lies outside of these folders is OSV, KEV or EPSS. */
final class AllFeeds {
    private static final CsafVendor RED_HAT = new RedHatProducts();
    private static final CsafVendor SUSE = new SuseProducts();
    private static final CsafVendor OPENEULER = new OpenEulerProducts();
    private static final CsafVendor MICROSOFT = new WindowsProducts();
    private static final Feed CSAF = new OwnCsaf(List.of(RED_HAT, SUSE, OPENEULER, MICROSOFT));
    private static final Feed OPENVEX = new OwnOpenVex();
    private static final Feed CVE = new CveRecords();
    private static final Feed NVD = new NvdFeed();
    private static final Feed KUBERNETES = new CveFeed();

    private static final List<Feed> OWN = List.of(
            DebianTracker.own(),
            DebianTracker.extended(),
            new CsafFeed(RED_HAT),
            new CsafFeed(SUSE),
            new CsafFeed(OPENEULER),
            new UbuntuVex(),
            new ArchTracker(),
            new PhotonMetadata(),
            new AlpineTracker(),
            new EchoFixes(),
            new RapidFortFixes(),
            new RootIoFixes(),
            new CpanAdvisories(),
            new CsafFeed(MICROSOFT),
            new Glsa(),
            new BodhiUpdates(),
            CVE,
            NVD,
            KUBERNETES,
            CSAF,
            OPENVEX);

    static final List<Feed> ALL = Stream.of(OWN, Secdb.ALL, OvalFeed.ALL, UpdateinfoFeed.ALL)
            .flatMap(List::stream)
            .toList();

    private AllFeeds() {}

    /** The feed that reads such a document wherever it lies; null for OSV, and for what nothing is read of. */
    static @Nullable Feed ofKind(DocumentKind kind) {
        return switch (kind) {
            case OSV, INDEX -> null;
            case CVE -> CVE;
            case NVD -> NVD;
            case KUBERNETES -> KUBERNETES;
            case CSAF -> CSAF;
            case OPENVEX -> OPENVEX;
        };
    }

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
