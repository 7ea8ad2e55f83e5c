package io.tidewaiter.catalog.overlay;

import io.tidewaiter.catalog.layer.EntryMarks;
import io.tidewaiter.catalog.layer.FileFacts;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.layer.PathOrder;
import io.tidewaiter.catalog.layer.PathTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays the layers of an image over each other (OCI image-spec layer.md; coverage notes 4.1).
 *
 * <p>Problem: what is visible in the end depends on every path of every layer, and a hostile layer has millions. Choice:
 * all path tables are walked at once in one order, like a merge of sorted files; at each path the layers that have it
 * meet, and a stack knows which layers hide what is below the directories above. Cost: linear in the entries, memory for
 * one path per layer and for what is interesting. Rejected: a tree of the merged file system (300 bytes a path).
 *
 * <p>Pure: same facts, same answer.
 */
public final class LayerMerge {
    private static final long EXECUTABLE_BYTES_MAX = 64L << 20;

    /** States of all files that say something: a layer of a file takes about a dozen bytes. */
    private static final long STATES_MAX = 20_000_000;

    /** Paths of links that their layer does not know: they may be long, each like the one before it. */
    private static final long LINK_BYTES_MAX = 128L << 20;

    private final List<Optional<LayerFacts>> layers;
    private final List<PathTable.Cursor> cursors = new ArrayList<>();
    private final boolean[] live;
    private final HideStack stack;
    private final List<FileHistory> histories = new ArrayList<>();
    private final List<Executable> executables = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private long files;
    private long executableCount;
    private long executableBytes;
    private long linkBytes;
    private long leftOut;
    private final LinkedPrograms linkedPrograms = new LinkedPrograms();

    /**
     * An ELF file and the layer that has its bytes.
     *
     * @param isProgram whether it is meant to be run, whatever its name says
     */
    public record Executable(String path, int layer, boolean isProgram) {}

    /** Hears of each regular file that is there at last, in path order. */
    @FunctionalInterface
    public interface Visitor {
        /** @param layer that has its bytes */
        void file(String path, int layer);
    }

    /** What a walk does at each path that a layer has. */
    private interface Step {
        /**
         * @param group the layers that have it, lowest first
         * @param count how many of the group
         * @param hidden the layers that hide what is below them here
         */
        void at(int[] group, int count, long[] hidden);
    }

    /** A hard link of a layer to a file that the layer itself does not have facts of. */
    private record Link(FileHistory history, int layer, String target) {}

    private LayerMerge(List<Optional<LayerFacts>> layers) {
        this.layers = layers;
        this.live = new boolean[layers.size()];
        this.stack = new HideStack(layers.size());
    }

    /**
     * The merged file system, as far as it says something.
     *
     * @param files regular files
     * @param executables ELF files, as many as fit into a bound
     * @param executableCount ELF files
     * @param histories every file that says something in any state, in path order
     * @param leftOut files that say something and are not among them, because there are too many
     * @param links the symbolic links that are there
     * @param layers with their paths as the file system has them
     */
    public record Merged(
            long files,
            List<Executable> executables,
            long executableCount,
            List<FileHistory> histories,
            long leftOut,
            FolderLinks links,
            List<Optional<LayerFacts>> layers) {

        /** Goes through all files once more, for what is only asked of few images. */
        public void visit(Visitor visitor) {
            LayerMerge merge = new LayerMerge(layers);
            merge.walk((group, count, hidden) -> {
                int visible = merge.visible(group, count, hidden);
                if (visible >= 0) {
                    visitor.file(merge.cursors.get(visible).text(), visible);
                }
            });
        }
    }

