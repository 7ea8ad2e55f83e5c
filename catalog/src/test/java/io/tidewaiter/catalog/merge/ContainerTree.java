package io.tidewaiter.catalog.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a container, changed as processes in it change them: what a layer says is the difference of two of these.
 * Paths are those of the tree itself; none leads through a symbolic link.
 */
final class ContainerTree {
    /** What a path names; two paths that name the very same one are hard links to each other. */
    sealed interface Node {}

    /** A folder; what is in it are the paths below. */
    record Folder(int mode) implements Node {}

    /** A symbolic link. */
    record Symlink(String target) implements Node {}

    /** A file; not a record, since it is another where it has the same bytes. */
    static final class Inode implements Node {
        private final byte[] content;
        private final int mode;

        Inode(byte[] content, int mode) {
            this.content = content;
            this.mode = mode;
        }

        byte[] content() {
            return content;
        }

        int mode() {
            return mode;
        }

        @Override
        public String toString() {
            return "file of " + content.length;
        }
    }

    private final TreeMap<String, Node> nodes = new TreeMap<>();

    ContainerTree() {}

    ContainerTree(ContainerTree other) {
        nodes.putAll(other.nodes);
    }

    NavigableMap<String, Node> nodes() {
        return nodes;
    }

    @Nullable
    Node at(String path) {
        return nodes.get(path);
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    boolean isFolder(String path) {
        return path.isEmpty() || nodes.get(path) instanceof Folder;
    }

    /** Whether every folder above a path can be there: none of them is a link, or a file. */
    boolean isOpen(String path) {
        for (String folder = parent(path); !folder.isEmpty(); folder = parent(folder)) {
            Node node = nodes.get(folder);
            if (node != null && !(node instanceof Folder)) {
                return false;
            }
        }
        return true;
    }

    /** What is in a folder, however deep. */
    Map<String, Node> below(String folder) {
        return nodes.subMap(folder + "/", folder + "0");
    }

    void put(String path, Node node) {
        for (String folder = parent(path); !folder.isEmpty(); folder = parent(folder)) {
            nodes.putIfAbsent(folder, new Folder(0755));
        }
        if (!(node instanceof Folder)) {
            below(path).clear();
        }
        nodes.put(path, node);
    }

    void remove(String path) {
        below(path).clear();
        nodes.remove(path);
    }

    /** The same files under another name. */
    void rename(String from, String to) {
        Node node = nodes.get(from);
        if (node == null || to.equals(from) || to.startsWith(from + "/") || from.startsWith(to + "/") || !isOpen(to)) {
            return;
        }
        Map<String, Node> moved = new TreeMap<>(below(from));
        remove(from);
        remove(to);
        put(to, node);
        moved.forEach((path, below) -> nodes.put(to + path.substring(from.length()), below));
    }

    /** The paths of files. */
    List<String> files() {
        List<String> files = new ArrayList<>();
        nodes.forEach((path, node) -> {
            if (node instanceof Inode) {
                files.add(path);
            }
        });
        return files;
    }

    /** Links to folders: the path of each, and that of its folder. */
    Map<String, String> links() {
        Map<String, String> links = new TreeMap<>();
        nodes.forEach((path, node) -> {
            if (node instanceof Symlink symlink
                    && symlink.target.startsWith("/")
                    && isFolder(symlink.target.substring(1))) {
                links.put(path, symlink.target.substring(1));
            }
        });
        return links;
    }

    static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
