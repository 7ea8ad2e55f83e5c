package io.tidewaiter.catalog.fact;

import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.PackageFormats;
import io.tidewaiter.version.UpstreamProducts;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The purl types that catalogers tell of, and whose advisories can speak for a package of each. */
public final class PackageTypes {
    /** What a distribution is made of: its advisories speak for them. */
    private static final Set<String> DISTRIBUTION =
            Set.of("deb", "apk", "rpm", "alpm", "opkg", "ebuild", "xbps", "cos", "slackware", "eopkg", "crux", "kiss");

    /** What no feed that we know speaks for, on whatever distribution it lies. */
    private static final Set<String> UNJUDGED = Set.of(
            "brew",
            "snap",
            "flatpak",
            "nix",
            "guix",
            "freebsd",
            "generic",
            "conda",
            "otp",
            "luarocks",
            "vcpkg",
            "spack",
            "nim");

    private static final Map<String, Ecosystem> LANGUAGES = Map.ofEntries(
            Map.entry("maven", Ecosystem.parse("Maven")),
            Map.entry("npm", Ecosystem.parse("npm")),
            Map.entry("pypi", Ecosystem.parse("PyPI")),
            Map.entry("golang", Ecosystem.parse("Go")),
            Map.entry("gem", Ecosystem.parse("RubyGems")),
            Map.entry("composer", Ecosystem.parse("Packagist")),
            Map.entry("nuget", Ecosystem.parse("NuGet")),
            Map.entry("cargo", Ecosystem.parse("crates.io")),
            Map.entry("hex", Ecosystem.parse("Hex")),
            Map.entry("hackage", Ecosystem.parse("Hackage")),
            Map.entry("opam", Ecosystem.parse("opam")),
            Map.entry("julia", Ecosystem.parse("Julia")),
            Map.entry("pub", Ecosystem.parse("Pub")),
            Map.entry("conan", Ecosystem.parse("ConanCenter")),
            Map.entry("cran", Ecosystem.parse("CRAN")),
            Map.entry("cpan", Ecosystem.parse("CPAN")),
            Map.entry("bitnami", Ecosystem.parse("Bitnami")),
            Map.entry("vscode-extension", Ecosystem.parse("VSCode")),
            Map.entry("dhi", Ecosystem.parse("Docker Hardened Images")));

    private static final Ecosystem WORDPRESS = Ecosystem.parse("WordPress");

    private PackageTypes() {}

    /** Whether any cataloger tells of packages of this type. */
    public static boolean isKnown(String type) {
        return LANGUAGES.containsKey(type) || DISTRIBUTION.contains(type) || UNJUDGED.contains(type);
    }

    /** Whether packages of this type are what a distribution is made of. */
    public static boolean isDistribution(String type) {
        return DISTRIBUTION.contains(type);
    }

    /**
     * The ecosystem whose advisories speak for what a file says is installed; null where there is none. WordPress, its
     * plugins and themes have no type of their own, and neither have programs of no registry.
     */
    public static @Nullable Ecosystem ecosystem(Fact.InstalledFact fact, OperatingSystem system) {
        boolean isWordPress = fact.type().equals("generic")
                && (fact.namespace().isEmpty()
                        ? fact.name().equals("wordpress")
                        : fact.namespace().startsWith("wordpress-"));
        if (isWordPress) {
            return WORDPRESS;
        }
        if (!fact.type().equals("generic")) {
            return ecosystem(fact.type(), system);
        }
        String name = fact.namespace().isEmpty() ? fact.name() : fact.namespace() + "/" + fact.name();
        return UpstreamProducts.ecosystem(name).orElse(null);
    }

    /**
     * The ecosystem whose advisories speak for a package; null where there is none. Those of a distribution speak for
     * packages in its own format only: an apk in a Debian is not Debian's.
     *
     * @param system the distribution of the root that the package lies in
     */
    private static @Nullable Ecosystem ecosystem(String type, OperatingSystem system) {
        if (!DISTRIBUTION.contains(type)) {
            return LANGUAGES.get(type);
        }
        Ecosystem ecosystem = system.ecosystem();
        return ecosystem == null || PackageFormats.of(ecosystem).orElse(type).equals(type) ? ecosystem : null;
    }
}
