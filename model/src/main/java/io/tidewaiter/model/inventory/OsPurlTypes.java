package io.tidewaiter.model.inventory;

import java.util.Set;

/** The types of purl under which packages of distributions are named (purl-spec, "Known purl types"). */
public final class OsPurlTypes {
    private static final Set<String> TYPES = Set.of("deb", "apk", "rpm", "alpm", "opkg", "ebuild");

    private OsPurlTypes() {}

    /** Whether it is one of them. */
    public static boolean contain(String purlType) {
        return TYPES.contains(purlType);
    }
}
