package io.tidewaiter.catalog.account;

import io.tidewaiter.catalog.overlay.FolderLinks;
import io.tidewaiter.catalog.text.SystemFolders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where dpkg-divert(1) moved files of packages to. */
final class Diversions {
    private static final int DIVERTED_MAX = 100_000;

    private final FolderLinks links;
    private final Map<String, String> moved = new HashMap<>();

    /** Of an image with these links. */
    Diversions(FolderLinks links) {
        this.links = links;
    }

    /** Takes pairs of paths: where a package's file belongs, and where it was moved to. */
    void take(List<String> pairs) {
        for (int i = 0; i + 1 < pairs.size() && moved.size() < DIVERTED_MAX; i += 2) {
            String from = pairs.get(i);
            moved.putIfAbsent(from, pairs.get(i + 1));
            moved.putIfAbsent(links.canonical(from), pairs.get(i + 1));
            String split = SystemFolders.beforeMerge(from);
            if (!split.isEmpty()) {
                moved.putIfAbsent(split, pairs.get(i + 1));
            }
        }
    }

    /** The places where a file may be that a package lists. */
    List<String> places(String listed) {
        String to = moved.get(listed);
        return to == null ? List.of(listed) : List.of(listed, to);
    }
}
