package io.tidewaiter.catalog.layer;

import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.FileEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the files of a layer that may have to be read together, such as a database and its log, since a tar may have them
 * in either order and far apart. The main file of such a group is read when it passes as well: nearly always nothing
 * else comes.
 *
 * <p>All held bytes of a layer are bounded. What does not fit is not held, in the order of the tar, so that the same
 * layer always yields the same.
 */
final class Companions {
    private static final long HELD_BYTES_MAX = 64L << 20;

    /** As much may be held by every layer that is read at the same time. */
    private static final long SMALL_BYTES = 8L << 20;

    private final FileSink.Large large;
    private final Map<String, Held> held = new LinkedHashMap<>();
    private long bytes;

    /** A file of a group; without its bytes where they did not fit. */
    private record Held(Cataloger cataloger, FileEntry file, int place, String mainPath, byte @Nullable [] content) {
        boolean isMain() {
            return file.path().equals(mainPath);
        }
    }

    /**
     * Files that were in one folder of the layer.
     *
     * @param main the file that the others belong to, or a file whose main one is not in the layer
     * @param place of the main file in the path table
     * @param content of the main file; null where it was too large to be held
     * @param companions bytes by name; empty where the main file is not in the layer
     */
    record Group(
            Cataloger cataloger,
            FileEntry main,
            int place,
            byte @Nullable [] content,
            Map<String, byte[]> companions) {}

    Companions(FileSink.Large large) {
        this.large = large;
    }

    /** Whether a file's reading is put off to the end of the layer. */
    boolean take(Cataloger cataloger, FileEntry file, int place, byte[] content) {
        String main = cataloger.belongsTo(file);
        if (main.isEmpty()) {
            return false;
        }
        boolean fits = bytes + content.length <= HELD_BYTES_MAX;
        if (fits) {
            bytes += content.length;
            if (bytes > SMALL_BYTES) {
                large.keep();
            }
        }
        String mainPath = file.folder().isEmpty() ? main : file.folder() + "/" + main;
        Held taken = new Held(cataloger, file, place, mainPath, fits ? content : null);
        held.put(file.path(), taken);
        return !taken.isMain() && fits;
    }

    /** A later entry of the tar takes the path. */
    void forget(String path) {
        if (!held.isEmpty()) {
            Held gone = held.remove(path);
            bytes -= gone == null || gone.content == null ? 0 : gone.content.length;
        }
    }

    /** What is to be read now that the layer is at its end. */
    List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        Map<String, Map<String, byte[]>> byMain = new TreeMap<>();
        for (Held file : held.values()) {
            if (file.isMain() || file.content == null || file.content.length == 0) {
                continue;
            }
            if (held.containsKey(file.mainPath)) {
                byMain.computeIfAbsent(file.mainPath, path -> new TreeMap<>()).put(file.file.name(), file.content);
            } else {
                groups.add(new Group(file.cataloger, file.file, file.place, file.content, Map.of()));
            }
        }
        byMain.forEach((path, companions) -> {
            Held main = held.get(path);
            if (main != null) {
                groups.add(new Group(main.cataloger, main.file, main.place, main.content, companions));
            }
        });
        return groups;
    }
}
