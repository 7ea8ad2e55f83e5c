package io.tidewaiter.version;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The format of the packages that a distribution's ecosystem is made of, by its purl type. The one list of distributions:
 * which order their versions have, whose packages they speak for and that they are systems at all follows from it.
 */
public final class PackageFormats {
    private static final Map<String, String> FORMATS = formats(Map.of(
            "deb",
            Set.of("Debian", "Ubuntu", "Echo"),
            "apk",
            Set.of(
                    "Alpine",
                    "Wolfi",
                    "Chainguard",
                    "MinimOS",
                    "SecureOS",
                    "CleanStart",
                    "Alpaquita",
                    "BellSoft Hardened Containers"),
            "rpm",
            Set.of(
                    "AlmaLinux",
                    "Rocky Linux",
                    "Red Hat",
                    "Azure Linux",
                    "Photon OS",
                    "Mageia",
                    "openEuler",
                    "SUSE",
                    "openSUSE",
                    "Amazon Linux",
                    "Oracle Linux",
                    "Fedora",
                    "EPEL",
                    "CentOS",
                    "Scientific Linux",
                    "CloudLinux",
                    "EuroLinux",
                    "Springdale Linux",
                    "MIRACLE LINUX",
                    "Circle Linux",
                    "Navix",
                    "Virtuozzo",
                    "Anolis OS",
                    "Alibaba Cloud Linux",
                    "OpenCloudOS",
                    "TencentOS Server",
                    "EulerOS",
                    "FusionOS",
                    "BigCloud Enterprise Linux"),
            "alpm",
            Set.of("Arch Linux"),
            "ebuild",
            Set.of("Gentoo"),
            "opkg",
            Set.of("OpenWrt"),
            "cos",
            Set.of("Container-Optimized OS")));

    /** OpenWrt's packages are apk's from 25.12 on (its release notes); before, and where no release is told, opkg's. */
    private static final Pattern OPENWRT_WITH_APK = Pattern.compile("(?:2[5-9]|[3-9]\\d)(?:\\..*)?");

    private PackageFormats() {}

    private static Map<String, String> formats(Map<String, Set<String>> ecosystemsByFormat) {
        Map<String, String> formats = new HashMap<>();
        ecosystemsByFormat.forEach(
                (format, ecosystems) -> ecosystems.forEach(ecosystem -> formats.put(ecosystem, format)));
        return Map.copyOf(formats);
    }

    /** The purl type of a distribution's packages; empty where the ecosystem is none of a distribution in this list. */
    public static Optional<String> of(Ecosystem ecosystem) {
        boolean isOpenWrtWithApk = ecosystem.name().equals("OpenWrt")
                && OPENWRT_WITH_APK.matcher(ecosystem.release()).matches();
        return isOpenWrtWithApk ? Optional.of("apk") : Optional.ofNullable(FORMATS.get(ecosystem.name()));
    }
}
