package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.layer.FileFacts;
import io.tidewaiter.catalog.overlay.FileHistory;
import io.tidewaiter.catalog.rock.RockCataloger;
import io.tidewaiter.catalog.text.RootPath;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.version.Purl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files that say the same of a package as another one beside them, and are read in case that one is missing. Where it is
 * there, the package is told once.
 */
final class StandIns {
    private static final String BITNAMI = "opt/bitnami/";
    private static final String COMPONENTS = ".bitnami_components.json";

    /** Of databases of Debian's packages, by cataloger. */
    private static final Map<String, String> DEBIAN_FOLDERS = Map.of("dpkg", "lib/dpkg/", "chisel", "lib/chisel/");

    private static final String COMPOSERS = "/composer/installed.json";

    /** Folders above a project of Drupal in which what tells of it is looked for. */
    private static final int LEVELS_MAX = 16;

    private static final String PACMAN_OF_STEAM = "usr/lib/holo/pacmandb/";

    private static final Pattern OF_UV = Pattern.compile("(?:^|/)archive-v\\d{1,3}/[^/]+/[^/]+\\.dist-info/METADATA$");

    private StandIns() {}

    /**
     * Takes out what a stand-in says besides the file that it stands in for.
     *
     * @param files with what each said in every state of the image
     */
    static void remove(List<InstalledPackage> packages, List<FileHistory> files) {
        manifests(packages, files);
        Set<Purl> stored = new HashSet<>();
        packages.removeIf(installed -> isOfStore(installed) && !stored.add(installed.purl()));
        Set<String> deployed = new HashSet<>();
        packages.stream().filter(one -> !isBranchOnly(one)).forEach(one -> deployed.add(deployment(one)));
        packages.removeIf(one -> isBranchOnly(one) && deployed.contains(deployment(one)));
        drupal(packages);
        cached(packages);
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

    /**
     * Takes out what the manifest of a rock says of packages that dpkg knows in the same root, or knew since: the manifest
     * was written when the rock was, and its lines have no architecture where there is one alone. What a database knew that
     * is gone as a whole is still there.
     */
    private static void manifests(List<InstalledPackage> packages, List<FileHistory> files) {
        Map<String, Integer> written = new HashMap<>();
        packages.stream()
                .filter(StandIns::isOfManifest)
                .forEach(one -> written.put(
                        RootPath.of(one.evidence().path(), RockCataloger.FOLDER),
                        one.evidence().layer()));
        if (written.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>();
        files.stream().filter(FileHistory::isThere).forEach(file -> known(file, written, known));
        packages.removeIf(one -> isOfManifest(one) && known.contains(inRoot(RockCataloger.FOLDER, one)));
    }

    /**
     * Takes out what uv keeps in its cache of a distribution that is installed elsewhere, mostly by hard links to it. One
     * that is in the cache alone may be installed by symbolic links.
     */
    private static void cached(List<InstalledPackage> packages) {
        Set<Purl> installed = new HashSet<>();
        packages.stream().filter(one -> !isCached(one)).forEach(one -> installed.add(one.purl()));
        packages.removeIf(one -> isCached(one) && installed.contains(one.purl()));
    }

    private static boolean isCached(InstalledPackage one) {
        return one.evidence().cataloger().equals("python")
                && OF_UV.matcher(one.evidence().path()).find();
    }

    /**
     * Takes out what the modules within a project of Drupal say of it besides its own, and what any of them says of what
     * Composer's list has, too.
     */
    private static void drupal(List<InstalledPackage> packages) {
        Set<String> told = new HashSet<>();
        packages.stream()
                .filter(one -> one.name().startsWith("drupal/"))
                .filter(one -> isOfDrupal(one) || isOfComposer(one))
                .forEach(one -> told.add(key(folderOf(one), one)));
        packages.removeIf(one -> isOfDrupal(one) && isToldAbove(one, told));
    }

    private static boolean isToldAbove(InstalledPackage installed, Set<String> told) {
        String folder = folderOf(installed);
        for (int level = 0; level < LEVELS_MAX && !folder.isEmpty(); level++) {
            folder = parent(folder);
            if (told.contains(key(folder, installed))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfDrupal(InstalledPackage installed) {
        return installed.evidence().cataloger().equals("drupal");
    }

    private static boolean isOfComposer(InstalledPackage installed) {
        return installed.evidence().path().endsWith(COMPOSERS);
    }

    /** Where an info file lies; of Composer's list the folder in which Composer was run, above that of its packages. */
    private static String folderOf(InstalledPackage installed) {
        String path = installed.evidence().path();
        return isOfComposer(installed) ? parent(path.substring(0, path.length() - COMPOSERS.length())) : parent(path);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Adds what a database says, and said since the manifest of its root was written. */
    private static void known(FileHistory file, Map<String, Integer> written, Set<String> known) {
        for (int state = 0; state < file.layers().length; state++) {
            boolean isSame = state > 0 && file.layers()[state] == file.layers()[state - 1];
            for (FileFacts read : file.facts().get(state)) {
                String folder = DEBIAN_FOLDERS.getOrDefault(read.cataloger(), "");
                String root = folder.isEmpty() ? "" : RootPath.of(file.path(), folder);
                int since = folder.isEmpty() ? Integer.MAX_VALUE : written.getOrDefault(root, Integer.MAX_VALUE);
                if (state >= since && (state == since || !isSame)) {
                    for (Fact fact : read.facts()) {
                        if (fact instanceof Fact.InstalledFact installed) {
                            known.add(root + ' ' + installed.name());
                        }
                    }
                }
            }
        }
    }

    private static boolean isOfManifest(InstalledPackage installed) {
        return installed.evidence().cataloger().equals(RockCataloger.NAME);
    }

    private static String inRoot(String folder, InstalledPackage installed) {
        return RootPath.of(installed.evidence().path(), folder) + ' ' + installed.name();
    }

    /** Takes out what a second database of the same root says, too; journals are laid before. */
    static void tellOnce(List<InstalledPackage> packages) {
        Set<String> listed = new HashSet<>();
        packages.removeIf(installed -> !folder(installed).isEmpty() && !listed.add(inRoot(installed)));
    }

    /** A store's package is told by each of its outputs' folders, and by the store's database if there is one. */
    private static boolean isOfStore(InstalledPackage installed) {
        String cataloger = installed.evidence().cataloger();
        return cataloger.equals("nix") || cataloger.equals("guix");
    }

    /**
     * Folders of which a root may have several, which say the same: apk's before and after the merge of {@code /usr}, a
     * status of dpkg beside a {@code status.d}, pacman's where SteamOS has it and where Arch has it.
     */
    private static String folder(InstalledPackage installed) {
        return switch (installed.evidence().cataloger()) {
            case "apk" -> "lib/apk/db/";
            case "dpkg" -> "lib/dpkg/";
            case "pacman" ->
                RootPath.find(installed.evidence().path(), PACMAN_OF_STEAM) < 0 ? "lib/pacman/" : PACMAN_OF_STEAM;
            default -> "";
        };
    }

    private static String inRoot(InstalledPackage installed) {
        return key(RootPath.of(installed.evidence().path(), folder(installed)), installed);
    }

    private static boolean isFlatpak(InstalledPackage installed) {
        return installed.evidence().cataloger().equals("flatpak");
    }

    /** Whether it is a Flatpak of which only the branch is told; what it exports tells its version. */
    private static boolean isBranchOnly(InstalledPackage installed) {
        return isFlatpak(installed) && installed.evidence().path().endsWith("/metadata");
    }

    /** The folder of a Flatpak; empty for anything else. */
    private static String deployment(InstalledPackage installed) {
        String path = installed.evidence().path();
        int export = path.indexOf("/export/share/");
        return !isFlatpak(installed) ? "" : path.substring(0, export < 0 ? path.lastIndexOf('/') : export);
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