    /** Merges layers, lowest first; one that was not read is empty. */
    public static Merged of(List<Optional<LayerFacts>> layers) {
        FolderLinks folders = new FolderLinks();
        List<Optional<LayerFacts>> laid = new ArrayList<>();
        layers.forEach(layer -> laid.add(layer.map(folders::lay)));
        LayerMerge merge = new LayerMerge(laid);
        merge.walk(merge::merge);
        merge.follow();
        merge.programs();
        merge.histories.removeIf(history -> history.facts().stream().allMatch(List::isEmpty));
        return new Merged(
                merge.files, merge.executables, merge.executableCount, merge.histories, merge.leftOut, folders, laid);
    }

    private void walk(Step step) {
        for (int i = 0; i < layers.size(); i++) {
            PathTable.Cursor cursor =
                    layers.get(i).map(LayerFacts::paths).orElse(PathTable.EMPTY).cursor();
            cursors.add(cursor);
            live[i] = cursor.next();
        }
        int[] group = new int[layers.size()];
        for (int count = group(group); count > 0; count = group(group)) {
            at(group, count, step);
            for (int i = 0; i < count; i++) {
                live[group[i]] = cursors.get(group[i]).next();
            }
        }
    }

    /** The layers, lowest first, that have the least path of all. */
    private int group(int[] group) {
        int count = 0;
        PathTable.Cursor least = null;
        for (int i = 0; i < live.length; i++) {
            if (!live[i]) {
                continue;
            }
            PathTable.Cursor cursor = cursors.get(i);
            int order = least == null
                    ? -1
                    : PathOrder.compare(cursor.path(), 0, cursor.length(), least.path(), 0, least.length());
            if (order < 0) {
                count = 0;
                least = cursor;
            }
            if (order <= 0) {
                group[count++] = i;
            }
        }
        return count;
    }

