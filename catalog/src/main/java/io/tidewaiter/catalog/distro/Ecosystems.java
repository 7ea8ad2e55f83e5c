package io.tidewaiter.catalog.distro;

import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.version.Ecosystem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which ecosystem's advisories speak for a distribution: OSV's name where OSV has it (OSV schema, "Defined
 * ecosystems"), else one of the same form that the vendor's own feed is compiled under
 * (docs/guide/distributions.md, coverage reference 1.6).
 *
 * <p>A derivative that ships its parent's binaries unchanged has its parent's ecosystem; one that builds them anew has
 * other versions, and a name of its own. Red Hat and SUSE cut a release into repositories and modules; the ecosystem
 * names the release, and the channels of the operating system name the parts.
 */
final class Ecosystems {
    private static final Pattern NUMBERS = Pattern.compile("v?(\\d{1,8})(?:\\.(\\d{1,8}))?(?:\\D.*)?");

    /** Distributions that are only ever the newest. */
    private static final Map<String, String> ROLLING = Map.ofEntries(
            Map.entry("wolfi", "Wolfi"),
            Map.entry("chainguard", "Chainguard"),
            Map.entry("minimos", "MinimOS"),
            Map.entry("echo", "Echo"),
            Map.entry("cleanstart", "CleanStart"),
            Map.entry("clnstrt", "CleanStart"),
            Map.entry("secureos", "SecureOS"),
            Map.entry("bottlerocket", "Bottlerocket"),
            Map.entry("flatcar", "Flatcar"),
            Map.entry("gentoo", "Gentoo"),
            Map.entry("freebsd", "FreeBSD"),
            Map.entry("arch", "Arch Linux"),
            Map.entry("archlinux", "Arch Linux"),
            Map.entry("archarm", "Arch Linux"),
            Map.entry("arch32", "Arch Linux"),
            Map.entry("manjaro", "Arch Linux"),
            Map.entry("manjaro-arm", "Arch Linux"),
            Map.entry("cachyos", "Arch Linux"),
            Map.entry("endeavouros", "Arch Linux"),
            Map.entry("garuda", "Arch Linux"),
            Map.entry("steamos", "Arch Linux"));

    /** Distributions whose first number is the release. */
    private static final Map<String, String> BY_MAJOR = Map.ofEntries(
            Map.entry("rocky", "Rocky Linux"),
            Map.entry("ol", "Oracle Linux"),
            Map.entry("mariner", "Azure Linux"),
            Map.entry("azurelinux", "Azure Linux"),
            Map.entry("mageia", "Mageia"),
            Map.entry("scientific", "Scientific Linux"),
            Map.entry("cloudlinux", "CloudLinux"),
            Map.entry("eurolinux", "EuroLinux"),
            Map.entry("springdale", "Springdale Linux"),
            Map.entry("miraclelinux", "MIRACLE LINUX"),
            Map.entry("circle", "Circle Linux"),
            Map.entry("navix", "Navix"),
            Map.entry("virtuozzo", "Virtuozzo"),
            Map.entry("anolis", "Anolis OS"),
            Map.entry("alinux", "Alibaba Cloud Linux"),
            Map.entry("opencloudos", "OpenCloudOS"),
            Map.entry("tencentos", "TencentOS Server"),
            Map.entry("tlinux", "TencentOS Server"),
            Map.entry("cos", "Container-Optimized OS"));

    /** Distributions of which both numbers are the release. */
    private static final Map<String, String> BY_MINOR = Map.of(
            "photon",
            "Photon OS",
            "openwrt",
            "OpenWrt",
            "fusionos",
            "FusionOS",
            "bclinux",
            "BigCloud Enterprise Linux");

    /** Distributions whose whole {@code VERSION_ID} is the release. */
    private static final Map<String, String> BY_VERSION =
            Map.of("kylin", "Kylin", "uos", "UOS", "euleros", "EulerOS", "fedora-asahi-remix", "Fedora");

    /** Ecosystems that also derivatives have, and the distribution that is theirs. */
    private static final Map<String, String> PARENTS = Map.of(
            "Debian",
            "debian",
            "Ubuntu",
            "ubuntu",
            "Alpine",
            "alpine",
            "Arch Linux",
            "arch",
            "Fedora",
            "fedora",
            "Gentoo",
            "gentoo");

    private static final Set<String> DEBIAN_ROLLING = Set.of("kali", "siduction");

    /** Derivatives of Fedora have its number; others that are like it have numbers of their own. */
    private static final int FEDORA_MIN = 20;

    private Ecosystems() {}

    static @Nullable Ecosystem of(String id, List<String> idLike, Map<String, String> fields) {
        String version = fields.getOrDefault("VERSION_ID", "");
        if (ROLLING.containsKey(id)) {
            return new Ecosystem(ROLLING.get(id), "");
        }
        if (BY_MAJOR.containsKey(id)) {
            return released(BY_MAJOR.get(id), major(version));
        }
        if (BY_MINOR.containsKey(id)) {
            return released(BY_MINOR.get(id), minor(version));
        }
        if (BY_VERSION.containsKey(id)) {
            return released(BY_VERSION.get(id), word(version));
        }
        return switch (id) {
            case "debian", "raspbian" ->
                isForeign(fields)
                        ? foreign(version, fields)
                        : debian(version, fields.getOrDefault("VERSION_CODENAME", ""));
            case "dhi" -> // Docker's hardened images, with packages of the distribution that they are like
                idLike.contains("alpine")
                        ? alpine(version)
                        : idLike.contains("debian")
                                ? debian(version, fields.getOrDefault("VERSION_CODENAME", ""))
                                : null;
            case "devuan", "parrot" -> numbered(id, major(version), fields);
            case "ubuntu" -> ubuntu(version, fields);
            case "ubuntu-core" -> ubuntu(version.isEmpty() ? "" : major(version) + ".04"); // named after its year
            case "alpine" -> alpine(version);
            case "postmarketos" -> released("Alpine", Codenames.alpineOfPostmarket(version));
            case "alpaquita" -> new Ecosystem("Alpaquita", streamOr(version));
            case "bellsoft-hardened-containers" -> new Ecosystem("BellSoft Hardened Containers", streamOr(version));
            case "almalinux" -> released("AlmaLinux", isKitten(fields) ? "kitten" + major(version) : major(version));
            case "rhel" -> released("Red Hat", prefixed("enterprise_linux:", major(version)));
            case "rhcos" ->
                released("Red Hat", prefixed("enterprise_linux:", major(fields.getOrDefault("RHEL_VERSION", ""))));
            case "hummingbird" -> new Ecosystem("Red Hat", "hummingbird:1"); // as its CPE_NAME
            case "centos" -> released("CentOS", prefixed(isStream(fields) ? "stream" : "", major(version)));
            case "fedora" -> fedora(version, fields);
            case "amzn" -> amazon(version);
            case "openeuler" -> released("openEuler", openEuler(fields));
            default ->
                id.contains("suse") || id.startsWith("sl")
                        ? SuseReleases.of(id, word(version))
                        : derived(id, idLike, fields);
        };
    }

    /** Whether the packages are of another distribution, whose own advisories are all that is known. */
    static boolean isBorrowed(String id, Ecosystem ecosystem) {
        return !PARENTS.getOrDefault(ecosystem.name(), id).equals(id);
    }

    /** Until Debian 6 the second number was part of the release, since then it counts the point releases. */
    private static @Nullable Ecosystem debian(String version, String codename) {
        String major = major(version);
        if (major.isEmpty()) {
            return released("Debian", Codenames.debian(codename));
        }
        boolean old = major.length() == 1 && major.charAt(0) <= '6';
        return released("Debian", old ? minor(version) : major);
    }

    /** Some derivatives say {@code ID=debian} and go on with a name, a number and a code name of their own. */
    private static boolean isForeign(Map<String, String> fields) {
        String name = firstName(fields);
        return !name.isEmpty() && !name.equals("debian") && !name.equals("raspbian");
    }

    /** Its own number is none of Debian's, unless there is nothing else to tell the release by. */
    private static @Nullable Ecosystem foreign(String version, Map<String, String> fields) {
        Ecosystem known = numbered(firstName(fields), major(version), fields);
        boolean isNamed = !fields.getOrDefault("VERSION_CODENAME", "").isEmpty();
        return known == null && !isNamed && Codenames.isDebian(major(version)) ? debian(version, "") : known;
    }

    /** The first word of the name, in lower case. */
    private static String firstName(Map<String, String> fields) {
        String name = fields.getOrDefault("NAME", "").strip().toLowerCase(Locale.ROOT);
        int space = name.indexOf(' ');
        return space < 0 ? name : name.substring(0, space);
    }

    private static @Nullable Ecosystem numbered(String id, String major, Map<String, String> fields) {
        Ecosystem named = derived(id, List.of("debian"), fields);
        return named != null ? named : released("Debian", Codenames.debianOfNumber(id, major));
    }

    private static @Nullable Ecosystem ubuntu(String version, Map<String, String> fields) {
        String codename = fields.getOrDefault("UBUNTU_CODENAME", fields.getOrDefault("VERSION_CODENAME", ""));
        return ubuntu(version.isEmpty() ? Codenames.ubuntu(codename) : version);
    }

    /** Every second year's April release gets long-term support, and OSV writes so behind its number. */
    private static @Nullable Ecosystem ubuntu(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.matches() || numbers.group(2) == null) {
            return null;
        }
        int year = Integer.parseInt(numbers.group(1));
        String month = numbers.group(2);
        boolean longTerm = (year % 2 == 0 && year >= 8 && month.equals("04")) || (year == 6 && month.equals("06"));
        String release = numbers.group(1) + "." + month;
        return new Ecosystem("Ubuntu", longTerm ? release + ":LTS" : release);
    }

    /** {@code 3.19.1} is of v3.19; {@code 3.22_alpha20250108} is edge, which no feed of a release speaks for. */
    private static @Nullable Ecosystem alpine(String version) {
        if (version.contains("_alpha") || version.equals("edge")) {
            return new Ecosystem("Alpine", "edge");
        }
        return released("Alpine", prefixed("v", minor(version)));
    }

    /** Before 2 the releases were dated: {@code 2018.03} is the last one of Amazon Linux 1. */
    private static @Nullable Ecosystem amazon(String version) {
        String major = major(version);
        boolean isDated = major.length() == 4 && major.compareTo("2018") <= 0;
        return released("Amazon Linux", isDated ? "1" : major);
    }

    /** Rawhide has the number of the release that it becomes. */
    private static @Nullable Ecosystem fedora(String version, Map<String, String> fields) {
        if (fields.getOrDefault("VARIANT_ID", "").equals("eln")
                || fields.getOrDefault("PLATFORM_ID", "").equals("platform:eln")) {
            return new Ecosystem("Fedora", "eln");
        }
        boolean isRawhide =
                fields.getOrDefault("REDHAT_BUGZILLA_PRODUCT_VERSION", "").equals("rawhide")
                        || fields.getOrDefault("VERSION_CODENAME", "").equals("rawhide")
                        || version.equals("rawhide");
        return isRawhide ? new Ecosystem("Fedora", "rawhide") : released("Fedora", major(version));
    }

    static boolean isStream(Map<String, String> fields) {
        return fields.getOrDefault("NAME", "").startsWith("CentOS Stream")
                || fields.getOrDefault("PRETTY_NAME", "").startsWith("CentOS Stream");
    }

    private static boolean isKitten(Map<String, String> fields) {
        return fields.getOrDefault("NAME", "").contains("Kitten")
                || fields.getOrDefault("PRETTY_NAME", "").contains("Kitten");
    }

    /** Distributions that put their own packages beside the unchanged ones of Ubuntu or Debian, and say of which. */
    private static @Nullable Ecosystem derived(String id, List<String> idLike, Map<String, String> fields) {
        if (DEBIAN_ROLLING.contains(id)) {
            return new Ecosystem("Debian", "sid");
        }
        String ubuntu = Codenames.ubuntu(fields.getOrDefault("UBUNTU_CODENAME", ""));
        if (idLike.contains("ubuntu") || !ubuntu.isEmpty()) {
            return ubuntu(ubuntu);
        }
        if (!idLike.contains("debian")) {
            return unversioned(idLike, fields);
        }
        String codename = fields.getOrDefault("DEBIAN_CODENAME", "");
        Ecosystem named = debian("", codename.isEmpty() ? fields.getOrDefault("VERSION_CODENAME", "") : codename);
        return named == null ? ofDebianVersion(fields.getOrDefault(OsReleaseCataloger.POINT_RELEASE, "")) : named;
    }

    /** What {@code etc/debian_version} says of a derivative, if it is a release of Debian: {@code 12.5}, {@code trixie}. */
    private static @Nullable Ecosystem ofDebianVersion(String text) {
        String major = major(text);
        return major.isEmpty()
                ? released("Debian", Codenames.debian(text))
                : Codenames.isDebian(major) ? debian(major, "") : null;
    }

    /** Distributions with packages of one that has no releases, or has the same ones. */
    private static @Nullable Ecosystem unversioned(List<String> idLike, Map<String, String> fields) {
        if (idLike.contains("arch")) {
            return new Ecosystem("Arch Linux", "");
        }
        if (idLike.contains("gentoo")) {
            return new Ecosystem("Gentoo", "");
        }
        String version = fields.getOrDefault("VERSION_ID", "");
        String major = major(version);
        boolean isFedora = idLike.contains("fedora") && !idLike.contains("rhel") && !idLike.contains("centos");
        return isFedora && !major.isEmpty() && Integer.parseInt(major) >= FEDORA_MIN && Integer.parseInt(major) < 100
                ? fedora(version, fields)
                : null;
    }

    /** {@code 24.03 (LTS-SP1)} is release {@code 24.03-LTS-SP1}; some images say it in the pretty name only. */
    private static String openEuler(Map<String, String> fields) {
        String pretty = fields.getOrDefault("PRETTY_NAME", "");
        String named = pretty.startsWith("openEuler ") ? pretty.substring("openEuler ".length()) : "";
        String version = fields.getOrDefault("VERSION", "");
        String whole = version.isEmpty() ? named : version;
        String release = whole.replace(" (", "-").replace(")", "").strip();
        return word(release.isEmpty() ? fields.getOrDefault("VERSION_ID", "") : release);
    }

    private static String streamOr(String version) {
        String major = major(version);
        return major.isEmpty() ? "stream" : major;
    }

    static @Nullable Ecosystem released(@Nullable String name, String release) {
        return name == null || release.isEmpty() ? null : new Ecosystem(name, release);
    }

    static String prefixed(String prefix, String release) {
        return release.isEmpty() ? "" : prefix + release;
    }

    /** A version that may stand behind a colon as it is; else empty. */
    static String word(String version) {
        for (int i = 0; i < version.length(); i++) {
            char c = version.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_') {
                return "";
            }
        }
        return version.length() <= 40 ? version : "";
    }

    /** The first number of a version; empty where there is none. */
    static String major(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        return numbers.matches() ? numbers.group(1) : "";
    }

    /** The first two numbers of a version; empty where there is none. */
    static String minor(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.matches()) {
            return "";
        }
        return numbers.group(2) == null ? numbers.group(1) : numbers.group(1) + "." + numbers.group(2);
    }
}
