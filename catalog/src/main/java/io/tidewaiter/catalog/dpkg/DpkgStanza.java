package io.tidewaiter.catalog.dpkg;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The fields of one package that matter, while its stanza is read. */
final class DpkgStanza {
    String name = "";
    String version = "";
    String source = "";
    String architecture = "";
    String status = "";
    String maintainer = "";
    boolean isEmpty = true;

    /**
     * Whether files of the package are on the disk. The third word of {@code Status} says so; a stanza without the field
     * (distroless) is of an installed package, and so is one whose state nobody knows.
     */
    boolean leavesFiles() {
        String state = status.substring(status.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
        return !state.equals("not-installed") && !state.equals("config-files");
    }

    /** Who maintains it, which tells a distribution's own package from one of somebody else. */
    SortedMap<String, String> attributes() {
        SortedMap<String, String> attributes = new TreeMap<>();
        String name = clean(maintainer);
        if (!name.isEmpty()) {
            attributes.put("maintainer", name);
        }
        return attributes;
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPrintable = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
            clean.append(isPrintable && !Character.isSurrogate(c) && c != '\uFFFD' ? c : ' ');
        }
        return clean.toString().strip();
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
        return found.isEmpty() ? withoutBinaryRebuild(version) : found;
    }

    /** A rebuild of the same source adds {@code +bN} to the binary's version (Debian developer's reference 5.10.2.1). */
    private static String withoutBinaryRebuild(String version) {
        int digits = version.length();
        while (digits > 0 && Character.isDigit(version.charAt(digits - 1))) {
            digits--;
        }
        boolean rebuild = digits < version.length() && version.startsWith("+b", digits - 2);
        return rebuild && digits > 2 ? version.substring(0, digits - 2) : version;
    }
}
