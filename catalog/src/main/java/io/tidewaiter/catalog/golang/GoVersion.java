package io.tidewaiter.catalog.golang;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Go release as the toolchain names itself. */
final class GoVersion {
    private static final Pattern RELEASE = Pattern.compile("go(\\d{1,9}(?:\\.\\d{1,9}){0,2})(?:(rc|beta)(\\d{1,9}))?");

    private GoVersion() {}

    /**
     * The plain version as advisories of the standard library write it: {@code 1.22.3}, {@code 1.21.0-rc.2}; empty for
     * development builds. What vendors and experiments append ({@code X:boringcrypto}, {@code (Red Hat …)}) is cut.
     */
    static String plain(String goVersion) {
        Matcher release = RELEASE.matcher(goVersion);
        if (!release.lookingAt()) {
            return "";
        }
        if (release.group(2) == null) {
            return release.group(1);
        }
        boolean patched = release.group(1).indexOf('.') != release.group(1).lastIndexOf('.');
        return release.group(1) + (patched ? "-" : ".0-") + release.group(2) + "." + release.group(3);
    }
}
