package io.tidewaiter.catalog.read;

import io.tidewaiter.catalog.fact.Fact;
import java.util.function.Consumer;

/** A cataloger that knows packages by the folders that they lie in, whatever the files in them hold. */
public interface FolderCataloger extends Cataloger {
    /** How many characters of a file's path are the folder of a package; 0 for nearly all. Asked for every file. */
    int folderChars(String path);

    /** Tells the package of a folder; asked once for each folder of a layer, and told under its first file. */
    void readFolder(String folder, Consumer<Fact> facts);
}
