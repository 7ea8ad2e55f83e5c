package io.tidewaiter.catalog.account;

import io.tidewaiter.catalog.text.SystemFolders;
import java.util.HashMap;
import java.util.Map;

/** Folders that a package has for itself, each with the cataloger that knows it. */
final class OwnedFolders {
    private final Map<String, String> catalogers = new HashMap<>();

    /** Takes a folder, unless it is the system's. */
    void add(String folder, String cataloger) {
        if (!SystemFolders.areOfNobody(folder)) {
            catalogers.putIfAbsent(folder, cataloger);
        }
    }

    /** The cataloger of the innermost of them that a path lies in; empty where it lies in none. */
    String cataloger(String path) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            String cataloger = catalogers.get(path.substring(0, slash));
            if (cataloger != null) {
                return cataloger;
            }
        }
        return "";
    }
}
