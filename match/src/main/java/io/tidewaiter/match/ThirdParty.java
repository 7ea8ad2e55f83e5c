package io.tidewaiter.match;

import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Packages in a distribution's format that somebody else built: docker-ce, NodeSource, PGDG and the like (coverage
 * reference 1.2, 7.4). The distribution's advisories compare against its own builds; on these they would be right or
 * wrong by accident, so they are not asked, and that is told.
 *
 * <p>Only what proves a third party counts: a mark that it, and nobody else, puts into its versions, or its name in the
 * maintainer, vendor or packager field. Who is not in the table is the distribution: a rebuild under a vendor's own name
 * (a derived distribution, a company's mirror) is compared as it was.
 */
final class ThirdParty {
    private enum Where {
        /** The version of a Debian package ends with it or holds it behind the upstream version. */
        DEB_VERSION,
        /** The release of an rpm holds it. */
        RPM_RELEASE,
        /** Maintainer, vendor or packager begins with it, or is an address in that domain. */
        NAME
    }

    private static final List<Sign> SIGNS = List.of(
            new Sign(Where.DEB_VERSION, "nodesource", "NodeSource"),
            new Sign(Where.DEB_VERSION, ".pgdg", "PGDG"),
            new Sign(Where.DEB_VERSION, "+deb.sury.org", "Ondřej Surý's archive"),
            new Sign(Where.DEB_VERSION, "+maria~", "MariaDB"),
            new Sign(Where.DEB_VERSION, "~debian.", "Docker"),
            new Sign(Where.DEB_VERSION, "~ubuntu.", "Docker"),
            new Sign(Where.DEB_VERSION, "rl1~", "Redis"),
            new Sign(Where.RPM_RELEASE, "nodesource", "NodeSource"),
            new Sign(Where.RPM_RELEASE, "pgdg", "PGDG"),
            new Sign(Where.RPM_RELEASE, ".remi", "Remi's repository"),
            new Sign(Where.RPM_RELEASE, ".ngx", "nginx.org"),
            new Sign(Where.NAME, "docker", "Docker"),
            new Sign(Where.NAME, "@docker.com", "Docker"),
            new Sign(Where.NAME, "nodesource", "NodeSource"),
            new Sign(Where.NAME, "@nodesource.com", "NodeSource"),
            new Sign(Where.NAME, "nginx packaging", "nginx.org"),
            new Sign(Where.NAME, "@nginx.com", "nginx.org"),
            new Sign(Where.NAME, "postgresql global development group", "PGDG"),
            new Sign(Where.NAME, "mysql release engineering", "MySQL"),
            new Sign(Where.NAME, "@percona.com", "Percona"),
            new Sign(Where.NAME, "@mariadb.org", "MariaDB"),
            new Sign(Where.NAME, "@mongodb.com", "MongoDB"),
            new Sign(Where.NAME, "hashicorp", "HashiCorp"),
            new Sign(Where.NAME, "@hashicorp.com", "HashiCorp"),
            new Sign(Where.NAME, "elasticsearch", "Elastic"),
            new Sign(Where.NAME, "@elastic.co", "Elastic"),
            new Sign(Where.NAME, "@gitlab.com", "GitLab"),
            new Sign(Where.NAME, "@grafana.com", "Grafana Labs"),
            new Sign(Where.NAME, "@microsoft.com", "Microsoft"),
            new Sign(Where.NAME, "microsoft", "Microsoft"),
            new Sign(Where.NAME, "nvidia", "NVIDIA"),
            new Sign(Where.NAME, "cudatools", "NVIDIA"),
            new Sign(Where.NAME, "@nvidia.com", "NVIDIA"),
            new Sign(Where.NAME, "@cloudflare.com", "Cloudflare"),
            new Sign(Where.NAME, "remi's rpm repository", "Remi's repository"));

    /** Distributions on which a package of the Fedora Project is from EPEL. */
    private static final List<String> EPEL_IS_FOR =
            List.of("AlmaLinux", "Rocky Linux", "Red Hat", "Oracle Linux", "CentOS", "Amazon Linux");

    private static final List<String> PEOPLE = List.of("maintainer", "vendor", "packager");

    /** Distributions whose own build is the one that a word like "Microsoft" stands for. */
    private static final String MICROSOFTS_OWN = "Azure Linux";

    private ThirdParty() {}

    /** Who built it, where that was not the distribution. */
    static Optional<String> of(InstalledPackage installed) {
        String ecosystem =
                installed.ecosystem() == null ? "" : installed.ecosystem().name();
        String type = installed.purl().type();
        boolean isDeb = type.equals("deb");
        if ((!isDeb && !type.equals("rpm")) || ecosystem.isEmpty() || ecosystem.equals(MICROSOFTS_OWN)) {
            return Optional.empty();
        }
        if (EPEL_IS_FOR.contains(ecosystem)
                && installed.attributes().getOrDefault("vendor", "").startsWith("Fedora Project")) {
            return Optional.of("EPEL");
        }
        String release = release(installed.version());
        for (Sign sign : SIGNS) {
            boolean isThere = switch (sign.where()) {
                case DEB_VERSION -> isDeb && release.contains(sign.text());
                case RPM_RELEASE -> !isDeb && release.contains(sign.text());
                case NAME -> PEOPLE.stream().anyMatch(field -> names(installed, field, sign.text()));
            };
            if (isThere) {
                return Optional.of(sign.builder());
            }
        }
        return Optional.empty();
    }

    /** What follows the upstream version, in lower case; all of it where there is no release. */
    private static String release(String version) {
        int dash = version.lastIndexOf('-');
        return version.substring(dash + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean names(InstalledPackage installed, String field, String text) {
        String name = installed.attributes().getOrDefault(field, "");
        if (name.isEmpty()) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (!text.startsWith("@")) {
            return lower.startsWith(text) && !lower.contains("@lists.debian.org") && !lower.contains("ubuntu.com");
        }
        return lower.endsWith(text + ">") || lower.endsWith(text);
    }

    private record Sign(Where where, String text, String builder) {}
}
