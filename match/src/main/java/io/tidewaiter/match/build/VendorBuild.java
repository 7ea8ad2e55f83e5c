package io.tidewaiter.match.build;

import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Packages of a language that a vendor built again with patches of its own, and marked in the version (coverage reference
 * 6.9, 7.2): {@code 3.1.2.redhat-00003}. Upstream's advisories compare the version that it was built from, so they stay,
 * and it is said that the vendor may have fixed it: only the vendor's own feed could tell.
 */
public final class VendorBuild {
    private record Mark(String text, String vendor) {}

    private static final List<Mark> MARKS = List.of(
            new Mark(".redhat-", "Red Hat"),
            new Mark("-redhat-", "Red Hat"),
            new Mark("root.io", "Root.io"),
            new Mark("+cgr.", "Chainguard"),
            new Mark(".tuxcare", "TuxCare"),
            new Mark("+tuxcare", "TuxCare"),
            new Mark("+sp", "Seal"),
            new Mark("-hd-", "HeroDevs"));

    private VendorBuild() {}

    /** Who built a package of a language; empty where the version has no mark of anybody. */
    public static Optional<String> of(InstalledPackage installed) {
        String version = installed.version().toLowerCase(Locale.ROOT);
        for (Mark mark : MARKS) {
            if (holds(version, mark.text())) {
                return Optional.of(mark.vendor());
            }
        }
        return Optional.empty();
    }

    /** The text, and a number behind it where it ends in a letter: {@code +sp1} is a mark, {@code +special} is none. */
    private static boolean holds(String version, String text) {
        int at = version.indexOf(text);
        int end = at + text.length();
        boolean needsNumber = text.equals("+sp");
        return at > 0 && (!needsNumber || (end < version.length() && Character.isDigit(version.charAt(end))));
    }
}
