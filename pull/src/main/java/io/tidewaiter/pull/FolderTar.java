package io.tidewaiter.pull;

import io.tidewaiter.model.inventory.CoverageFact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A root folder as one uncompressed tar layer, made while it is read; nothing is written. It is gone through twice: once
 * to say what cannot be read, once for the bytes.
 *
 * @param contentBytes the sum of the files
 */
record FolderTar(Path root, long contentBytes, List<CoverageFact> facts) {
    private static final int FACTS_MAX = 200;

    FolderTar {
        facts = List.copyOf(facts);
    }

    static FolderTar survey(Path folder) throws IOException {
        Path root = folder.toRealPath();
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(folder.toString());
        }
        List<CoverageFact> facts = new ArrayList<>();
        int[] more = new int[1];
        FolderWalk walk = new FolderWalk(root, fact -> {
            if (facts.size() < FACTS_MAX || fact.kind() == CoverageFact.Kind.LIMIT_REACHED) {
                facts.add(fact);
            } else {
                more[0]++;
            }
        });
        long bytes = 0;
        for (FolderWalk.Item item = walk.next(); item != null; item = walk.next()) {
            bytes += item.attributes().isRegularFile() ? item.attributes().size() : 0;
        }
        if (more[0] > 0) {
            facts.add(new CoverageFact(
                    CoverageFact.Kind.FILE_UNREADABLE, "", 0, more[0] + " more files could not be read"));
        }
        return new FolderTar(root, bytes, facts);
    }

    InputStream open() throws IOException {
        return new FolderTarStream(new FolderWalk(root, fact -> {}));
    }
}
