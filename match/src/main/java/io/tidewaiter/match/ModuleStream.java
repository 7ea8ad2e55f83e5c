package io.tidewaiter.match;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.version.Membership;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a notice of a distribution with module streams speaks for an installed package at all (coverage reference 1.7,
 * 6.7): versions of different streams are not in one line, so 16.10 does not fix 13.18.
 *
 * <p>A release with {@code .module} was built for a module. A notice whose versions are of a module speaks for packages
 * of that very stream, one whose versions are not speaks for packages of none. Which stream a notice is of stands in its
 * title ({@code postgresql:16 security update}), which one a package is of in its label. Where one of the two does not
 * tell, a stream that is a version ({@code 16}, {@code 10.3}) still decides when it begins the fixed version: the
 * package of that name then carries the stream's version, installed or fixed. Else nobody can tell.
 */
final class ModuleStream {
    /** The stream of a package that was built for a module whose label is not there. */
    static final String UNKNOWN = "?";

    private static final String MARK = ".module";
    private static final Set<String> WITH_MODULES = Set.of(
            "AlmaLinux",
            "Rocky Linux",
            "Red Hat",
            "Oracle Linux",
            "CentOS",
            "Fedora",
            "Scientific Linux",
            "CloudLinux",
            "EuroLinux",
            "Springdale Linux",
            "MIRACLE LINUX",
            "Circle Linux",
            "Navix",
            "Virtuozzo",
            "Anolis OS",
            "Alibaba Cloud Linux");

    private ModuleStream() {}

    /** {@code name:stream}, {@link #UNKNOWN}, or empty where the package is of no module. */
    static String of(String ecosystem, InstalledPackage installed) {
        if (!WITH_MODULES.contains(ecosystem)) {
            return "";
        }
        String told = installed.attributes().getOrDefault("module", "");
        if (told.isEmpty()) {
            told = label(installed.purl().qualifiers());
        }
        return told.isEmpty() && isModular(installed.version()) ? UNKNOWN : told;
    }

    /** Of {@code name:stream:version:context} the first two. */
    private static String label(Map<String, String> qualifiers) {
        String label = qualifiers.getOrDefault("rpmmod", "");
        int first = label.indexOf(':');
        int second = label.indexOf(':', first + 1);
        return second < 0 ? label : label.substring(0, second);
    }

    /** Whether the ecosystem's distribution has modules at all. */
    static boolean isUsedBy(String ecosystem) {
        return WITH_MODULES.contains(ecosystem);
    }

    /** Whether the version's release was built for a module. */
    static boolean isModular(String version) {
        return version.indexOf(MARK) > 0;
    }

    /**
     * Whether a notice with that title and that version, which is of a module, speaks for a package.
     *
     * @param stream of the package; not empty
     */
    static Membership speaks(String title, String fixed, String stream, String version) {
        NavigableSet<String> named = named(title);
        if (!stream.equals(UNKNOWN) && !named.isEmpty()) {
            return named.contains(stream) ? Membership.IN : Membership.OUT;
        }
        if (!stream.equals(UNKNOWN)) {
            return ofTheStream(stream, fixed, version);
        }
        Membership said = Membership.CANNOT_TELL;
        for (String one : named) {
            if (begins(fixed, one)) {
                said = begins(version, one) ? Membership.IN : Membership.OUT;
            }
            if (said == Membership.IN) {
                return said;
            }
        }
        return said;
    }

    /** Where one of the two versions is the stream's, it is the version of the module's main package. */
    private static Membership ofTheStream(String stream, String fixed, String version) {
        if (!begins(version, stream)) {
            return Membership.CANNOT_TELL;
        }
        return begins(fixed, stream) ? Membership.IN : Membership.OUT;
    }

    /** Whether {@code 1:13.18-1} begins with the version of {@code postgresql:13}. */
    private static boolean begins(String version, String stream) {
        String number = stream.substring(stream.indexOf(':') + 1);
        if (number.isEmpty() || !number.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
            return false;
        }
        int from = version.indexOf(':') + 1;
        int end = from + number.length();
        return version.startsWith(number, from)
                && (end == version.length() || version.charAt(end) == '.' || version.charAt(end) == '-');
    }

    /** The words of a title that are {@code name:stream}. */
    static NavigableSet<String> named(String title) {
        NavigableSet<String> named = new TreeSet<>();
        for (String word : title.split("[ ,;()]+", -1)) {
            int colon = word.indexOf(':');
            boolean isPair = colon > 0 && colon < word.length() - 1 && word.indexOf(':', colon + 1) < 0;
            if (isPair && word.charAt(colon + 1) != '/' && !isErratum(word)) {
                named.add(word);
            }
        }
        return named;
    }

    /** {@code ALSA-2022:5468} is a number. */
    private static boolean isErratum(String word) {
        return word.length() > 5 && Character.isUpperCase(word.charAt(0)) && word.charAt(4) == '-';
    }
}
