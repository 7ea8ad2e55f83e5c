package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.merge.ContainerTree.Folder;
import io.tidewaiter.catalog.merge.ContainerTree.Inode;
import io.tidewaiter.catalog.merge.ContainerTree.Node;
import io.tidewaiter.catalog.merge.ContainerTree.Symlink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What is done in a container between two layers: packages come and go, folders move, names are linked. */
final class ContainerSession {
    private static final List<String> FILES = List.of(
            "etc/os-release",
            "usr/lib/os-release",
            "var/lib/dpkg/status",
            "var/lib/dpkg/status.d/curl",
            "var/lib/dpkg/info/curl.list",
            "var/lib/dpkg/info/bash.list",
            "lib/apk/db/installed",
            "usr/lib/apk/db/installed",
            "app/node_modules/qs/package.json",
            "app/node_modules/@a/b/package.json",
            "usr/lib/python3/dist-packages/six-1.16.dist-info/METADATA",
            "usr/lib/python3/dist-packages/six-1.16.dist-info/RECORD",
            "usr/lib/python3/dist-packages/six.py",
            "usr/bin/curl",
            "usr/bin/bash",
            "opt/tool",
            "opt/one.jar",
            "srv/notes");

    /** Names that are given to one file: programs, what a package manager links to its store. */
    private static final List<List<String>> LINKED = List.of(
            List.of("usr/bin/curl", "usr/bin/bash", "opt/tool"),
            List.of(
                    "app/node_modules/qs/package.json",
                    "app/node_modules/@a/b/package.json",
                    "aaa/store/1",
                    "srv/store/1"));

    private static final List<String> FOLDERS = List.of(
            "app",
            "app/node_modules",
            "app/node_modules/qs",
            "lib",
            "opt",
            "srv",
            "srv/data",
            "srv/data/lib",
            "usr",
            "usr/bin",
            "usr/lib",
            "usr/lib/python3",
            "usr/lib/python3/dist-packages",
            "usr/lib/apk",
            "var/lib",
            "var/lib/dpkg",
            "var/lib/dpkg/info",
            "etc");

    private static final List<String> DATA = List.of("srv/data", "srv/data/lib", "srv/dpkg");

    private final Random random;
    private final List<String> told = new ArrayList<>();

    ContainerSession(Random random) {
        this.random = random;
    }

    /** Whether a file at a path is read for its path. */
    static boolean isKnown(String path) {
        return FILES.contains(path);
    }

    /** What was done, for a person. */
    List<String> told() {
        return told;
    }

    /** Another tree, made of one by a few changes. */
    ContainerTree changed(ContainerTree before) {
        ContainerTree tree = new ContainerTree(before);
        told.add("layer");
        for (int i = (before.nodes().isEmpty() ? 6 : 0) + random.nextInt(5); i >= 0; i--) {
            change(tree);
        }
        return tree;
    }

