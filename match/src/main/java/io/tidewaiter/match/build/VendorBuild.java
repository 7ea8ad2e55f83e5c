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
            new Mark("-hd-", "HeroDevs"));

    private VendorBuild() {}

    /** Who built a package of a language; empty where the version has no mark of anybody. */
    public static Optional<String> of(InstalledPackage installed) {
        String version = installed.version().toLowerCase(Locale.ROOT);
        for (Mark mark : MARKS) {
            if (version.indexOf(mark.text()) > 0) {
                return Optional.of(mark.vendor());
            }
        }
        return Optional.ofNullable(installed.ecosystem())
                .filter(ecosystem -> Seal.isProven(ecosystem, installed.name(), installed.version()))
                .map(_ -> Seal.BUILDER);
    }
}
