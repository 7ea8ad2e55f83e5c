package io.tidewaiter.catalog.merge;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.SourcePackage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The epoch of a source package, which an rpm does not tell: its header names the source's file, and that has none.
 *
 * <p>A binary package of the source's own version has the source's epoch; a sub-package with a version of its own may
 * have another ({@code perl-Errno 0:1.28} of {@code perl 4:5.26.3}). So the epoch is taken from a sister of the same
 * source where one is installed, and is the package's own where none is.
 */
final class SourceEpochs {
    private SourceEpochs() {}

    /** Replaces the packages whose source has another epoch than was guessed. */
    static void settle(List<InstalledPackage> packages) {
        Map<String, String> epochs = new HashMap<>();
        for (InstalledPackage installed : packages) {
            SourcePackage source = source(installed);
            if (source != null && withoutEpoch(source.version()).equals(withoutEpoch(installed.version()))) {
                epochs.put(key(installed, source), epoch(installed.version()));
            }
        }
        packages.replaceAll(installed -> {
            SourcePackage source = source(installed);
            String epoch = source == null ? null : epochs.get(key(installed, source));
            return source == null || epoch == null || epoch.equals(epoch(source.version()))
                    ? installed
                    : with(installed, new SourcePackage(source.name(), epoch + withoutEpoch(source.version())));
        });
    }

    private static @Nullable SourcePackage source(InstalledPackage installed) {
        return installed.purl().type().equals("rpm") ? installed.source() : null;
    }

    private static String key(InstalledPackage installed, SourcePackage source) {
        return installed.evidence().path() + '\n' + source.name() + '\n' + withoutEpoch(source.version());
    }

    /** With its colon; empty where there is none, which is the epoch 0. */
    private static String epoch(String version) {
        int colon = version.indexOf(':');
        return colon < 0 || version.substring(0, colon).equals("0") ? "" : version.substring(0, colon + 1);
    }

    private static String withoutEpoch(String version) {
        return version.substring(version.indexOf(':') + 1);
    }

    private static InstalledPackage with(InstalledPackage installed, SourcePackage source) {
        return new InstalledPackage(
                installed.purl(),
                installed.ecosystem(),
                installed.name(),
                installed.version(),
                source,
                installed.architecture(),
                installed.evidence(),
                installed.introducedBy(),
                installed.attributes());
    }
}
