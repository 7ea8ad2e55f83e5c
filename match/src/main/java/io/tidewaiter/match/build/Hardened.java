package io.tidewaiter.match.build;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.version.Ecosystem;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Packages of Debian and Alpine that Docker built for its hardened images. Their distribution does not speak of them
 * ({@link ThirdParty}): Docker has records of its own, by the release that they are built for ({@code Docker Hardened
 * Images:Debian:13}, which osv.dev also writes {@code …:Debian:trixie}), and asks scanners not to take the distribution's
 * for them. It speaks where the database has its records.
 */
public final class Hardened {
    /** The ecosystem of its records. */
    public static final String NAME = "Docker Hardened Images";

    /** The channel of an image that says that it is one. */
    private static final String CHANNEL = "vendor:docker-hardened-images";

    /** {@code 3.5.1-1+dhi2}; {@code +dhis2} is none. */
    private static final Pattern MARK = Pattern.compile("\\+dhi\\d");

    private static final Map<String, String> DEBIAN_CODENAMES =
            Map.of("11", "bullseye", "12", "bookworm", "13", "trixie", "14", "forky", "15", "duke");

    private Hardened() {}

    /** The package as one of Docker's where it is one, by its maintainer or its version, and Docker speaks; else as it is. */
    public static InstalledPackage seen(InstalledPackage installed, Predicate<Ecosystem> speaks) {
        Ecosystem ecosystem = installed.ecosystem();
        if (ecosystem == null || !isOne(installed) || !hasRecords(ecosystem)) {
            return installed;
        }
        List<Ecosystem> releases = releases(ecosystem);
        return releases.stream().anyMatch(speaks) ? installed.under(releases.getFirst()) : installed;
    }

    static boolean isOne(InstalledPackage installed) {
        return MARK.matcher(installed.version()).find()
                || installed.attributes().getOrDefault("maintainer", "").startsWith(NAME);
    }

    private static boolean hasRecords(Ecosystem ecosystem) {
        return ecosystem.name().equals("Debian") || ecosystem.name().equals("Alpine");
    }

    /** Docker's words on Alpine's packages of one of its images, which bear no mark and come before Alpine's own. */
    public static List<Ecosystem> services(Ecosystem release, List<String> channels) {
        return release.name().equals("Alpine") && channels.contains(CHANNEL) ? releases(release) : List.of();
    }

    /** The other names of a release of {@link #NAME}. */
    public static List<Ecosystem> otherNames(Ecosystem own) {
        Ecosystem inner = Ecosystem.parse(own.release().isEmpty() ? NAME : own.release());
        return hasRecords(inner) ? releases(inner).subList(1, releases(inner).size()) : List.of();
    }

    /** By number first. */
    private static List<Ecosystem> releases(Ecosystem release) {
        String number = release.release();
        String bare = number.startsWith("v") ? number.substring(1) : number;
        Ecosystem own = new Ecosystem(NAME, release.name() + ":" + bare);
        String codename = release.name().equals("Debian") ? DEBIAN_CODENAMES.getOrDefault(number, "") : "";
        return codename.isEmpty() ? List.of(own) : List.of(own, new Ecosystem(NAME, release.name() + ":" + codename));
    }
}
