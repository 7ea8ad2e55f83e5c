package io.tidewaiter.catalog.merge;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.version.Purl;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Files that say the same of a package as another one beside them, and are read in case that one is missing. Where it is
 * there, the package is told once.
 */
final class StandIns {
    private static final String BITNAMI = "opt/bitnami/";
    private static final String COMPONENTS = ".bitnami_components.json";

    private StandIns() {}

    /** Takes out what a stand-in says besides the file that it stands in for. */
    static void remove(List<InstalledPackage> packages) {
        Set<Purl> stored = new HashSet<>();
        packages.removeIf(installed -> isOfStore(installed) && !stored.add(installed.purl()));
        Set<String> told = new HashSet<>();
        for (InstalledPackage installed : packages) {
            if (!principal(installed).isEmpty()) {
                packages.forEach(other -> told.add(key(place(other), other)));
                packages.removeIf(other -> {
                    String principal = principal(other);
                    return !principal.isEmpty() && told.contains(key(principal, other));
                });
                return;
            }
        }
    }

    /** A store's package is told by each of its outputs' folders, and by the store's database if there is one. */
    private static boolean isOfStore(InstalledPackage installed) {
        String cataloger = installed.evidence().cataloger();
        return cataloger.equals("nix") || cataloger.equals("guix");
    }

    private static String key(String path, InstalledPackage installed) {
        return path + " " + installed.purl();
    }

    /** The file that a package's evidence stands in for; empty where it stands for itself. */
    private static String principal(InstalledPackage installed) {
        String path = installed.evidence().path();
        return switch (installed.evidence().cataloger()) {
            case "opkg" -> path.endsWith(".control") ? path.substring(0, path.lastIndexOf("info/")) + "status" : "";
            case "portage" -> path.endsWith("/PF") ? beside(path, "CONTENTS") : "";
            case "homebrew" ->
                path.endsWith(".rb") ? path.substring(0, path.lastIndexOf(".brew/")) + "INSTALL_RECEIPT.json" : "";
            case "snap" ->
                path.endsWith("snap/manifest.yaml")
                        ? path.substring(0, path.length() - "snap/manifest.yaml".length()) + "meta/snap.yaml"
                        : "";
            case "bitnami" -> path.endsWith(COMPONENTS) ? path.substring(0, path.lastIndexOf('/') + 1) : "";
            default -> "";
        };
    }

    /** The file that is stood in for; of Bitnami's documents the folder that they all lie in. */
    private static String place(InstalledPackage installed) {
        String path = installed.evidence().path();
        boolean isDocument = installed.evidence().cataloger().equals("bitnami") && !path.endsWith(COMPONENTS);
        return isDocument ? path.substring(0, path.lastIndexOf(BITNAMI) + BITNAMI.length()) : path;
    }

    private static String beside(String path, String name) {
        return path.substring(0, path.lastIndexOf('/') + 1) + name;
    }
}
