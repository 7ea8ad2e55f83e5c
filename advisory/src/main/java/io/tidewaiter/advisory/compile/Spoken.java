package io.tidewaiter.advisory.compile;

import io.tidewaiter.version.Ecosystem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which ecosystems the documents of a compilation speak for.
 *
 * <p>A record may name packages of several ecosystems, and OSV puts it into the archive of each. Two records of npm's that name
 * a Go module as well are not the advisories of Go: a program of Go without a match would be called healthy where nobody
 * asked. So an ecosystem counts where a record speaks for it alone, where a folder has its name, where half of a folder's
 * records name it, and where a feed of its own has it.
 */
final class Spoken {
    private final Set<String> alone = new HashSet<>();
    private final Map<String, Folder> folders = new HashMap<>();

    /** Records of one folder or, where there is none, of one archive. */
    private static final class Folder {
        private final Map<String, Integer> named = new HashMap<>();
        private int records;

        boolean speaksFor(String folder, String ecosystem) {
            int count = named.getOrDefault(ecosystem, 0);
            return count > 0 && (folder.equalsIgnoreCase(ecosystem) || 2 * count >= records);
        }
    }

    /** A feed says whom it speaks for by itself. */
    void add(Ecosystem ecosystem) {
        alone.add(ecosystem.name());
    }

    /**
     * An OSV record.
     *
     * @param document where it lies below the folder of feeds
     * @param ecosystems the names of those that it speaks for
     */
    void add(String document, Set<String> ecosystems) {
        if (ecosystems.size() == 1) {
            alone.addAll(ecosystems);
        }
        String top = document.substring(0, Math.max(0, document.indexOf('/')));
        Folder folder = folders.computeIfAbsent(top, _ -> new Folder());
        folder.records++;
        ecosystems.forEach(one -> folder.named.merge(one, 1, Integer::sum));
    }

    /** Whether anybody speaks for it. */
    boolean isSpoken(Ecosystem ecosystem) {
        return alone.contains(ecosystem.name())
                || folders.entrySet().stream()
                        .anyMatch(folder -> folder.getValue().speaksFor(folder.getKey(), ecosystem.name()));
    }
}
