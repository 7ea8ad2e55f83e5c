package io.tidewaiter.match;

import io.tidewaiter.advisory.redhat.LayeredProducts;
import io.tidewaiter.version.Ecosystem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of Red Hat's streams and products a package may be of, by the content sets of its image and by its own version.
 * Red Hat names products by CPE and repositories by content set; by its guidelines for scanners unfixed entries name the
 * major version of a product only, so that both are asked.
 */
final class RedHatStreams {
    private static final String NAME = "Red Hat";
    private static final String SET = "content-set:";

    /** {@code rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_4}, {@code rhel-7-server-eus-rpms__7_DOT_7__x86_64}. */
    private static final Pattern EXTENDED = Pattern.compile(
            SET + "rhel-(\\d+)-.*-(eus|aus|e4s|tus)-(?:[a-z-]*)rpms__(\\d+)_DOT_(\\d+)(?:__[a-z0-9_]+)?");

    /** Images may tell a set with the release that they were built for, {@code …-rpms__9}. */
    private static final String BUILT_FOR = "rpms(?:__\\d+(?:_DOT_\\d+)?)?";

    /** {@code rhocp-4.16-for-rhel-9-x86_64-rpms}, {@code rhceph-6-tools-for-rhel-9-x86_64-rpms}. */
    private static final Pattern LAYERED = Pattern.compile(
            SET + "([a-z-]+?)-(\\d+)((?:\\.\\d+)*)-(?:tools-)?for-rhel-(\\d+)-[a-z0-9_]+-(?:e4s-)?" + BUILT_FOR);

    /** {@code rhel-7-server-ose-3.11-rpms}, {@code rhel-7-server-rhceph-4-tools-rpms}: until RHEL 7 the system came first. */
    private static final Pattern SERVER =
            Pattern.compile(SET + "rhel-(\\d+)-server-([a-z]+(?:-[a-z]+)?)-(\\d+(?:\\.\\d+)*)(?:-[a-z]+)?-" + BUILT_FOR
                    + "(?:__[a-z0-9_]+)?");

    /** {@code rhel-server-rhscl-7-rpms}. */
    private static final Pattern COLLECTIONS =
            Pattern.compile(SET + "rhel-[a-z-]*server-rhscl-(\\d+)-[a-z0-9-]*" + BUILT_FOR);

    /** The mark of a build for OpenShift, {@code 4.4.1-21.rhaos4.16.el9}, {@code 1.25.1-5.rhaos4.12.git6005903.el8}. */
    private static final Pattern OPENSHIFT = Pattern.compile("\\.rhaos(4\\.\\d+)\\.(?:[^-]*\\.)?el(\\d+)");

    private RedHatStreams() {}

    /**
     * Streams whose word comes before the release's: extended updates of a minor release, and the build's own product, by
     * the mark of its version. A build without a mark is the system's wherever the system, or a stream of it, has the package.
     */
    static List<Ecosystem> services(String version, List<String> channels) {
        Set<Ecosystem> found = new LinkedHashSet<>();
        if (version.contains(".rhaos")) {
            Matcher mark = OPENSHIFT.matcher(version);
            if (mark.find()) {
                add(found, "openshift", mark.group(1), mark.group(2));
                add(found, "openshift", "4", mark.group(2));
            }
        }
        String builder = LayeredProducts.BY_MARK.getOrDefault(mark(version), "");
        if (!builder.isEmpty()) {
            products(channels).stream()
                    .filter(product -> product.release().startsWith(builder + ":"))
                    .forEach(found::add);
        }
        if (!found.isEmpty()) {
            return List.copyOf(found); // extended updates are of the system's builds
        }
        for (String channel : channels) {
            Matcher matcher = EXTENDED.matcher(channel);
            if (channel.contains("_DOT_") && matcher.matches()) {
                boolean isOld = matcher.group(1).length() == 1; // Red Hat renamed them with RHEL 10
                String product = (isOld ? "rhel_" : "enterprise_linux_") + matcher.group(2);
                found.add(stream(product, matcher.group(3) + "." + matcher.group(4)));
            }
        }
        return List.copyOf(found);
    }

    /**
     * Products whose repositories the image has: they speak of what the system itself has no package of, since their own
     * builds of the system's packages have other versions than the system's.
     */
    static List<Ecosystem> products(List<String> channels) {
        Set<Ecosystem> found = new LinkedHashSet<>();
        for (String channel : channels) {
            Matcher matcher = LAYERED.matcher(channel);
            if (channel.contains("-for-rhel-") && matcher.matches()) {
                String product = LayeredProducts.BY_REPOSITORY.get(matcher.group(1));
                if (product != null) {
                    add(found, product, matcher.group(2) + matcher.group(3), matcher.group(4));
                    add(found, product, matcher.group(2), matcher.group(4));
                }
            } else if (channel.contains("-server-") && !channel.contains("-rhscl-")) {
                Matcher server = SERVER.matcher(channel);
                String product = server.matches() ? LayeredProducts.BY_SERVER_REPOSITORY.get(server.group(2)) : null;
                if (product != null) {
                    add(found, product, server.group(3), server.group(1));
                    addMajor(found, product, server.group(3), server.group(1));
                }
            } else if (channel.contains("-rhscl-")) {
                Matcher collections = COLLECTIONS.matcher(channel);
                if (collections.matches()) {
                    add(found, "rhel_software_collections", "3", collections.group(1));
                }
            }
        }
        return List.copyOf(found);
    }

    /** A product's builds for that release of the system, and what it says of its builds for any. */
    private static void add(Set<Ecosystem> found, String product, String version, String system) {
        found.add(new Ecosystem(NAME, LayeredProducts.stream(product, version, "el" + system)));
        found.add(stream(product, version));
    }

    private static void addMajor(Set<Ecosystem> found, String product, String version, String system) {
        int dot = version.indexOf('.');
        if (dot > 0) {
            add(found, product, version.substring(0, dot), system);
        }
    }

    /** {@code ost} of {@code 1.2-3.el9ost}; empty where a build bears no mark, as the system's own do not. */
    private static String mark(String version) {
        int at = version.lastIndexOf(".el");
        int from = at < 0 ? version.length() : at + 3;
        while (from < version.length() && version.charAt(from) >= '0' && version.charAt(from) <= '9') {
            from++;
        }
        int end = from;
        while (end < version.length() && version.charAt(end) >= 'a' && version.charAt(end) <= 'z') {
            end++;
        }
        return version.substring(from, end);
    }

    private static Ecosystem stream(String product, String version) {
        return new Ecosystem(NAME, product + ":" + version);
    }
}
