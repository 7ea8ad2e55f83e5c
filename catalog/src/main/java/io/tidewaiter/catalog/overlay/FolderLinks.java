package io.tidewaiter.catalog.overlay;

import io.tidewaiter.catalog.layer.EntryMarks;
import io.tidewaiter.catalog.layer.FileFacts;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.layer.PathOrder;
import io.tidewaiter.catalog.layer.PathTable;
import io.tidewaiter.catalog.layer.PathTableBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The symbolic links of an image, layer by layer, and where an entry really lies whose path leads through one: a runtime
 * that unpacks {@code lib/x} over {@code lib -> usr/lib} makes {@code usr/lib/x} of it (coverage notes 4.1).
 *
 * <p>Problem: the merge walks sorted paths and must not meet one file under two names. Choice: before the walk each
 * layer's table is held against the sorted links of the layers below and its own; only a table that has entries behind a
 * link is written anew. Cost: a pass over each table. Rejected: resolving every path of every layer.
 *
 * <p>Paths lead nowhere outside of the root; a chain of more than {@value #HOPS_MAX} links is none.
 *
 * <p>One thread asks at a time; another one asks {@link #beside}.
 */
public final class FolderLinks {
    private static final int HOPS_MAX = 40;
    private static final int ROUNDS_MAX = 8;
    private static final int LINKS_MAX = 500_000;

    /** Of those that may give a program its name: each is a search through the names of all products. */
    private static final int LOOKED_AT_MAX = 100_000;

    private static final int NAMES_MAX = 16;

    /** Targets of hard links that are kept for when all links are known; with more, the table is read once more. */
    private static final int TARGETS_MAX = 1000;

    /** Bytes of paths that are looked up: a link may lead through thousands of folders, and a million paths through it. */
    private static final long WORK_MAX = 1L << 30;

    private static final int STEP_BYTES = 64;

    private final List<LayerFacts> hardLinked = new ArrayList<>();
    private List<Link> links = List.of();
    private boolean hardLinks; // in the layer that was looked through last
    private boolean tooMany;
    private long work;
    private String lastFolder = "";
    private @Nullable String lastResolved = "";

    private record Link(byte[] path, byte[] target) {}

    /** Lays a layer over those before it; the same layer with every path as the file system has it. */
    LayerFacts lay(LayerFacts layer) {
        List<Link> below = links;
        LayerFacts laid = layer;
        boolean through = leadsThrough(below, laid.paths());
        if (hardLinks) {
            hardLinked.add(layer);
        }
        for (int round = 0; round < ROUNDS_MAX && through; round++) {
            laid = moved(laid); // a link that was moved may stand in the way of what was not
            through = leadsThrough(below, laid.paths());
        }
        return laid;
    }

    /** The layers, as they were before, that have a hard link without facts of its own, or one that tells more of a program;
     * lowest first. */
    public List<LayerFacts> hardLinked() {
        return Collections.unmodifiableList(hardLinked);
    }

    /** Whether links were left out or not followed because there are too many. */
    public boolean tooMany() {
        return tooMany;
    }

    /** The same links for a thread of its own: what was looked up last, and how much, is each one's. */
    public FolderLinks beside() {
        FolderLinks other = new FolderLinks();
        other.hardLinked.addAll(hardLinked);
        other.links = links;
        other.tooMany = tooMany;
        other.work = work;
        return other;
    }

    private void use(List<Link> now) {
        links = now;
        lastFolder = "";
        lastResolved = "";
    }

    /**
     * Gathers the links that there are when the layer lies over those with the given ones; whether an entry, or what a hard link
     * points at, lies behind one of them.
     */
    private boolean leadsThrough(List<Link> below, PathTable table) {
        List<Link> now = new ArrayList<>();
        Behind behind = new Behind(now);
        boolean through = false;
        List<String> targets = new ArrayList<>();
        long hardlinks = 0;
        hardLinks = false;
        PathTable.Cursor entry = table.cursor();
        byte[] hider = null;
        int next = 0;
        while (entry.next()) {
            int order = next < below.size() ? compare(below.get(next), entry) : 1;
            while (order < 0) {
                keep(now, below.get(next++), hider);
                order = next < below.size() ? compare(below.get(next), entry) : 1;
            }
            int marks = entry.marks();
            int node = EntryMarks.node(marks);
            boolean replaced = node != EntryMarks.NONE || (marks & EntryMarks.WHITEOUT) != 0;
            if (order == 0) {
                Link same = below.get(next++);
                if (!replaced) {
                    keep(now, same, hider);
                }
            }
            if (node == EntryMarks.SYMLINK) {
                keep(now, new Link(Arrays.copyOf(entry.path(), entry.length()), bytes(entry.target())), null);
            }
            if (hider == null || !PathOrder.isBelow(hider, hider.length, entry.path(), entry.length())) {
                boolean hides = (marks & (EntryMarks.WHITEOUT | EntryMarks.OPAQUE)) != 0
                        || (replaced && node != EntryMarks.DIRECTORY);
                hider = hides ? Arrays.copyOf(entry.path(), entry.length()) : null;
            }
            through = through || behind.link(entry); // no link that is still to come lies above it
            if (node == EntryMarks.HARDLINK) {
                hardLinks |= (marks & EntryMarks.FACTS) == 0 || EntryMarks.isNamedLink(marks);
                if (++hardlinks <= TARGETS_MAX) {
                    targets.add(entry.target());
                }
            }
        }
        while (next < below.size()) {
            keep(now, below.get(next++), hider);
        }
        use(now);
        return through || targets.stream().anyMatch(this::isMoved) || (hardlinks > TARGETS_MAX && pointsThrough(table));
    }

    private boolean isMoved(String target) {
        return !canonical(target).equals(target);
    }

    private void keep(List<Link> now, Link link, byte @Nullable [] hider) {
        if (hider != null && PathOrder.isBelow(hider, hider.length, link.path(), link.path().length)) {
            return;
        }
        if (now.size() == LINKS_MAX) {
            tooMany = true;
            return;
        }
        now.add(link);
    }

    /** Whether what a hard link points at lies behind a link. */
    private boolean pointsThrough(PathTable table) {
        PathTable.Cursor entry = table.cursor();
        while (entry.next()) {
            if (EntryMarks.node(entry.marks()) == EntryMarks.HARDLINK && isMoved(entry.target())) {
                return true;
            }
        }
        return false;
    }

    /** Tells of each entry of a sorted table, in turn, whether it lies behind a link. */
    private static final class Behind {
        private final List<Link> links;
        private int next;
        private byte @Nullable [] outermost;

        /** @param links sorted; those after an entry may still be missing when it is asked about */
        Behind(List<Link> links) {
            this.links = links;
        }

        boolean link(PathTable.Cursor entry) {
            while (next < links.size() && compare(links.get(next), entry) < 0) {
                byte[] path = links.get(next++).path();
                byte[] before = outermost;
                if (before == null || !PathOrder.isBelow(before, before.length, path, path.length)) {
                    outermost = path;
                }
            }
            byte[] link = outermost;
            return link != null && PathOrder.isBelow(link, link.length, entry.path(), entry.length());
        }
    }

    private LayerFacts moved(LayerFacts layer) {
        PathTableBuilder table = new PathTableBuilder();
        Map<String, String> renamed = new HashMap<>();
        Behind behind = new Behind(links);
        PathTable.Cursor entry = layer.paths().cursor();
        while (entry.next()) {
            byte[] path = Arrays.copyOf(entry.path(), entry.length());
            if (behind.link(entry)) {
                String old = entry.text();
                path = bytes(canonical(old));
                if ((entry.marks() & EntryMarks.FACTS) != 0) {
                    renamed.put(old, new String(path, StandardCharsets.UTF_8));
                }
            }
            boolean hardlink = EntryMarks.node(entry.marks()) == EntryMarks.HARDLINK;
            table.add(entry.marks(), path, bytes(hardlink ? canonical(entry.target()) : entry.target()));
        }
        Map<String, List<FileFacts>> files = new HashMap<>();
        layer.files().forEach((path, facts) -> {
            if (!renamed.containsKey(path)) {
                files.put(path, facts);
            }
        });
        renamed.forEach((old, now) -> files.putIfAbsent(now, layer.of(old)));
        return new LayerFacts(
                layer.diffId(), layer.expandedBytes(), layer.entries(), layer.notes(), table.table(), files);
    }

    /**
     * Where the file system has what a path names, which is itself not followed.
     *
     * @param path without a leading slash
     */
    public String canonical(String path) {
        int slash = path.lastIndexOf('/');
        if (slash < 0 || links.isEmpty()) {
            return path;
        }
        String folder = path.substring(0, slash);
        if (!folder.equals(lastFolder)) {
            lastFolder = folder;
            lastResolved = resolve(folder);
        }
        String resolved = lastResolved;
        if (resolved == null) {
            return path;
        }
        return resolved.isEmpty() ? path.substring(slash + 1) : resolved + path.substring(slash);
    }

    /** Where the file system has what a path names, followed to its end; the path itself where that leads in circles. */
    public String followed(String path) {
        String resolved = links.isEmpty() ? path : resolve(path);
        return resolved == null ? path : resolved;
    }

    /** A folder with every link on its way followed; null where they go in circles. */
    private @Nullable String resolve(String folder) {
        Deque<String> left = new ArrayDeque<>(Arrays.asList(folder.split("/", -1)));
        StringBuilder at = new StringBuilder();
        int hops = 0;
        while (!left.isEmpty()) {
            String step = left.pop();
            int parent = at.length();
            work += STEP_BYTES + parent;
            if (work > WORK_MAX) {
                tooMany = true;
                return null;
            }
            if (step.equals("..")) {
                at.setLength(Math.max(0, at.lastIndexOf("/")));
            } else if (!step.isEmpty() && !step.equals(".")) {
                at.append(parent == 0 ? "" : "/").append(step);
                Link link = find(bytes(at.toString()));
                if (link != null) {
                    if (++hops > HOPS_MAX || left.size() + link.target().length > 0xffff) {
                        return null;
                    }
                    String target = new String(link.target(), StandardCharsets.UTF_8);
                    at.setLength(target.startsWith("/") ? 0 : parent);
                    String[] steps = target.split("/", -1);
                    for (int i = steps.length - 1; i >= 0; i--) {
                        left.push(steps[i]);
                    }
                }
            }
        }
        return at.toString();
    }

    private @Nullable Link find(byte[] path) {
        int low = 0;
        int high = links.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            byte[] other = links.get(middle).path();
            int order = PathOrder.compare(other, 0, other.length, path, 0, path.length);
            if (order == 0) {
                return links.get(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /**
     * Links that lead to some files, over others where that is so.
     *
     * @param named of the paths of links, whether they are looked at
     * @return by the file's path, in their order; of more than {@value #NAMES_MAX} names of a file the first, and of more than
     *     {@value #LOOKED_AT_MAX} links those of the first
     */
    public Map<String, List<String>> leadingTo(Set<String> files, Predicate<String> named) {
        Map<String, List<String>> found = new HashMap<>();
        List<Link> looked = files.isEmpty() ? List.of() : links.subList(0, Math.min(links.size(), LOOKED_AT_MAX));
        for (Link link : looked) {
            String path = new String(link.path(), StandardCharsets.UTF_8);
            String file = named.test(path) ? followed(path) : "";
            if (files.contains(file)) {
                List<String> names = found.computeIfAbsent(file, _ -> new ArrayList<>());
                if (names.size() < NAMES_MAX) {
                    names.add(path);
                }
            }
        }
        return found;
    }

    private static int compare(Link link, PathTable.Cursor entry) {
        return PathOrder.compare(link.path(), 0, link.path().length, entry.path(), 0, entry.length());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
