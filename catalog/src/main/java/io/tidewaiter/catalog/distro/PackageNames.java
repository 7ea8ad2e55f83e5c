package io.tidewaiter.catalog.distro;

import io.tidewaiter.catalog.fact.Fact.InstalledFact;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.version.Purl;
import java.util.Locale;

/** The package URL of what a file says is installed (purl-spec, types {@code deb}, {@code apk}, {@code rpm}). */
public final class PackageNames {
    private PackageNames() {}

    /**
     * The package's identity outside of its image. Packages of a distribution get its name as namespace, and
     * {@code arch} and {@code distro} as qualifiers; packages of a language are the same everywhere.
     */
    public static Purl purl(InstalledFact installed, OperatingSystem system) {
        return switch (installed.type()) {
            case "deb", "apk", "alpm", "opkg", "xbps", "slackware", "eopkg", "crux", "kiss" ->
                ofSystem(installed, system, lower(installed.name()), installed.version());
            case "ebuild", "cos" ->
                plain(installed, installed.namespace(), installed.name(), installed.version())
                        .with("arch", installed.architecture())
                        .with("distro", distro(system));
            case "rpm" -> rpm(installed, system);
            case "guix", "freebsd" ->
                new Purl("generic", installed.type(), installed.name(), installed.version(), installed.qualifiers(), "")
                        .with("arch", installed.architecture());
            case "golang" -> golang(installed);
            default -> plain(installed, installed.namespace(), installed.name(), installed.version());
        };
    }

    /** Of an rpm the epoch is a qualifier, not a part of the version. */
    private static Purl rpm(InstalledFact installed, OperatingSystem system) {
        String version = installed.version();
        int colon = version.indexOf(':');
        Purl purl = ofSystem(installed, system, installed.name(), version.substring(colon + 1));
        return colon < 0 ? purl : purl.with("epoch", version.substring(0, colon));
    }

    private static Purl ofSystem(InstalledFact installed, OperatingSystem system, String name, String version) {
        String namespace = installed.namespace().isEmpty() ? namespace(system.id()) : installed.namespace();
        return plain(installed, namespace, name, version)
                .with("arch", installed.architecture())
                .with("distro", distro(system));
    }

    /** A module path is its namespace and its last segment. */
    private static Purl golang(InstalledFact installed) {
        int slash = installed.name().lastIndexOf('/');
        if (!installed.namespace().isEmpty()
                || slash <= 0
                || slash == installed.name().length() - 1) {
            return plain(installed, installed.namespace(), installed.name(), installed.version());
        }
        String namespace = installed.name().substring(0, slash);
        return plain(installed, namespace, installed.name().substring(slash + 1), installed.version());
    }

    private static Purl plain(InstalledFact installed, String namespace, String name, String version) {
        return new Purl(installed.type(), namespace, name, version, installed.qualifiers(), "");
    }

    /** The vendor as purl-spec and other scanners write it; else the distribution's own id. */
    private static String namespace(String id) {
        if (id.equals("rhel")) {
            return "redhat";
        }
        if (id.startsWith("opensuse")) {
            return "opensuse";
        }
        return id.startsWith("sle") || id.startsWith("sl-") || id.startsWith("suse") ? "suse" : id;
    }

    private static String distro(OperatingSystem system) {
        String release = system.versionId().isEmpty() ? system.codename() : system.versionId();
        return release.isEmpty() || !system.isNamed() ? system.id() : system.id() + "-" + release;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
