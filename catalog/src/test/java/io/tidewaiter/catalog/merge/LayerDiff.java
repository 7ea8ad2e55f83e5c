package io.tidewaiter.catalog.merge;

import io.tidewaiter.testkit.TarBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layer that makes one tree of another (OCI image-spec, layer.md), in any of the ways in which builders write it:
 * whiteouts before, behind or among the entries, a folder that was emptied as opaque, names of one file as hard links to a
 * name in the layer or to one below it, paths that lead through a link of the layers below.
 */
final class LayerDiff {
    private final ContainerTree before;
    private final ContainerTree after;
    private final Random random;

    /** Names that the layer says nothing of because a folder above is written whole. */
    private final Set<String> opaque = new HashSet<>();

    private final List<String> whiteouts = new ArrayList<>();
    private final List<String> entries = new ArrayList<>();

    private LayerDiff(ContainerTree before, ContainerTree after, Random random) {
        this.before = before;
        this.after = after;
        this.random = random;
    }

    static TarBuilder of(ContainerTree before, ContainerTree after, Random random) {
        LayerDiff diff = new LayerDiff(before, after, random);
        diff.compare();
        return diff.tar();
    }

    /** All of a tree. */
    static TarBuilder whole(ContainerTree tree, Random random) {
        return of(new ContainerTree(), tree, random);
    }

    private void compare() {
        before.nodes().forEach((path, node) -> {
            boolean stood = before.isFolder(path) && after.isFolder(path);
            if (stood && !hasOpaqueAbove(path) && random.nextInt(8) == 0) {
                opaque.add(path);
            }
        });
        before.nodes().keySet().forEach(path -> {
            String parent = ContainerTree.parent(path);
            boolean gone = after.at(path) == null && after.isFolder(parent) && !hasOpaqueAbove(path);
            // Nothing above it was replaced: a whiteout speaks of what the folder below has.
            if (gone && isKept(parent)) {
                whiteouts.add(path);
            }
        });
        after.nodes().forEach((path, node) -> {
            if (hasOpaqueAbove(path) || !node.equals(before.at(path))) {
                entries.add(path);
            }
        });
    }

    private boolean isKept(String folder) {
        for (String at = folder; !at.isEmpty(); at = ContainerTree.parent(at)) {
            if (!before.isFolder(at) || !after.isFolder(at)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasOpaqueAbove(String path) {
        for (String folder = ContainerTree.parent(path); !folder.isEmpty(); folder = ContainerTree.parent(folder)) {
            if (opaque.contains(folder)) {
                return true;
            }
        }
        return false;
    }

    private TarBuilder tar() {
        TarBuilder tar = new TarBuilder();
        int place = random.nextInt(3);
        List<String> hidden = new ArrayList<>(whiteouts);
        opaque.forEach(folder -> hidden.add(folder + "/"));
        Collections.shuffle(hidden, random);
        int next = 0;
        if (place == 0) {
            next = hidden.size();
            hidden.forEach(path -> hide(tar, path));
        }
        Map<ContainerTree.Inode, String> written = new HashMap<>();
        for (String path : entries) {
            while (place == 1 && next < hidden.size() && random.nextBoolean()) {
                hide(tar, hidden.get(next++));
            }
            entry(tar, path, written);
        }
        while (next < hidden.size()) {
            hide(tar, hidden.get(next++));
        }
        return tar;
    }

    private void hide(TarBuilder tar, String path) {
        if (path.endsWith("/")) {
            tar.opaque(form(path.substring(0, path.length() - 1)));
        } else {
            tar.whiteout(form(path));
        }
    }

    private void entry(TarBuilder tar, String path, Map<ContainerTree.Inode, String> written) {
        switch (after.at(path)) {
            case null -> throw new IllegalStateException(path);
            case ContainerTree.Folder _ -> tar.directory(form(path));
            case ContainerTree.Symlink link -> tar.symlink(form(path), link.target());
            case ContainerTree.Inode file -> {
                String first = written.get(file);
                // A link to a layer below from or to a name that nobody reads is told, or says too much.
                String target = first == null && ContainerSession.isKnown(path) ? kept(file) : first;
                if (target != null && random.nextInt(4) > 0) {
                    tar.hardlink(form(path), form(target));
                } else {
                    tar.entry(form(path), '0', "", file.mode(), file.content());
                    written.put(file, path);
                }
            }
        }
    }

    /** A name of the file that the layers below have and this one leaves alone. */
    private @Nullable String kept(ContainerTree.Inode file) {
        for (String path : after.files()) {
            if (ContainerSession.isKnown(path)
                    && file.equals(after.at(path))
                    && file.equals(before.at(path))
                    && !hasOpaqueAbove(path)) {
                return path;
            }
        }
        return null;
    }

    /** One of the ways in which a path is written. */
    private String form(String path) {
        List<String> forms = new ArrayList<>(List.of(path, path, path, "./" + path, "/" + path));
        before.links().forEach((link, folder) -> {
            boolean stays = Objects.equals(before.at(link), after.at(link))
                    && Objects.equals(before.at(folder), after.at(folder))
                    && !hasOpaqueAbove(link + "/")
                    && !hasOpaqueAbove(folder + "/");
            // As /lib is /usr/lib: no builder writes the files of a known place under a name of its own.
            boolean alike = folder.endsWith(link.substring(link.lastIndexOf('/') + 1));
            if (stays && alike && path.startsWith(folder + "/")) {
                forms.add(link + path.substring(folder.length()));
            }
        });
        return ContainerTree.any(forms, random);
    }
}
