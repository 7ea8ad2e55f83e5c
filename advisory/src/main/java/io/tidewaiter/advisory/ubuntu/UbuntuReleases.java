package io.tidewaiter.advisory.ubuntu;

import io.tidewaiter.version.Ecosystem;
import java.util.Map;
import java.util.Optional;

/** Code names of Ubuntu's releases to the ecosystems that the catalog names. */
final class UbuntuReleases {
    private static final Map<String, String> RELEASES = Map.ofEntries(
            Map.entry("trusty", "14.04:LTS"),
            Map.entry("xenial", "16.04:LTS"),
            Map.entry("bionic", "18.04:LTS"),
            Map.entry("focal", "20.04:LTS"),
            Map.entry("jammy", "22.04:LTS"),
            Map.entry("mantic", "23.10"),
            Map.entry("noble", "24.04:LTS"),
            Map.entry("oracular", "24.10"),
            Map.entry("plucky", "25.04"),
            Map.entry("questing", "25.10"),
            Map.entry("resolute", "26.04:LTS"));

    private UbuntuReleases() {}

    /** As OSV names it; builds of the pockets for FIPS and of real-time kernels are others than those of ESM. */
    private static String pocket(String distro) {
        String before = distro.substring(0, Math.max(0, distro.lastIndexOf('/')));
        if (before.startsWith("fips")) {
            return "Pro:FIPS" + before.substring(4) + ":";
        }
        return before.startsWith("realtime") ? "Pro:Realtime:" : distro.contains("esm") ? "Pro:" : "";
    }

    /** {@code jammy}, {@code ubuntu/jammy}, {@code esm-infra/bionic}; empty where the name is not known. */
    static Optional<Ecosystem> of(String distro) {
        String release = RELEASES.get(distro.substring(distro.lastIndexOf('/') + 1));
        return release == null ? Optional.empty() : Optional.of(new Ecosystem("Ubuntu", pocket(distro) + release));
    }
}
