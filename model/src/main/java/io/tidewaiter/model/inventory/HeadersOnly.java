package io.tidewaiter.model.inventory;

import java.util.List;
import java.util.Set;

/**
 * Packages that a kernel's source package builds and that bring no kernel: header files, sources, documentation and what
 * builds modules with them (coverage reference 6.3, 7.5). No kernel runs from them, and a container runs on the kernel
 * of its host: their findings do not count by default, and are shown with the reason.
 */
public final class HeadersOnly {
    private static final Set<String> NAMES = Set.of(
            "linux-libc-dev",
            "linux-tools-common",
            "linux-cloud-tools-common",
            "linux-doc",
            "linux-source",
            "linux-devel",
            "linux-glibc-devel",
            "kernel-doc",
            "kernel-docs",
            "kernel-source",
            "kernel-macros",
            "kernel-syms");

    private static final List<String> BEGINNINGS = List.of(
            "linux-kbuild",
            "linux-libc-dev-",
            "linux-compiler-",
            "linux-doc-",
            "linux-source-",
            "linux-config-",
            "linux-support-",
            "kernel-source-",
            "kernel-syms-");

    /** What follows the name of one kind of kernel: {@code kernel-uek-devel}, {@code kernel6.12-headers}. */
    private static final List<String> ENDINGS = List.of("-headers", "-devel", "-devel-matched", "-headers-cross");

    private HeadersOnly() {}

    /** Whether it is one of them. */
    public static boolean is(InstalledPackage installed) {
        return is(installed.purl().type(), installed.name());
    }

    /**
     * Whether a package of that name is one of them.
     *
     * @param purlType {@code deb} and the like: a library of a language may be named so, too
     */
    public static boolean is(String purlType, String name) {
        boolean isOfKernel = name.startsWith("linux-") || name.startsWith("kernel") || name.endsWith("/linux-headers");
        return isOfKernel && OsPurlTypes.contain(purlType) && isNamedSo(name);
    }

    private static boolean isNamedSo(String name) {
        if (NAMES.contains(name) || name.endsWith("/linux-headers")) {
            return true;
        }
        if (name.startsWith("linux-") && name.contains("-headers")) { // linux-hwe-5.15-headers-5.15.0-91
            return true;
        }
        for (String ending : ENDINGS) {
            if (name.startsWith("kernel") && name.endsWith(ending)) {
                return true;
            }
        }
        for (String beginning : BEGINNINGS) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
