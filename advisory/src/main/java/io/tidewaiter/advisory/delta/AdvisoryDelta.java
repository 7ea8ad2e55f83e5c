package io.tidewaiter.advisory.delta;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.advisory.Enrichment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which packages one advisory database judges otherwise than another: the reason why a new one does not mean that
 * everything is matched again.
 *
 * <p>Problem: entries name their advisory by its number, and one new record shifts the numbers of all behind it, so equal
 * bytes are not equal meaning and frames cannot be compared as they are. Choice: go through the advisories of both side
 * by side once and note for each which one of the other is the same to the byte; then go through the packages side by
 * side and compare their entries with those numbers translated. Memory: four bytes an advisory. Everything that is not
 * proven the same counts as changed. Rejected: digests in the file (they cost every reader and change the format), and
 * hashes of 32 bits (a collision would be a finding that nobody sees).
 *
 * @param packages keys, as {@link AdvisoryDb#key} makes them, whose entries or advisories differ
 * @param vulnerabilities CVEs of which something else is known than EPSS
 */
public record AdvisoryDelta(Set<String> packages, Set<String> vulnerabilities) {
    public AdvisoryDelta {
        packages = Set.copyOf(packages);
        vulnerabilities = Set.copyOf(vulnerabilities);
    }

    /** What is different in {@code after}. */
    public static AdvisoryDelta between(AdvisoryDb before, AdvisoryDb after) {
        return new AdvisoryDelta(
                packages(before, after, sameAdvisories(before, after)), vulnerabilities(before, after));
    }

    // Advisories

    /** Walks the encoded advisories of a database. */
    private static final class Walk {
        private final AdvisoryDb db;
        private List<byte[]> block = List.of();
        private int blocks;
        private int inBlock;
        private int number = -1;

        Walk(AdvisoryDb db) {
            this.db = db;
        }

        /** The next one; empty at the end, because no advisory is. */
        byte[] next() {
            if (inBlock == block.size()) {
                if (blocks == db.blockCount()) {
                    return new byte[0];
                }
                block = db.block(blocks++);
                inBlock = 0;
            }
            number++;
            return block.get(inBlock++);
        }
    }

    /** For each advisory of {@code before} the number of the equal one in {@code after}, or -1. */
    private static int[] sameAdvisories(AdvisoryDb before, AdvisoryDb after) {
        int[] same = new int[before.blockCount() * AdvisoryDb.BLOCK];
        Arrays.fill(same, -1);
        Walk old = new Walk(before);
        Walk young = new Walk(after);
        byte[] one = old.next();
        byte[] other = young.next();
        while (one.length > 0 && other.length > 0) {
            int order = id(one).compareTo(id(other));
            if (order == 0) {
                if (Arrays.equals(one, other)) {
                    same[old.number] = young.number;
                }
                one = old.next();
                other = young.next();
            } else if (order < 0) {
                one = old.next();
            } else {
                other = young.next();
            }
        }
        return same;
    }

    /** The first text of an advisory. Advisories that are not in the order of it are not found to be the same. */
    private static String id(byte[] advisory) {
        int length = advisory[0] & 0x7f;
        int from = 1;
        for (int shift = 7; from < advisory.length && advisory[from - 1] < 0; shift += 7) {
            length |= (advisory[from] & 0x7f) << shift;
            from++;
        }
        return new String(advisory, from, Math.clamp(length, 0, advisory.length - from), StandardCharsets.UTF_8);
    }

    // Packages

    private static Set<String> packages(AdvisoryDb before, AdvisoryDb after, int[] same) {
        Set<String> changed = new HashSet<>();
        int old = 0;
        int young = 0;
        while (old < before.packageCount() || young < after.packageCount()) {
            byte[] one = old < before.packageCount() ? before.packageKey(old) : null;
            byte[] other = young < after.packageCount() ? after.packageKey(young) : null;
            int order = one == null ? 1 : other == null ? -1 : Arrays.compareUnsigned(one, other);
            if (order != 0 || !areSame(before.entries(old), after.entries(young), same)) {
                changed.add(new String(order <= 0 ? one : other, StandardCharsets.UTF_8));
            }
            old += order <= 0 ? 1 : 0;
            young += order >= 0 ? 1 : 0;
        }
        return changed;
    }

    private static boolean areSame(List<AffectedPackage> before, List<AffectedPackage> after, int[] same) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            AffectedPackage one = before.get(i);
            AffectedPackage other = after.get(i);
            boolean isSameAdvisory = one.advisory() < same.length && same[one.advisory()] == other.advisory();
            if (!isSameAdvisory || !numbered(one, other.advisory()).equals(other)) {
                return false;
            }
        }
        return true;
    }

    private static AffectedPackage numbered(AffectedPackage entry, int advisory) {
        return entry.advisory() == advisory ? entry : entry.of(advisory, entry.isOutvoted());
    }

    // What is known of CVEs

    /** EPSS has new numbers for nearly everything every day, and no finding hangs on them: it is left out. */
    private static Set<String> vulnerabilities(AdvisoryDb before, AdvisoryDb after) {
        Map<String, Enrichment> known = new HashMap<>();
        before.forEachCve((id, enrichment) -> {
            if (saysSomething(enrichment)) {
                known.put(id, enrichment);
            }
        });
        Set<String> changed = new HashSet<>();
        after.forEachCve((id, enrichment) -> {
            Enrichment old = known.remove(id);
            if (old == null ? saysSomething(enrichment) : !isSame(old, enrichment)) {
                changed.add(id);
            }
        });
        changed.addAll(known.keySet());
        return changed;
    }

    private static boolean saysSomething(Enrichment one) {
        return one.knownExploited() || !one.scores().isEmpty();
    }

    private static boolean isSame(Enrichment one, Enrichment other) {
        return one.knownExploited() == other.knownExploited() && one.scores().equals(other.scores());
    }
}
