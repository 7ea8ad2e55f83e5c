package io.tidewaiter.match.build;

import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.List;
import java.util.Set;

/**
 * Packages that a kernel's source package builds and that bring no kernel: header files and what builds modules with
 * them (coverage reference 6.3, 7.5). The distribution's word holds for them as for any other package, so their findings
 * are shown; they are marked, because no kernel runs from them: a container runs on the kernel of its host.
 */
public final class HeadersOnly {
    private static final Set<String> NAMES = Set.of("linux-libc-dev", "linux-tools-common", "linux-doc");

    private static final List<String> BEGINNINGS = List.of("linux-kbuild", "linux-libc-dev-", "linux-compiler-");

    private HeadersOnly() {}

    /** Whether it is one of them. */
    public static boolean is(InstalledPackage installed) {
        String name = installed.name();
        if (name.startsWith("kernel-")) {
            return name.endsWith("-headers") || name.endsWith("-devel"); // each kernel of its kind: kernel-uek-devel
        }
        if (!name.startsWith("linux-")) {
            return false;
        }
        if (NAMES.contains(name) || name.contains("-headers")) { // linux-hwe-5.15-headers-5.15.0-91
            return true;
        }
        for (String beginning : BEGINNINGS) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
