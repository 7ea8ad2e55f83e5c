package io.tidewaiter.match.build;

import io.tidewaiter.advisory.rapidfort.RapidFortFixes;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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
            DEB_VERSION | ~ppa | a personal archive of Launchpad
            DEB_VERSION | +ppa | a personal archive of Launchpad
            RPM_RELEASE | nodesource | NodeSource
            RPM_RELEASE | pgdg | PGDG
            RPM_RELEASE | .remi | Remi's repository
            RPM_RELEASE | .ngx | nginx.org
            RPM_RELEASE | .elrepo | ELRepo
            RPM_RELEASE | .ius | IUS
            RPM_RELEASE | .codeit | CodeIT
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
            NAME | mariadb foundation | MariaDB
            NAME | percona | Percona
            NAME | the elrepo community | ELRepo
            NAME | kubernetes authors | Kubernetes
            NAME | @kubernetes.io | Kubernetes
            NAME | @eclipse.org | Eclipse
            NAME | google llc | Google
            NAME | google, inc | Google
            NAME | @mongodb.com | MongoDB
            NAME | hashicorp | HashiCorp
            NAME | @hashicorp.com | HashiCorp
            NAME | elastic | Elastic
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

    /** RepoForge's packages for old releases of RHEL have RapidFort's mark behind that of the release. */
    private static final Pattern REPO_FORGE = Pattern.compile("\\.el\\d+\\.rf");

    private static final List<Sign> OF_DEBS = signs(Where.DEB_VERSION);
    private static final List<Sign> OF_RPMS = signs(Where.RPM_RELEASE);
    private static final List<Sign> NAMES = signs(Where.NAME);

    /** Distributions on which a package of the Fedora Project is from EPEL. */
    private static final List<String> EPEL_IS_FOR =
            List.of("AlmaLinux", "Rocky Linux", "Red Hat", "Oracle Linux", "CentOS", "Amazon Linux");

    private static final Set<String> FORMATS = Set.of("deb", "rpm", "apk");

    private static final List<String> PEOPLE = List.of("maintainer", "vendor", "packager");

    /** Distributions whose own build is the one that a word like "Microsoft" stands for. */
    private static final String MICROSOFTS_OWN = "Azure Linux";

    private ThirdParty() {}

    private static List<Sign> signs(Where where) {
        return TABLE.lines()
                .map(line -> line.split(" \\| ", -1))
                .filter(cells -> cells[0].equals(where.name()))
                .map(cells -> new Sign(cells[1], cells[2]))
                .toList();
    }

    /** Who built it, where that was not the distribution. */
    public static Optional<String> of(InstalledPackage installed) {
        String ecosystem =
                installed.ecosystem() == null ? "" : installed.ecosystem().name();
        String type = installed.purl().type();
        boolean isDeb = type.equals("deb");
        if (!FORMATS.contains(type) || ecosystem.isEmpty() || isBuilders(ecosystem)) {
            return Optional.empty();
        }
        if (Seal.isSystems(installed)) {
            return Optional.of(Seal.BUILDER);
        }
        if (type.equals("apk") || ecosystem.equals(MICROSOFTS_OWN)) {
            return Optional.empty();
        }
        if (isDeb && Hardened.isOne(installed)) {
            return Optional.of("Docker for its hardened images");
        }
        if (isEpel(installed)) {
            return Optional.of("EPEL");
        }
        String release = release(installed.version());
        for (Sign sign : isDeb ? OF_DEBS : OF_RPMS) {
            if (sign.isIn(release)) {
                return Optional.of(sign.builder());
            }
        }
        if (RapidFortFixes.isMarked(release)) {
            return Optional.of(REPO_FORGE.matcher(release).find() ? "RepoForge" : RapidFortFixes.NAME);
        }
        List<String> people = people(installed);
        for (Sign sign : people.isEmpty() ? List.<Sign>of() : NAMES) {
            if (isAmong(people, sign.text())) {
                return Optional.of(sign.builder());
            }
        }
        return Optional.empty();
    }

    /** Whether whoever built it speaks of it. */
    private static boolean isBuilders(String ecosystem) {
        return ecosystem.equals(Hardened.NAME) || ecosystem.equals(Seal.NAME) || ecosystem.equals(RapidFortFixes.NAME);
    }

    /** Whether a version has RapidFort's mark. */
    static boolean isRapidFort(String version) {
        String release = release(version);
        return RapidFortFixes.isMarked(release) && !REPO_FORGE.matcher(release).find();
    }

    static boolean isEpel(InstalledPackage installed) {
        return installed.attributes().getOrDefault("vendor", "").startsWith("Fedora Project")
                && installed.ecosystem() != null
                && EPEL_IS_FOR.contains(installed.ecosystem().name());
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
            if (!name.isEmpty() && !isDistributions(name)) {
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

    /** The usual case, of which no sign holds. */
    private static boolean isDistributions(String name) {
        return name.endsWith("@lists.debian.org>") || name.endsWith("@lists.ubuntu.com>");
    }

    private static boolean names(String lower, String text) {
        if (!text.startsWith("@")) {
            return lower.startsWith(text) && !lower.contains("@lists.debian.org") && !lower.contains("ubuntu.com");
        }
        return lower.endsWith(text + ">") || lower.endsWith(text);
    }

    private record Sign(String text, String builder) {
        boolean isIn(String release) {
            return release.contains(text);
        }
    }
}
