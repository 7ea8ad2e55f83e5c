package io.tidewaiter.catalog.dpkg;

import java.util.Locale;

/** The fields of one package that matter, while its stanza is read. */
final class DpkgStanza {
    String name = "";
    String version = "";
    String source = "";
    String architecture = "";
    String status = "";
    boolean isEmpty = true;

    /**
     * Whether files of the package are on the disk. The third word of {@code Status} says so; a stanza without the field
     * (distroless) is of an installed package, and so is one whose state nobody knows.
     */
    boolean leavesFiles() {
        String state = status.substring(status.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
        return !state.equals("not-installed") && !state.equals("config-files");
    }

    /** {@code Source: name} or {@code Source: name (version)}; without it the package is its own source. */
    String sourceName() {
        int open = source.indexOf('(');
        String found = (open < 0 ? source : source.substring(0, open)).strip();
        return found.isEmpty() ? name : found;
    }

    String sourceVersion() {
        int open = source.indexOf('(');
        int close = source.indexOf(')', open + 1);
        String found =
                open < 0 || close < 0 ? "" : source.substring(open + 1, close).strip();
        return found.isEmpty() ? version : found;
    }
}
