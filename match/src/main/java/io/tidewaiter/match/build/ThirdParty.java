package io.tidewaiter.match.build;

import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.ArrayList;
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
public final class ThirdParty {
    private enum Where {
        /** The version of a Debian package ends with it or holds it behind the upstream version. */
        DEB_VERSION,
        /** The release of an rpm holds it. */
        RPM_RELEASE,
        /** Maintainer, vendor or packager begins with it, or is an address in that domain. */
        NAME
    }

    /** Where, text, and who builds what has it. */
    private static final String TABLE = """
            DEB_VERSION | nodesource | NodeSource
            DEB_VERSION | .pgdg | PGDG
            DEB_VERSION | +deb.sury.org | Ondřej Surý's archive
            DEB_VERSION | +maria~ | MariaDB
            DEB_VERSION | ~debian. | Docker
            DEB_VERSION | ~ubuntu. | Docker
            DEB_VERSION | rl1~ | Redis
            RPM_RELEASE | nodesource | NodeSource
            RPM_RELEASE | pgdg | PGDG
            RPM_RELEASE | .remi | Remi's repository
            RPM_RELEASE | .ngx | nginx.org
            NAME | docker | Docker
            NAME | @docker.com | Docker
            NAME | nodesource | NodeSource
            NAME | @nodesource.com | NodeSource
            NAME | nginx packaging | nginx.org
            NAME | @nginx.com | nginx.org
            NAME | postgresql global development group | PGDG
            NAME | mysql release engineering | MySQL
            NAME | @percona.com | Percona
            NAME | @mariadb.org | MariaDB
            NAME | @mongodb.com | MongoDB
            NAME | hashicorp | HashiCorp
            NAME | @hashicorp.com | HashiCorp
            NAME | elasticsearch | Elastic
            NAME | @elastic.co | Elastic
            NAME | @gitlab.com | GitLab
            NAME | @grafana.com | Grafana Labs
            NAME | @microsoft.com | Microsoft
            NAME | microsoft | Microsoft
            NAME | nvidia | NVIDIA
            NAME | cudatools | NVIDIA
            NAME | @nvidia.com | NVIDIA
            NAME | @cloudflare.com | Cloudflare
            NAME | remi's rpm repository | Remi's repository
            """;

    private static final List<Sign> SIGNS = TABLE.lines().map(ThirdParty::sign).toList();

    /** Distributions on which a package of the Fedora Project is from EPEL. */
    private static final List<String> EPEL_IS_FOR =
            List.of("AlmaLinux", "Rocky Linux", "Red Hat", "Oracle Linux", "CentOS", "Amazon Linux");

    private static final List<String> PEOPLE = List.of("maintainer", "vendor", "packager");

    /** Distributions whose own build is the one that a word like "Microsoft" stands for. */
    private static final String MICROSOFTS_OWN = "Azure Linux";

    private ThirdParty() {}

    private static Sign sign(String line) {
        String[] cells = line.split(" \\| ", -1);
        return new Sign(Where.valueOf(cells[0]), cells[1], cells[2]);
    }

    /** Who built it, where that was not the distribution. */
    public static Optional<String> of(InstalledPackage installed) {
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
        List<String> people = people(installed);
        for (Sign sign : SIGNS) {
            boolean isThere = switch (sign.where()) {
                case DEB_VERSION -> isDeb && release.contains(sign.text());
                case RPM_RELEASE -> !isDeb && release.contains(sign.text());
                case NAME -> isAmong(people, sign.text());
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

    /** Who is named, in lower case. */
    private static List<String> people(InstalledPackage installed) {
        List<String> people = new ArrayList<>(PEOPLE.size());
        for (String field : PEOPLE) {
            String name = installed.attributes().getOrDefault(field, "");
            if (!name.isEmpty()) {
                people.add(name.toLowerCase(Locale.ROOT));
            }
        }
        return people;
    }

    private static boolean isAmong(List<String> people, String text) {
        for (String name : people) {
            if (names(name, text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(String lower, String text) {
        if (!text.startsWith("@")) {
            return lower.startsWith(text) && !lower.contains("@lists.debian.org") && !lower.contains("ubuntu.com");
        }
        return lower.endsWith(text + ">") || lower.endsWith(text);
    }

    private record Sign(Where where, String text, String builder) {}
}
