package io.tidewaiter.catalog.distro;

import java.util.HashMap;
import java.util.Map;

/** Names of releases, and the release of Debian, Ubuntu or Alpine that they are or are made of. */
final class Codenames {
    /** Debian's, and those of derivatives that put their own packages beside Debian's (Devuan, PureOS, VyOS). */
    private static final Map<String, String> DEBIAN = pairs("""
            hamm 2.0, slink 2.1, potato 2.2, woody 3.0, sarge 3.1, etch 4.0, lenny 5.0, squeeze 6.0, wheezy 7,
            jessie 8, stretch 9, buster 10, bullseye 11, bookworm 12, trixie 13, forky 14, duke 15,
            sid sid, unstable sid,
            ceres sid, ascii 9, beowulf 10, chimaera 11, daedalus 12, excalibur 13, freia 14,
            amber 10, byzantium 11, crimson 12,
            equuleus 10, sagitta 12, circinus 12""");

    private static final Map<String, String> UBUNTU = pairs("""
            dapper 6.06, edgy 6.10, feisty 7.04, gutsy 7.10, hardy 8.04, intrepid 8.10, jaunty 9.04, karmic 9.10,
            lucid 10.04, maverick 10.10, natty 11.04, oneiric 11.10, precise 12.04, quantal 12.10, raring 13.04,
            saucy 13.10, trusty 14.04, utopic 14.10, vivid 15.04, wily 15.10, xenial 16.04, yakkety 16.10, zesty 17.04,
            artful 17.10, bionic 18.04, cosmic 18.10, disco 19.04, eoan 19.10, focal 20.04, groovy 20.10, hirsute 21.04,
            impish 21.10, jammy 22.04, kinetic 22.10, lunar 23.04, mantic 23.10, noble 24.04, oracular 24.10,
            plucky 25.04, questing 25.10, resolute 26.04""");

    /** postmarketOS is Alpine's binaries and its own packages beside them. */
    private static final Map<String, String> POSTMARKET = pairs("""
            v21.06 v3.14, v21.12 v3.15, v22.06 v3.16, v22.12 v3.17, v23.06 v3.18, v23.12 v3.19, v24.06 v3.20,
            v24.12 v3.21, v25.06 v3.22, v25.12 v3.23, edge edge""");

    /** Parrot's numbers, and those of Devuan, each with the release of Debian below it. */
    private static final Map<String, String> NUMBERED = pairs("""
            parrot4 10, parrot5 11, parrot6 12, parrot7 13,
            devuan1 8, devuan2 9, devuan3 10, devuan4 11, devuan5 12, devuan6 13""");

    private Codenames() {}

    /** The release of Debian, {@code sid} for the one that never comes out; empty where the name is not known. */
    static String debian(String codename) {
        int space = codename.indexOf(' '); // Devuan's testing: "excalibur ceres"
        return DEBIAN.getOrDefault(space < 0 ? codename : codename.substring(0, space), "");
    }

    /** Whether a number is one of a release of Debian. */
    static boolean isDebian(String major) {
        return DEBIAN.containsValue(major);
    }

    static String ubuntu(String codename) {
        return UBUNTU.getOrDefault(codename, "");
    }

    static String alpineOfPostmarket(String release) {
        return POSTMARKET.getOrDefault(release, "");
    }

    static String debianOfNumber(String id, String major) {
        return NUMBERED.getOrDefault(id + major, "");
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> map = new HashMap<>();
        for (String pair : text.split(",")) {
            String stripped = pair.strip();
            int space = stripped.indexOf(' ');
            map.put(stripped.substring(0, space), stripped.substring(space + 1));
        }
        return Map.copyOf(map);
    }
}
