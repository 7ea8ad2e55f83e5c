package io.tidewaiter.catalog.layer;

/** What a {@link PathTable} says of one path: a node in the low bits, marks in the high ones. */
public final class EntryMarks {
    /** The layer has no node here, only marks. */
    public static final int NONE = 0;

    public static final int DIRECTORY = 1;
    public static final int REGULAR = 2;
    public static final int SYMLINK = 3;
    public static final int HARDLINK = 4;
    /** A device or a pipe. */
    public static final int SPECIAL = 5;

    /** Selects the node. */
    public static final int NODE = 7;
    /** Whatever the layers below have here is hidden. */
    public static final int WHITEOUT = 8;
    /** Whatever the layers below have in this directory is hidden. */
    public static final int OPAQUE = 16;
    /** A regular file that begins like an ELF program. */
    public static final int ELF = 32;
    /** The layer has facts under this path. */
    public static final int FACTS = 64;
    /** With {@link #ELF}: it is meant to be run, whatever its name says. */
    public static final int PROGRAM = 128;
    /** Of a hard link: a cataloger wants the file under this name. */
    public static final int WANTED = 256;
    /** Of a hard link: a cataloger wants the file under this name if it is a program, and not under that which it leads to. */
    public static final int NAMED = 512;
    /** Of a hard link: it leads to a regular file of its own layer, and that is no program. */
    public static final int HERE = 1024;

    /** All marks and nodes at once. */
    static final int ALL = 2047;

    private EntryMarks() {}

    /** The node of an entry. */
    public static int node(int marks) {
        return marks & NODE;
    }

    /** Whether it is a hard link that a cataloger wants for its name. */
    public static boolean isWantedLink(int marks) {
        return node(marks) == HARDLINK && (marks & (ELF | WANTED)) == WANTED;
    }

    /** Whether it is a hard link whose name a cataloger wants that reads programs, to what may be one. */
    public static boolean isNamedLink(int marks) {
        return node(marks) == HARDLINK && (marks & (NAMED | HERE)) == NAMED;
    }

    /** Whether the entry has a link target. */
    public static boolean hasTarget(int marks) {
        return node(marks) == SYMLINK || node(marks) == HARDLINK;
    }
}
