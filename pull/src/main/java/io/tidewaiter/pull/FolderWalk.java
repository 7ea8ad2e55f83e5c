package io.tidewaiter.pull;

import io.tidewaiter.model.inventory.CoverageFact;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a root folder in a fixed order, a folder before what is in it, names in code-point order. Symbolic links
 * are items, never followed; devices, pipes and sockets are left out, and the kernel's own file systems are not entered.
 * What cannot be read is told and left out.
 */
final class FolderWalk {
    /** A file, folder or symbolic link; {@code name} is relative, with {@code /}. */
    record Item(String name, Path path, PosixFileAttributes attributes) {}

    private static final int ITEMS_MAX = 5_000_000;
    private static final int DEPTH_MAX = 1000;
    private static final Set<String> KERNEL = Set.of(
            "proc", "sysfs", "devpts", "devtmpfs", "cgroup", "cgroup2", "mqueue", "debugfs", "tracefs", "securityfs");

    private final Path root;
    private final Consumer<CoverageFact> facts;
    private final Deque<Iterator<Path>> open = new ArrayDeque<>();
    private int items;

    FolderWalk(Path root, Consumer<CoverageFact> facts) throws IOException {
        this.root = root;
        this.facts = facts;
        open.push(children(root));
    }

    /** The next item; null at the end. */
    @Nullable
    Item next() throws IOException {
        while (!open.isEmpty()) {
            Iterator<Path> folder = open.getFirst();
            if (!folder.hasNext()) {
                open.pop();
                continue;
            }
            Path path = folder.next();
            if (++items > ITEMS_MAX) {
                tell(CoverageFact.Kind.LIMIT_REACHED, "", "the folder has more than " + ITEMS_MAX + " entries");
                open.clear();
                return null;
            }
            Item item = item(path);
            if (item != null) {
                return item;
            }
        }
        return null;
    }

    private @Nullable Item item(Path path) throws IOException {
        String name = root.relativize(path).toString();
        PosixFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            // Gone since its folder was listed, or of a name that this system cannot spell.
            tell(CoverageFact.Kind.FILE_UNREADABLE, name, "the file went away or its name is not in UTF-8");
            return null;
        }
        if (attributes.isSymbolicLink()) {
            return new Item(name, path, attributes);
        }
        if (!attributes.isDirectory() && !attributes.isRegularFile()) {
            return null;
        }
        if (!Files.isReadable(path)) {
            tell(CoverageFact.Kind.FILE_UNREADABLE, name, "we may not read it");
            return null;
        }
        if (attributes.isDirectory()) {
            enter(path, name);
        }
        return new Item(name, path, attributes);
    }

    private void enter(Path path, String name) throws IOException {
        boolean atTop = open.size() == 1;
        if (atTop && KERNEL.contains(Files.getFileStore(path).type())) {
            tell(CoverageFact.Kind.NOTE, name, "a file system of the kernel was not entered");
        } else if (open.size() >= DEPTH_MAX) {
            tell(CoverageFact.Kind.LIMIT_REACHED, name, "folders are nested more than " + DEPTH_MAX + " deep");
        } else {
            open.push(children(path));
        }
    }

    private static Iterator<Path> children(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
            for (Path child : listing) {
                if (found.size() > ITEMS_MAX) {
                    break; // the walk's own count then says so
                }
                found.add(child);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(Comparator.comparing(path -> String.valueOf(path.getFileName())));
        return found.iterator();
    }

    private void tell(CoverageFact.Kind kind, String name, String detail) {
        facts.accept(new CoverageFact(kind, name, 0, detail));
    }
}
