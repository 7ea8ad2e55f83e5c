package io.tidewaiter.catalog.fact;

import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.version.Ecosystem;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The purl types that catalogers tell of, and whose advisories can speak for a package of each. */
public final class PackageTypes {
    /** What a distribution is made of: its advisories speak for them. */
    private static final Set<String> DISTRIBUTION =
            Set.of("deb", "apk", "rpm", "alpm", "opkg", "ebuild", "xbps", "cos");

    /** What no feed that we know speaks for, on whatever distribution it lies. */
    private static final Set<String> UNJUDGED = Set.of("brew", "snap", "flatpak", "nix", "guix", "freebsd");

    private static final Map<String, Ecosystem> LANGUAGES = Map.ofEntries(
            Map.entry("maven", Ecosystem.parse("Maven")),
            Map.entry("npm", Ecosystem.parse("npm")),
            Map.entry("pypi", Ecosystem.parse("PyPI")),
            Map.entry("golang", Ecosystem.parse("Go")));

    /** The package format of each distribution's ecosystem. */
    private static final Map<String, String> FORMATS = formats(Map.of(
            "deb",
            Set.of("Debian", "Ubuntu", "Echo"),
            "apk",
            Set.of(
                    "Alpine",
                    "Wolfi",
                    "Chainguard",
                    "MinimOS",
                    "CleanStart",
                    "Alpaquita",
                    "BellSoft Hardened Containers"),
            "rpm",
            Set.of(
                    "AlmaLinux",
                    "Rocky Linux",
                    "Red Hat",
                    "Azure Linux",
                    "Photon OS",
                    "Mageia",
                    "openEuler",
                    "SUSE",
                    "openSUSE",
                    "Amazon Linux",
                    "Oracle Linux",
                    "Fedora",
                    "CentOS",
                    "Scientific Linux",
                    "CloudLinux",
                    "EuroLinux",
                    "Springdale Linux",
                    "MIRACLE LINUX",
                    "Circle Linux",
                    "Navix",
                    "Virtuozzo",
                    "Anolis OS",
                    "Alibaba Cloud Linux",
                    "OpenCloudOS",
                    "TencentOS Server",
                    "EulerOS",
                    "FusionOS",
                    "BigCloud Enterprise Linux"),
            "alpm",
            Set.of("Arch Linux"),
            "ebuild",
            Set.of("Gentoo"),
            "opkg",
            Set.of("OpenWrt"),
            "cos",
            Set.of("Container-Optimized OS")));

    private PackageTypes() {}

    private static Map<String, String> formats(Map<String, Set<String>> ecosystemsByFormat) {
        Map<String, String> formats = new HashMap<>();
        ecosystemsByFormat.forEach(
                (format, ecosystems) -> ecosystems.forEach(ecosystem -> formats.put(ecosystem, format)));
        return Map.copyOf(formats);
    }

    /** Whether any cataloger tells of packages of this type. */
    public static boolean isKnown(String type) {
        return LANGUAGES.containsKey(type) || DISTRIBUTION.contains(type) || UNJUDGED.contains(type);
    }

    /** Whether packages of this type are what a distribution is made of. */
    public static boolean isDistribution(String type) {
        return DISTRIBUTION.contains(type);
    }

    /**
     * The ecosystem whose advisories speak for a package; null where there is none. Those of a distribution speak for
     * packages in its own format only: an apk in a Debian is not Debian's.
     *
     * @param system the distribution of the root that the package lies in
     */
    public static @Nullable Ecosystem ecosystem(String type, OperatingSystem system) {
        if (!DISTRIBUTION.contains(type)) {
            return LANGUAGES.get(type);
        }
        Ecosystem ecosystem = system.ecosystem();
        return ecosystem == null || FORMATS.getOrDefault(ecosystem.name(), type).equals(type) ? ecosystem : null;
    }
}
