package io.tidewaiter.catalog.overlay;

import io.tidewaiter.catalog.layer.EntryMarks;
import io.tidewaiter.catalog.layer.PathOrder;
import io.tidewaiter.catalog.layer.PathTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Hard links of a layer to programs of the layers below it, of which the layer itself does not know that they are any.
 *
 * <p>A second walk asks what lies where the links lead, in the state in which their layer found it; that may be such a
 * link of a lower layer.
 */
final class LinkedPrograms {
    private static final int HOPS_MAX = 40;

    /**
     * Links of layers above the lowest to files of the layers below them. Images of ostree have one for each of their files,
     * and they lead to files of their own layer, which do not count.
     */
    private static final int LINKS_MAX = 300_000;

    /** Of their paths and targets: a layer may have long ones, each like the one before it. */
    private static final long BYTES_MAX = 64L << 20;

    /** Where each leads. */
    private final Map<Link, String> targets = new LinkedHashMap<>();

    private final Set<Link> seen = new LinkedHashSet<>();
    private final Map<Link, Found> found = new HashMap<>();
    private final TreeMap<byte[], List<Link>> asked =
            new TreeMap<>((a, b) -> PathOrder.compare(a, 0, a.length, b, 0, b.length));

    private long bytes;
    private long leftOut;

    private record Link(String path, int layer) {}

    /** An entry of a layer that a link leads to. */
    private record Found(int marks, Link place) {}

    /** Takes an entry of a layer where it is a hard link that its layer does not know as a program. */
    void take(PathTable.Cursor entry, int layer) {
        if (!isUnknown(entry.marks(), layer)) {
            return;
        }
        if (targets.size() == LINKS_MAX || bytes > BYTES_MAX) {
            leftOut++;
        } else {
            String target = entry.target();
            targets.put(new Link(entry.text(), layer), target);
            bytes += entry.length() + target.length();
        }
    }

    /** How many links were not taken because there are too many. */
    long leftOut() {
        return leftOut;
    }

    /** The same afterwards, of an entry that is there when all layers are laid over each other. */
    void see(PathTable.Cursor entry, int layer) {
        if (isUnknown(entry.marks(), layer) && leftOut == 0) {
            seen.add(new Link(entry.text(), layer));
        }
    }

    private static boolean isUnknown(int marks, int layer) {
        return layer > 0
                && EntryMarks.node(marks) == EntryMarks.HARDLINK
                && (marks & (EntryMarks.ELF | EntryMarks.HERE)) == 0;
    }

    /** Whether there is anything to ask. */
    boolean isEmpty() {
        return seen.isEmpty();
    }

    /** All links are taken. */
    void ask() {
        targets.forEach(
                (link, target) -> asked.computeIfAbsent(target.getBytes(StandardCharsets.UTF_8), t -> new ArrayList<>())
                        .add(link));
    }

    /**
     * What the layers have at the next path of the second walk.
     *
     * @param entries of the layers that have it, lowest first
     * @param layers their numbers
     * @param hidden the layers that hide what is below them here
     */
    void at(List<PathTable.Cursor> entries, int[] layers, long[] hidden) {
        PathTable.Cursor any = entries.getFirst();
        while (!asked.isEmpty()) {
            byte[] next = asked.firstKey();
            int order = PathOrder.compare(next, 0, next.length, any.path(), 0, any.length());
            if (order > 0) {
                return;
            }
            List<Link> links = asked.remove(next);
            if (order == 0 && links != null) {
                String path = any.text();
                links.forEach(link -> found(entries, layers, hidden, link.layer())
                        .ifPresent(place ->
                                found.put(link, new Found(entries.get(place).marks(), new Link(path, layers[place])))));
                return;
            }
        }
    }

    /** Which entry a layer finds: its own, whatever it hides of the layers below, or the one that these have in the end. */
    private static Optional<Integer> found(List<PathTable.Cursor> entries, int[] layers, long[] hidden, int asking) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            int marks = entries.get(i).marks();
            int node = EntryMarks.node(marks);
            boolean isFile = node == EntryMarks.REGULAR || node == EntryMarks.HARDLINK;
            if (layers[i] == asking && isFile) {
                return Optional.of(i);
            }
            if (layers[i] >= asking) {
                continue;
            }
            for (int above = layers[i] + 1; above < asking; above++) {
                if (HideStack.has(hidden, above)) {
                    return Optional.empty();
                }
            }
            if (node != EntryMarks.NONE || (marks & EntryMarks.WHITEOUT) != 0) {
                return isFile ? Optional.of(i) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Those that are there at last and lead to a program. */
    List<LayerMerge.Executable> programs() {
        List<LayerMerge.Executable> programs = new ArrayList<>();
        for (Link link : seen) {
            int marks = marks(link);
            if ((marks & EntryMarks.ELF) != 0) {
                programs.add(new LayerMerge.Executable(link.path(), link.layer(), (marks & EntryMarks.PROGRAM) != 0));
            }
        }
        return programs;
    }

    private int marks(Link link) {
        Found at = found.get(link);
        for (int hops = 0; at != null && hops < HOPS_MAX; hops++) {
            if (!isUnknown(at.marks(), at.place().layer())) {
                return at.marks();
            }
            at = found.get(at.place());
        }
        return 0;
    }
}
