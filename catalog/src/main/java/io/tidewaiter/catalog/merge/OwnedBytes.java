package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.layer.FileFacts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether owned files still have the bytes of which their package managers recorded the digest.
 *
 * <p>One record that the bytes have is enough: two architectures of a package, or two databases of an image, may speak of
 * the same path. A path that several packages claim is nobody's to accuse (diversions). What installers of Python record is
 * believed where it agrees and not where it does not: distributions and conda strip and patch libraries after their
 * RECORD was written.
 */
final class OwnedBytes {
    private static final String UNSURE = "python";

    private final Map<String, Fact.DigestFact> digests = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Set<String> shared = new HashSet<>();
    private final Set<String> equal = new HashSet<>();
    private final SortedMap<String, String> differing = new TreeMap<>();

    /** Takes what the bytes of a file have as digests, where its layer told. */
    void take(String path, Fact.DigestFact fact) {
        digests.put(path, fact);
    }

    /** Finds a digest among the facts of a file. */
    static Optional<Fact.DigestFact> of(FileHistory file) {
        for (FileFacts read : file.last()) {
            for (Fact fact : read.facts()) {
                if (fact instanceof Fact.DigestFact digest) {
                    return Optional.of(digest);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Holds a record against the bytes.
     *
     * @param recorded empty where nothing is
     */
    void compare(String cataloger, String owner, String path, String recorded) {
        String before = owners.putIfAbsent(path, owner);
        if (before != null && !before.equals(owner)) {
            shared.add(path);
        }
        Fact.DigestFact seen = recorded.isEmpty() ? null : digests.get(path);
        if (seen != null && seen.speaksOf(recorded)) {
            if (seen.digests().contains(recorded)) {
                equal.add(path);
            } else if (!cataloger.equals(UNSURE)) {
                differing.putIfAbsent(path, owner);
            }
        }
    }

    /** Whether the bytes are those of a record. */
    boolean isEqual(String path) {
        return equal.contains(path);
    }

    /** Whether the one package that owns a path recorded other bytes. */
    boolean isModified(String path) {
        return differing.containsKey(path) && !equal.contains(path) && !shared.contains(path);
    }

    /** As many have the bytes of a record. */
    int equalCount() {
        return equal.size();
    }

    /** What the bytes of a path have; none where nobody looked. */
    Optional<Fact.DigestFact> digests(String path) {
        return Optional.ofNullable(digests.get(path));
    }

    /** The owner that recorded other bytes of a path. */
    String owner(String path) {
        return differing.getOrDefault(path, "");
    }

    /** Paths of which some owner recorded other bytes, sorted. */
    Set<String> differing() {
        return differing.keySet();
    }
}
