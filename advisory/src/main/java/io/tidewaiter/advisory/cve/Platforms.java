package io.tidewaiter.advisory.cve;

import io.tidewaiter.advisory.Scope;
import java.util.List;
import java.util.Locale;

/**
 * What a record says of where a program is affected: programs are proven by their bytes in roots of Linux alone, so that
 * another system's name takes all of them out.
 */
public final class Platforms {
    private static final List<String> OTHER_SYSTEMS = List.of(
            "windows",
            "win32",
            "win64",
            "macos",
            "mac os",
            "mac_os",
            "os x",
            "ios",
            "ipados",
            "iphone_os",
            "watchos",
            "tvos",
            "visionos",
            "android",
            "freebsd",
            "openbsd",
            "netbsd",
            "solaris",
            "sunos",
            "aix",
            "hp-ux",
            "openvms",
            "z/os");

    private Platforms() {}

    /** Whether it is a system that is not Linux, by how its name begins. */
    public static boolean isOtherSystem(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return OTHER_SYSTEMS.stream().anyMatch(lower::startsWith);
    }

    /** Whether none of them is Linux; not where none is named. */
    static boolean areOtherSystems(List<String> platforms) {
        return !platforms.isEmpty() && platforms.stream().allMatch(Platforms::isOtherSystem);
    }

    /** The condition that they are for programs on Linux: only a narrower word length cannot be told. */
    static Scope scope(List<String> platforms) {
        List<String> own =
                platforms.stream().filter(name -> !isOtherSystem(name)).toList();
        boolean isNarrow = !own.isEmpty() && own.stream().allMatch(Platforms::isOf32Bits);
        return isNarrow ? Scope.ANY.with(String.join(", ", own)) : Scope.ANY;
    }

    private static boolean isOf32Bits(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("32") && lower.contains("bit");
    }
}