    /** Links to programs of lower layers are programs; most images have none, and are walked once. */
    private void programs() {
        leftOut += linkedPrograms.leftOut();
        if (linkedPrograms.isEmpty()) {
            return;
        }
        linkedPrograms.ask();
        LayerMerge again = new LayerMerge(layers);
        again.walk((group, count, hidden) -> {
            List<PathTable.Cursor> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                entries.add(again.cursors.get(group[i]));
            }
            linkedPrograms.at(entries, group, hidden);
        });
        for (Executable program : linkedPrograms.programs()) {
            executableCount++;
            executableBytes += program.path().length() + 64L;
            if (executableBytes <= EXECUTABLE_BYTES_MAX) {
                executables.add(program);
            }
        }
    }

    private void at(int[] group, int count, Step step) {
        PathTable.Cursor first = cursors.get(group[0]);
        long[] hidden = stack.at(first.path(), first.length());
        long[] below = hidden.clone();
        for (int i = 0; i < count; i++) {
            int marks = cursors.get(group[i]).marks();
            int node = EntryMarks.node(marks);
            boolean hides = (marks & (EntryMarks.WHITEOUT | EntryMarks.OPAQUE)) != 0
                    || (node != EntryMarks.NONE && node != EntryMarks.DIRECTORY);
            if (hides) {
                HideStack.add(below, group[i]);
            }
        }
        step.at(group, count, hidden);
        stack.push(first.path(), first.length(), below);
    }

    private void merge(int[] group, int count, long[] hidden) {
        boolean says = false;
        for (int i = 0; i < count; i++) {
            PathTable.Cursor cursor = cursors.get(group[i]);
            int marks = cursor.marks();
            boolean isLink = EntryMarks.node(marks) == EntryMarks.HARDLINK;
            boolean isSilent = (marks & EntryMarks.HERE) != 0 && !EntryMarks.isWantedLink(marks);
            says |= (isLink && !isSilent) || (marks & EntryMarks.FACTS) != 0;
            if (isLink) {
                linkedPrograms.take(cursor, group[i]);
            }
        }
        int visible = visible(group, count, hidden);
        if (visible >= 0) {
            file(cursors.get(visible), visible);
        }
        if (says) {
            history(group, count, hidden);
        }
    }

    /** The layer of the regular file that is there at last; negative where none is. */
    private int visible(int[] group, int count, long[] hidden) {
        for (int i = count - 1; i >= 0; i--) {
            int marks = cursors.get(group[i]).marks();
            int node = EntryMarks.node(marks);
            if (node != EntryMarks.NONE) {
                boolean isFile = node == EntryMarks.REGULAR || node == EntryMarks.HARDLINK;
                return isFile && !HideStack.anyAbove(hidden, group[i]) ? group[i] : -1;
            }
            if ((marks & EntryMarks.WHITEOUT) != 0) {
                return -1;
            }
        }
        return -1;
    }

    private void file(PathTable.Cursor cursor, int layer) {
        files++;
        if ((cursor.marks() & EntryMarks.ELF) != 0) {
            executable(cursor, layer);
        } else if (EntryMarks.node(cursor.marks()) == EntryMarks.HARDLINK) {
            linkedPrograms.see(cursor, layer);
        }
    }

    private void executable(PathTable.Cursor cursor, int layer) {
        executableCount++;
        executableBytes += cursor.length() + 64L;
        if (executableBytes <= EXECUTABLE_BYTES_MAX) {
            executables.add(new Executable(cursor.text(), layer, (cursor.marks() & EntryMarks.PROGRAM) != 0));
        }
    }

    private void history(int[] group, int count, long[] hidden) {
        if ((histories.size() + 1L) * layers.size() > STATES_MAX || linkBytes > LINK_BYTES_MAX) {
            leftOut++;
            return;
        }
        PathTable.Cursor first = cursors.get(group[0]);
        String path = first.text();
        int[] at = new int[layers.size()];
        List<List<FileFacts>> facts = new ArrayList<>();
        int now = -1;
        List<FileFacts> says = List.of();
        int linked = links.size();
        FileHistory history = new FileHistory(path, at, facts);
        int next = 0;
        for (int state = 0; state < at.length; state++) {
            if (HideStack.has(hidden, state)) {
                now = -1;
            }
            if (next < count && group[next] == state) {
                PathTable.Cursor cursor = cursors.get(state);
                int node = EntryMarks.node(cursor.marks());
                if (node == EntryMarks.REGULAR || node == EntryMarks.HARDLINK) {
                    now = state;
                    says = says(state, path);
                    if (node == EntryMarks.HARDLINK && says.isEmpty()) {
                        List<FileFacts> target = says(state, cursor.target());
                        if (target.isEmpty() && state > 0 && (cursor.marks() & EntryMarks.HERE) == 0) {
                            links.add(new Link(history, state, cursor.target()));
                            linkBytes += path.length() + cursor.target().length();
                        }
                        // Its own layer has seen that nobody knows the file under any other name.
                        says = EntryMarks.isWantedLink(cursor.marks()) ? target : List.of();
                    }
                } else if (node != EntryMarks.NONE || (cursor.marks() & EntryMarks.WHITEOUT) != 0) {
                    now = -1;
                }
                next++;
            }
            at[state] = now;
            facts.add(now < 0 ? List.of() : says);
        }
        if (links.size() > linked || facts.stream().anyMatch(state -> !state.isEmpty())) {
            histories.add(history);
        }
    }

    /** Links to files of lower layers say what those said when the layer was laid over them. */
    private void follow() {
        if (links.isEmpty()) {
            return;
        }
        Map<String, FileHistory> byPath = new HashMap<>();
        histories.forEach(history -> byPath.put(history.path(), history));
        links.sort(Comparator.comparingInt(Link::layer)); // a target may be such a link of a lower layer
        for (Link link : links) {
            FileHistory target = byPath.get(link.target());
            List<FileFacts> says = target == null ? List.of() : target.facts().get(link.layer() - 1);
            int[] at = link.history().layers();
            for (int state = link.layer(); state < at.length && at[state] == link.layer(); state++) {
                link.history().facts().set(state, says);
            }
        }
    }

    private List<FileFacts> says(int layer, String path) {
        return layers.get(layer).map(facts -> facts.of(path)).orElse(List.of());
    }
}
