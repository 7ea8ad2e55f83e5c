package io.tidewaiter.catalog.distro;

import io.tidewaiter.version.Ecosystem;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which OSV ecosystem speaks for a distribution (OSV schema, "Defined ecosystems"; coverage reference 1.6).
 *
 * <p>Where nothing is said here there is no feed, or none that is right: CentOS Stream, Fedora, Oracle, Amazon and the
 * rolling derivatives of Debian have other versions than their relatives. Red Hat and SUSE cut a release into
 * repositories and modules; the ecosystem here names the release, under which a feed has to be gathered when it is
 * compiled.
 */
final class Ecosystems {
    private static final Pattern NUMBERS = Pattern.compile("v?(\\d{1,8})(?:\\.(\\d{1,8}))?.*");

    private static final Map<String, String> DEBIAN_CODENAMES = Map.ofEntries(
            Map.entry("woody", "3.0"),
            Map.entry("sarge", "3.1"),
            Map.entry("etch", "4.0"),
            Map.entry("lenny", "5.0"),
            Map.entry("squeeze", "6.0"),
            Map.entry("wheezy", "7"),
            Map.entry("jessie", "8"),
            Map.entry("stretch", "9"),
            Map.entry("buster", "10"),
            Map.entry("bullseye", "11"),
            Map.entry("bookworm", "12"),
            Map.entry("trixie", "13"),
            Map.entry("forky", "14"),
            Map.entry("duke", "15"));

    private static final Map<String, String> UBUNTU_CODENAMES = Map.ofEntries(
            Map.entry("precise", "12.04"),
            Map.entry("trusty", "14.04"),
            Map.entry("xenial", "16.04"),
            Map.entry("bionic", "18.04"),
            Map.entry("focal", "20.04"),
            Map.entry("jammy", "22.04"),
            Map.entry("kinetic", "22.10"),
            Map.entry("lunar", "23.04"),
            Map.entry("mantic", "23.10"),
            Map.entry("noble", "24.04"),
            Map.entry("oracular", "24.10"),
            Map.entry("plucky", "25.04"),
            Map.entry("questing", "25.10"));

    /** postmarketOS is Alpine's binaries and its own packages beside them. */
    private static final Map<String, String> POSTMARKET_RELEASES = Map.of(
            "v23.06", "v3.18", "v23.12", "v3.19", "v24.06", "v3.20", "v24.12", "v3.21", "v25.06", "v3.22", "v25.12",
            "v3.23");

    private Ecosystems() {}

    static @Nullable Ecosystem of(String id, List<String> idLike, Map<String, String> fields) {
        String version = fields.getOrDefault("VERSION_ID", "");
        return switch (id) {
            case "debian", "raspbian" -> debian(version, fields.getOrDefault("VERSION_CODENAME", ""));
            case "ubuntu" -> ubuntu(version, fields);
            case "alpine" -> alpine(version);
            case "postmarketos" -> released("Alpine", POSTMARKET_RELEASES.getOrDefault(version, ""));
            case "wolfi" -> new Ecosystem("Wolfi", "");
            case "chainguard" -> new Ecosystem("Chainguard", "");
            case "minimos" -> new Ecosystem("MinimOS", "");
            case "echo" -> new Ecosystem("Echo", "");
            case "cleanstart", "clnstrt" -> new Ecosystem("CleanStart", "");
            case "alpaquita" -> new Ecosystem("Alpaquita", streamOr(version));
            case "bellsoft-hardened-containers" -> new Ecosystem("BellSoft Hardened Containers", streamOr(version));
            case "almalinux" -> released("AlmaLinux", major(version));
            case "rocky" -> released("Rocky Linux", major(version));
            case "rhel" -> released("Red Hat", prefixed("enterprise_linux:", major(version)));
            case "mariner", "azurelinux" -> released("Azure Linux", major(version));
            case "photon" -> released("Photon OS", minor(version));
            case "mageia" -> released("Mageia", major(version));
            case "openeuler" -> released("openEuler", openEuler(fields.getOrDefault("VERSION", "")));
            default ->
                id.contains("suse") || id.startsWith("sl") ? SuseReleases.of(id, version) : derived(idLike, fields);
        };
    }

    /** Until Debian 6 the second number was part of the release, since then it counts the point releases. */
    private static @Nullable Ecosystem debian(String version, String codename) {
        String major = major(version);
        if (major.isEmpty()) {
            return released("Debian", DEBIAN_CODENAMES.getOrDefault(codename, ""));
        }
        boolean old = major.length() == 1 && major.charAt(0) <= '6';
        return released("Debian", old ? minor(version) : major);
    }

    private static @Nullable Ecosystem ubuntu(String version, Map<String, String> fields) {
        String codename = fields.getOrDefault("UBUNTU_CODENAME", fields.getOrDefault("VERSION_CODENAME", ""));
        return ubuntu(version.isEmpty() ? UBUNTU_CODENAMES.getOrDefault(codename, "") : version);
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

    /** Distributions that put their own packages beside the unchanged ones of Ubuntu or Debian, and say of which. */
    private static @Nullable Ecosystem derived(List<String> idLike, Map<String, String> fields) {
        if (idLike.contains("ubuntu")) {
            return ubuntu(UBUNTU_CODENAMES.getOrDefault(fields.getOrDefault("UBUNTU_CODENAME", ""), ""));
        }
        return idLike.contains("debian") ? debian("", fields.getOrDefault("DEBIAN_CODENAME", "")) : null;
    }

    /** {@code 24.03 (LTS-SP1)} is release {@code 24.03-LTS-SP1}. */
    private static String openEuler(String version) {
        return version.replace(" (", "-").replace(")", "").strip();
    }

    private static String streamOr(String version) {
        String major = major(version);
        return major.isEmpty() ? "stream" : major;
    }

    static @Nullable Ecosystem released(String name, String release) {
        return release.isEmpty() ? null : new Ecosystem(name, release);
    }

    static String prefixed(String prefix, String release) {
        return release.isEmpty() ? "" : prefix + release;
    }

    /** The first number of a version; empty where there is none. */
    static String major(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        return numbers.matches() ? numbers.group(1) : "";
    }

    /** The first two numbers of a version; empty where there is none. */
    private static String minor(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.matches()) {
            return "";
        }
        return numbers.group(2) == null ? numbers.group(1) : numbers.group(1) + "." + numbers.group(2);
    }
}
