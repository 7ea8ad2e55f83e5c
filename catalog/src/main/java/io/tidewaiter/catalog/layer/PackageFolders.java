package io.tidewaiter.catalog.layer;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.FolderCataloger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The folders of one layer that are packages by their name: each is told once, under its first file. */
final class PackageFolders {
    private final List<FolderCataloger> catalogers = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private String last = "";

    PackageFolders(List<Cataloger> all) {
        for (Cataloger cataloger : all) {
            if (cataloger instanceof FolderCataloger folders) {
                catalogers.add(folders);
            }
        }
    }

    /** What the folder of a file says; empty where it says nothing, or has been heard. */
    Optional<FileFacts> of(String path) {
        if (!last.isEmpty() && path.startsWith(last)) {
            return Optional.empty();
        }
        for (FolderCataloger cataloger : catalogers) {
            int chars = cataloger.folderChars(path);
            if (chars > 0) {
                String folder = path.substring(0, chars);
                last = folder + "/";
                if (!seen.add(folder)) {
                    return Optional.empty();
                }
                List<Fact> facts = new ArrayList<>();
                FileSink.read(cataloger, facts, () -> cataloger.readFolder(folder, facts::add));
                return Optional.of(new FileFacts(cataloger.name(), facts));
            }
        }
        return Optional.empty();
    }

    /** A file that said something is replaced: the next one of its folder says it again. */
    void forget(String path) {
        for (FolderCataloger cataloger : catalogers) {
            int chars = cataloger.folderChars(path);
            if (chars > 0) {
                seen.remove(path.substring(0, chars));
                last = "";
            }
        }
    }
}
