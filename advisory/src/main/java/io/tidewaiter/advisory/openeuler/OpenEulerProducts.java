package io.tidewaiter.advisory.openeuler;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.csaf.CsafPart;
import io.tidewaiter.advisory.csaf.CsafTarget;
import io.tidewaiter.advisory.csaf.CsafVendor;
import io.tidewaiter.advisory.csaf.RpmName;
import io.tidewaiter.version.Ecosystem;
import java.util.Optional;

/**
 * {@code openeuler-csaf}: the documents of {@code repo.openeuler.org/security/data/csaf/}. The ecosystem speaks of source
 * packages, so of the files that a notice lists only those of {@code .src.rpm} count.
 */
public final class OpenEulerProducts implements CsafVendor {
    @Override
    public String folder() {
        return "openeuler-csaf";
    }

    @Override
    public String name() {
        return "openEuler";
    }

    @Override
    public Optional<CsafTarget> target(CsafPart part) {
        String release = release(part.platform().name());
        String file = part.component().name();
        String bare = file.endsWith(".rpm") ? file.substring(0, file.length() - 4) : file;
        Optional<RpmName> rpm = RpmName.of(part.component().purl(), bare);
        if (release.isEmpty() || rpm.isEmpty()) {
            return Optional.empty();
        }
        String architecture = rpm.get().architecture();
        boolean isSource = architecture.equals("src") || architecture.isEmpty();
        Ecosystem ecosystem = new Ecosystem("openEuler", release);
        return isSource
                ? Optional.of(
                        new CsafTarget(ecosystem, rpm.get().name(), rpm.get().version(), Scope.ANY))
                : Optional.empty();
    }

    /** {@code openEuler-24.03-LTS-SP1}. */
    private static String release(String platform) {
        return platform.startsWith("openEuler-") ? platform.substring("openEuler-".length()) : "";
    }
}
