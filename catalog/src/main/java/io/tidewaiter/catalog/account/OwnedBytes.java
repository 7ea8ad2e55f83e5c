package io.tidewaiter.catalog.account;

import io.tidewaiter.catalog.fact.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether owned files still have the bytes of which their package managers recorded the digest.
 *
 * <p>One record that the bytes have is enough: two architectures of a package, or two databases of an image, may speak of
 * the same path, and a package may replace a file of another. What installers of Python record is believed where it agrees
 * and not where it does not: distributions and conda strip and patch libraries after their RECORD was written; and it
 * speaks for files of Python only.
 *
 * <p>A layer may bring a file and a record that is changed, emptied or of another kind of digest (B24). So the records of
 * earlier states count, too, where the file came after them: the bytes of a package whose version stayed are those of
 * its earlier record, whatever a later one says of them. What cannot be held against a record that is older than the file,
 * for its digest was not computed or is no longer recorded, is told: {@link #unsure()}. An upgrade in a layer of so many
 * programs that not all were digested is an upgrade: those count as not compared, and nothing is said against them.
 */
final class OwnedBytes {
    private static final String UNSURE = "python";
    private static final int EARLIER_MAX = 1_000_000;

    /**
     * What a package manager recorded.
     *
     * @param digest empty where nothing is recorded
     * @param state of the image, in which the record is
     * @param layer that brought the file's bytes
     */
    record Claim(Owner owner, String path, String digest, int state, int layer) {
        private String key() {
            return owner.key();
        }

        private boolean isOlder() {
            return state < layer && !owner.cataloger().equals(UNSURE);
        }

        /** Portage builds a version again, with other options, and records what came out. */
        private boolean isBuiltHere() {
            return owner.cataloger().equals("portage");
        }

        private boolean speaksForThePath() {
            return !owner.cataloger().equals(UNSURE)
                    || path.contains("/site-packages/")
                    || path.contains("/dist-packages/");
        }
    }

    private final Map<String, Fact.DigestFact> digests = new HashMap<>();
    private final Set<String> equal = new HashSet<>();

    /** The owners whose record the bytes of a path have, where that acquits. */
    private final Map<String, Set<String>> agreeing = new HashMap<>();

    private final SortedMap<String, String> differing = new TreeMap<>();

    /** Paths whose owner had another record before. */
    private final Set<String> rewritten = new HashSet<>();

    /** Paths that came later and have the bytes of an earlier record, each with the keys of its owners. */
    private final Map<String, Set<String>> unchanged = new HashMap<>();

    private final SortedMap<String, String> unsure = new TreeMap<>();
    private final List<Claim> earlier = new ArrayList<>();

    /** Takes what the bytes of a file have as digests, where its layer told. */
    void take(String path, Fact.DigestFact fact) {
        digests.put(path, fact);
    }

    /** Holds a record of the last state against the bytes. */
    void compare(Claim claim) {
        if (claim.digest().isEmpty()) {
            return;
        }
        Fact.DigestFact seen = digests.get(claim.path());
        if (seen == null || !seen.speaksOf(claim.digest())) {
            if (claim.isOlder()) {
                unsure.putIfAbsent(claim.path(), claim.owner().name());
            }
        } else if (seen.digests().contains(claim.digest())) {
            equal.add(claim.path());
            if (claim.speaksForThePath()) {
                agreeing.computeIfAbsent(claim.path(), _ -> new HashSet<>(1)).add(claim.key());
            }
        } else if (!claim.owner().cataloger().equals(UNSURE)) {
            differing.putIfAbsent(claim.path(), claim.owner().name());
        }
    }

    /** Keeps a record of an earlier state, where the file came after it. */
    void remember(Claim claim) {
        if (!claim.digest().isEmpty() && claim.isOlder() && earlier.size() < EARLIER_MAX) {
            earlier.add(claim);
        }
    }

    /**
     * Holds the earlier records against the bytes, after those of the last state.
     *
     * @param upgraded the keys of the packages that had other versions before
     */
    void settle(Set<String> upgraded) {
        for (Claim claim : earlier) {
            Fact.DigestFact seen = digests.get(claim.path());
            boolean told = seen != null && seen.speaksOf(claim.digest());
            boolean same = seen != null && seen.digests().contains(claim.digest());
            Set<String> owners = agreeing.getOrDefault(claim.path(), Set.of());
            boolean others = owners.stream().anyMatch(owner -> !owner.equals(claim.key()));
            boolean its = owners.contains(claim.key());
            if (same) {
                unchanged.computeIfAbsent(claim.path(), _ -> new HashSet<>(1)).add(claim.key());
            }
            boolean stayed = !upgraded.contains(claim.key());
            if (others || (its && (!stayed || claim.isBuiltHere())) || same) {
                continue;
            }
            if (told && stayed) {
                differing.putIfAbsent(claim.path(), claim.owner().name());
                rewritten.add(claim.path());
            } else if (!differing.containsKey(claim.path()) && (told || stayed)) {
                unsure.putIfAbsent(claim.path(), claim.owner().name());
            }
        }
        earlier.clear();
        // another owner that recorded the bytes brought them: pip, over a package of the distribution
        unsure.keySet().removeIf(path -> agreeing.containsKey(path) || isModified(path));
    }

    /** Whether the bytes are those of a record. */
    boolean isEqual(String path) {
        return equal.contains(path) && !rewritten.contains(path);
    }

    /** Whether an owner of a path recorded other bytes, and none recorded these. */
    boolean isModified(String path) {
        return differing.containsKey(path) && (!agreeing.containsKey(path) || rewritten.contains(path));
    }

    /** What the bytes of a path have; none where nobody looked. */
    Optional<Fact.DigestFact> digests(String path) {
        return Optional.ofNullable(digests.get(path));
    }

    /** Whether a layer brought the bytes once more that an earlier record of an owner has. */
    boolean isUnchanged(String path, String owner) {
        return unchanged.getOrDefault(path, Set.of()).contains(owner);
    }

    /** The owner that recorded other bytes of a path. */
    String owner(String path) {
        return differing.getOrDefault(path, "");
    }

    /** Paths of which some owner recorded other bytes, sorted. */
    Set<String> differing() {
        return differing.keySet();
    }

    /** Paths that came after a record that they cannot be held against, sorted, each with the record's owner. */
    SortedMap<String, String> unsure() {
        return unsure;
    }
}
