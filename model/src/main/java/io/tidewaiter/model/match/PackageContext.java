package io.tidewaiter.model.match;

import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of an image, besides the package itself, decides which advisories speak for one of its packages. Two packages that
 * are equal and have equal contexts have equal matches, in whichever images they are: that is what lets a match be
 * decided once for all of them, and again without any image being read.
 *
 * @param channels of the distribution that the image has; empty for a package that no distribution speaks for
 * @param owner the distribution's package that brought this one; null where none did. Its evidence means nothing
 * @param note what its matches say because of the packages that share its name in the image; empty for nothing
 * @param sourceNote the same for those that share its source package
 */
public record PackageContext(
        List<String> channels, @Nullable InstalledPackage owner, String note, String sourceNote) {
    /** Nothing around it matters. */
    public static final PackageContext NONE = new PackageContext(List.of(), null, "", "");

    public PackageContext {
        channels = List.copyOf(channels);
    }

    /**
     * A package with its context, as its image was matched.
     *
     * @param undecided names what the advisories could not tell about it, to see whether that changes; empty where they
     *     could tell everything
     */
    public record Placed(InstalledPackage installed, PackageContext context, String undecided) {}
}