    private void change(ContainerTree tree) {
        String file = ContainerTree.any(FILES, random);
        String folder = ContainerTree.any(FOLDERS, random);
        String other = ContainerTree.any(FOLDERS, random);
        // A database is moved to a folder of its own: what else lay there would be read as a part of it.
        String place = folder.startsWith("var/") ? ContainerTree.any(DATA, random) : other;
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4, 5 -> put(tree, file, new Inode(content(file), mode(file)), "write");
            case 6 -> remove(tree, file);
            case 7 -> remove(tree, folder);
            case 8 -> {
                told.add("rename " + folder + " " + other);
                tree.rename(folder, other);
            }
            case 9 -> moveAndLink(tree, folder, place);
            case 10 -> put(tree, folder, new Symlink((random.nextBoolean() ? "/" : "../") + place), "symlink " + place);
            case 11 -> copyUp(tree);
            case 12, 14, 15 -> hardLink(tree);
            default -> replaceFolder(tree, folder);
        }
    }

    private void put(ContainerTree tree, String path, Node node, String what) {
        if (tree.isOpen(path) && !(tree.isFolder(path) && node instanceof Inode)) {
            told.add(what + " at " + path);
            tree.put(path, node);
        }
    }

    private void remove(ContainerTree tree, String path) {
        if (tree.at(path) != null) {
            told.add("remove " + path);
            tree.remove(path);
        }
    }

    /** As a system merges {@code /lib} into {@code /usr}. */
    private void moveAndLink(ContainerTree tree, String from, String to) {
        if (tree.at(from) instanceof Folder && tree.at(to) == null) {
            tree.rename(from, to);
            if (tree.at(from) == null) {
                put(tree, from, new Symlink("/" + to), "moved to " + to + ", link");
            }
        }
    }

    /** The mode changes, the bytes do not; a runtime writes the whole file into the layer. */
    private void copyUp(ContainerTree tree) {
        List<String> files = tree.files();
        if (!files.isEmpty()) {
            String path = ContainerTree.any(files, random);
            if (tree.at(path) instanceof Inode inode) {
                told.add("chmod " + path);
                tree.put(path, new Inode(inode.content(), inode.mode() ^ 0022));
            }
        }
    }

    private void hardLink(ContainerTree tree) {
        List<String> names = ContainerTree.any(LINKED, random);
        String from = ContainerTree.any(names, random);
        String to = ContainerTree.any(names, random);
        if (tree.at(from) instanceof Inode inode && !from.equals(to) && tree.isOpen(to) && !tree.isFolder(to)) {
            told.add("ln " + from + " " + to);
            tree.put(to, inode);
        }
    }

    private void replaceFolder(ContainerTree tree, String folder) {
        if (tree.at(folder) instanceof Folder) {
            told.add("anew " + folder);
            tree.remove(folder);
            tree.put(folder, new Folder(0700));
        }
    }

    private static int mode(String path) {
        return path.startsWith("usr/bin/") || path.equals("opt/tool") ? 0755 : 0644;
    }

    private byte[] content(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int version = random.nextInt(3);
        return switch (name) {
            case "os-release" ->
                text(
                        random.nextBoolean()
                                ? "ID=debian\nVERSION_ID=\"12\"\n"
                                : "ID=alpine\nVERSION_ID=3.2" + version + ".1\n");
            case "status" -> text(stanza("bash", version) + (random.nextBoolean() ? stanza("curl", version) : ""));
            case "curl" -> path.startsWith("usr/") ? elf(version) : text(stanza("curl", version));
            case "curl.list" -> text("/.\n/usr\n/usr/bin\n/usr/bin/curl\n");
            case "bash.list" -> text("/.\n/usr/bin/bash\n/opt/tool\n");
            case "installed" ->
                text("P:musl\nV:1.2." + version + "-r0\nA:x86_64\no:musl\nF:usr/bin\nR:bash\n\n"
                        + (random.nextBoolean() ? "P:zlib\nV:1.3-r0\nA:x86_64\no:zlib\n\n" : ""));
            case "package.json" ->
                text("{\"name\":\"" + (path.contains("@a") ? "@a/b" : "qs") + "\",\"version\":\"1.0." + version
                        + "\"}");
            case "METADATA" -> text("Metadata-Version: 2.1\nName: six\nVersion: 1.16." + version + "\n\n");
            case "RECORD" -> text("six.py,,\nsix-1.16.dist-info/METADATA,,\n");
            case "bash", "tool" -> elf(version);
            case "one.jar" -> jar(version);
            default -> text("notes " + version);
        };
    }

    private static String stanza(String name, int version) {
        return "Package: " + name + "\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1:5." + version
                + "\n\n";
    }

    private static byte[] elf(int version) {
        byte[] program = new byte[200];
        System.arraycopy(
                new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0}, 0, program, 0, 20);
        program[199] = (byte) version;
        return program;
    }

    private static byte[] jar(int version) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("META-INF/maven/g/one/pom.properties"));
            zip.write(text("groupId=g\nartifactId=one\nversion=1." + version + "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
