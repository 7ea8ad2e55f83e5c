package io.tidewaiter.catalog.distro;

import io.tidewaiter.version.Ecosystem;
import org.jspecify.annotations.Nullable;

/** SUSE's products, whose version 15.5 its feeds call {@code 15 SP5}. */
final class SuseReleases {
    private SuseReleases() {}

    static @Nullable Ecosystem of(String id, String version) {
        return switch (id) {
            case "opensuse-tumbleweed",
                    "opensuse-slowroll",
                    "opensuse-microos",
                    "opensuse-aeon",
                    "opensuse-kalpa",
                    "opensuse-tumbleweed-microos" -> new Ecosystem("openSUSE", "Tumbleweed");
            case "opensuse-leap" ->
                Ecosystems.released("openSUSE", Ecosystems.prefixed("Leap ", Ecosystems.minor(version)));
            case "opensuse" -> openSuse(version);
            case "opensuse-leap-micro", "opensuse-leap_micro" ->
                Ecosystems.released("openSUSE", Ecosystems.prefixed("Leap Micro ", version));
            case "sles", "sles_sap", "sles-ltss" -> product("Linux Enterprise Server ", version);
            case "sled" -> product("Linux Enterprise Desktop ", version);
            case "sle_hpc", "sle-hpc" -> product("Linux Enterprise High Performance Computing ", version);
            case "sle-micro", "suse-microos", "sle-micro-rancher" -> micro("Linux Enterprise Micro ", version);
            case "sl-micro" -> micro("Linux Micro ", version);
            default -> null;
        };
    }

    /** Before Leap 42 the numbers went from 10 to 13; Tumbleweed's is a date. */
    private static @Nullable Ecosystem openSuse(String version) {
        String major = Ecosystems.major(version);
        if (major.length() == 8) {
            return new Ecosystem("openSUSE", "Tumbleweed");
        }
        boolean isLeap = major.equals("42") || major.compareTo("15") >= 0;
        return Ecosystems.released("openSUSE", isLeap ? "Leap " + version : version);
    }

    private static @Nullable Ecosystem product(String name, String version) {
        int dot = version.indexOf('.');
        String major = Ecosystems.major(version);
        boolean packs = dot >= 0 && major.length() == 2 && major.compareTo("16") < 0;
        String servicePack = packs && !version.endsWith(".0") ? " SP" + version.substring(dot + 1) : "";
        return Ecosystems.released("SUSE", Ecosystems.prefixed(name, packs ? major + servicePack : version));
    }

    private static @Nullable Ecosystem micro(String name, String version) {
        return Ecosystems.released("SUSE", Ecosystems.prefixed(name, version));
    }
}
