package io.tidewaiter.advisory.own;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.version.UpstreamProducts;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The ecosystem and the name under which a package URL's advisories are found (purl-spec, "Known purl types"; the release
 * of a distribution from its {@code distro} qualifier: {@code debian-12}, {@code alpine-3.20}).
 */
public final class PurlPackages {
    private static final Map<String, String> LANGUAGES = Map.ofEntries(
            Map.entry("npm", "npm"),
            Map.entry("pypi", "PyPI"),
            Map.entry("maven", "Maven"),
            Map.entry("golang", "Go"),
            Map.entry("cargo", "crates.io"),
            Map.entry("gem", "RubyGems"),
            Map.entry("nuget", "NuGet"),
            Map.entry("composer", "Packagist"),
            Map.entry("hex", "Hex"),
            Map.entry("pub", "Pub"),
            Map.entry("cran", "CRAN"),
            Map.entry("cpan", "CPAN"),
            Map.entry("conan", "ConanCenter"),
            Map.entry("swift", "SwiftURL"),
            Map.entry("hackage", "Hackage"),
            Map.entry("julia", "Julia"),
            Map.entry("opam", "opam"),
            Map.entry("vscode-extension", "VSCode"),
            Map.entry("bitnami", "Bitnami"));

    private static final Map<String, String> SYSTEMS = Map.ofEntries(
            Map.entry("debian", "Debian"),
            Map.entry("ubuntu", "Ubuntu"),
            Map.entry("alpine", "Alpine"),
            Map.entry("wolfi", "Wolfi"),
            Map.entry("chainguard", "Chainguard"),
            Map.entry("minimos", "MinimOS"),
            Map.entry("secureos", "SecureOS"),
            Map.entry("echo", "Echo"),
            Map.entry("redhat", "Red Hat"),
            Map.entry("rhel", "Red Hat"),
            Map.entry("centos", "CentOS"),
            Map.entry("fedora", "Fedora"),
            Map.entry("almalinux", "AlmaLinux"),
            Map.entry("rocky", "Rocky Linux"),
            Map.entry("rocky-linux", "Rocky Linux"),
            Map.entry("oracle", "Oracle Linux"),
            Map.entry("amazon", "Amazon Linux"),
            Map.entry("amzn", "Amazon Linux"),
            Map.entry("azurelinux", "Azure Linux"),
            Map.entry("mageia", "Mageia"),
            Map.entry("openeuler", "openEuler"),
            Map.entry("photon", "Photon OS"),
            Map.entry("arch", "Arch Linux"));

    private PurlPackages() {}

    /**
     * A package as its ecosystem names it.
     *
     * @param version empty where the purl has none
     */
    public record Named(Ecosystem ecosystem, String name, String version) {}

    /** The package of a purl; empty where the text is none, or of a kind that no advisory speaks of. */
    public static Optional<Named> of(String text) {
        return Purl.parse(text).flatMap(PurlPackages::of);
    }

    /** The package of a purl; empty where it is of a kind that no advisory speaks of. */
    public static Optional<Named> of(Purl purl) {
        String language = LANGUAGES.get(purl.type());
        if (language != null) {
            return Optional.of(new Named(new Ecosystem(language, ""), name(purl), purl.version()));
        }
        if (purl.type().equals("generic")) {
            String product = name(purl);
            return UpstreamProducts.ecosystem(product).map(ecosystem -> new Named(ecosystem, product, purl.version()));
        }
        String system = SYSTEMS.get(purl.namespace().toLowerCase(Locale.ROOT));
        boolean isSystems = purl.type().equals("deb")
                || purl.type().equals("rpm")
                || purl.type().equals("apk")
                || purl.type().equals("alpm");
        if (!isSystems || system == null) {
            return Optional.empty();
        }
        String version = epoch(purl) + purl.version();
        String source = purl.qualifiers().getOrDefault("upstream", "");
        int at = source.indexOf('@');
        String name =
                source.isEmpty() || purl.type().equals("rpm") ? purl.name() : at < 0 ? source : source.substring(0, at);
        String release = release(system, purl.qualifiers().getOrDefault("distro", ""));
        return Optional.of(new Named(new Ecosystem(system, release), name, version));
    }

    private static String epoch(Purl purl) {
        String epoch = purl.qualifiers().getOrDefault("epoch", "");
        return epoch.isEmpty() || epoch.equals("0") || purl.version().isEmpty() ? "" : epoch + ":";
    }

    private static String name(Purl purl) {
        boolean isCpan = purl.type().equals("cpan"); // the namespace of CPAN is whoever uploaded it
        return isCpan ? purl.name() : Purl.wholeName(purl.type(), purl.namespace(), purl.name());
    }

    /** Empty where the qualifier names none: what is said of no release in particular holds for each. */
    private static String release(String system, String distro) {
        String number = distro.substring(distro.lastIndexOf('-') + 1);
        if (number.isEmpty() || !Character.isDigit(number.charAt(0))) {
            return codename(system, number);
        }
        int first = number.indexOf('.');
        int second = first < 0 ? -1 : number.indexOf('.', first + 1);
        String major = first < 0 ? number : number.substring(0, first);
        String minor = second < 0 ? number : number.substring(0, second);
        return switch (system) {
            case "Alpine" -> "v" + minor;
            case "Ubuntu" -> isLongTerm(minor) ? minor + ":LTS" : minor;
            case "Red Hat" -> "enterprise_linux:" + major;
            case "Photon OS", "openEuler" -> number;
            default -> major;
        };
    }

    private static boolean isLongTerm(String release) {
        int dot = release.indexOf('.');
        return dot == 2 && release.endsWith(".04") && (release.charAt(1) - '0') % 2 == 0;
    }

    private static String codename(String system, String name) {
        return switch (system + " " + name) {
            case "Debian buster" -> "10";
            case "Debian bullseye" -> "11";
            case "Debian bookworm" -> "12";
            case "Debian trixie" -> "13";
            case "Debian sid" -> "sid";
            case "Ubuntu focal" -> "20.04:LTS";
            case "Ubuntu jammy" -> "22.04:LTS";
            case "Ubuntu noble" -> "24.04:LTS";
            case "Alpine edge" -> "edge";
            default -> "";
        };
    }
}
