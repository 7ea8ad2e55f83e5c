package io.tidewaiter.catalog.python;

import io.tidewaiter.catalog.read.FileEntry;
import java.util.List;
import java.util.Optional;

/** What a file of an installed Python package is, by its path. */
enum PythonFile {
    /** Name and version: METADATA, PKG-INFO or a single-file egg-info. */
    METADATA,
    /** The installed files, as CSV (PyPA, "Recording installed projects"). */
    RECORD,
    /** An egg that was left packed, as easy_install did: PKG-INFO is in the archive. */
    EGG,
    /** An application with its packages in one archive that the interpreter runs (PEP 441), as pex and shiv write it. */
    APPLICATION,
    /** What it has copied into itself (PEP 770), and what pip has, which wrote it down before that. */
    BUNDLED,
    /** The installed files of an egg-info, one a line, relative to the folder itself. */
    INSTALLED_FILES;

    /** What the paths of all of them end with. */
    static final List<String> ENDINGS = List.of(
            "METADATA",
            "PKG-INFO",
            ".egg-info",
            "RECORD",
            ".egg",
            "installed-files.txt",
            ".pyz",
            ".pex",
            ".json",
            ".xml",
            ".spdx");

    private static final String BUNDLED_FOLDER = ".dist-info/sboms/";
    private static final String OF_PIP = "/pip/_vendor/bom.cdx.json";

    private static final String DIST_INFO = ".dist-info";
    private static final String EGG_INFO = ".egg-info";

    static Optional<PythonFile> of(FileEntry file) {
        String path = file.path();
        if (path.endsWith(".dist-info/METADATA")
                || path.endsWith(".egg-info/PKG-INFO")
                || path.endsWith("/EGG-INFO/PKG-INFO")
                || path.endsWith(EGG_INFO)) {
            return Optional.of(METADATA);
        }
        if (path.endsWith(".dist-info/RECORD")) {
            return Optional.of(RECORD);
        }
        if (path.endsWith(".json") || path.endsWith(".xml") || path.endsWith(".spdx")) {
            boolean isBundled = path.contains(BUNDLED_FOLDER) || path.endsWith(OF_PIP);
            return isBundled ? Optional.of(BUNDLED) : Optional.empty();
        }
        if (path.endsWith(".egg")) {
            return Optional.of(EGG);
        }
        if (path.endsWith(".pyz") || path.endsWith(".pex")) {
            return Optional.of(APPLICATION);
        }
        return path.endsWith(".egg-info/installed-files.txt") ? Optional.of(INSTALLED_FILES) : Optional.empty();
    }

    /**
     * {@code NAME-VERSION} of the path's dist-info or egg-info part, without the suffix; a dash within NAME or VERSION
     * is written as an underscore there. Empty for EGG-INFO.
     */
    static String stem(FileEntry file) {
        int bundled = file.path().indexOf(BUNDLED_FOLDER);
        if (bundled >= 0) {
            return lastOf(file.path().substring(0, bundled));
        }
        return stem(
                file.name().endsWith(EGG_INFO) || file.name().endsWith(".egg") ? file.name() : lastOf(file.folder()));
    }

    /** The same of a file in an archive, by its path there. */
    static String stemInArchive(String path) {
        return stem(lastOf(path.substring(0, Math.max(0, path.lastIndexOf('/')))));
    }

    private static String stem(String own) {
        for (String suffix : new String[] {DIST_INFO, EGG_INFO, ".egg"}) {
            if (own.endsWith(suffix)) {
                return own.substring(0, own.length() - suffix.length());
            }
        }
        return "";
    }

    private static String lastOf(String folder) {
        return folder.substring(folder.lastIndexOf('/') + 1);
    }
}
