package io.tidewaiter.catalog.read;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Knows one kind of file that tells of packages: which files it wants, and what their bytes say.
 *
 * <p>Implementations are stateless and run in the cell, several files at a time. {@link #read} never throws for anything
 * that the bytes hold: what it cannot read is a {@link Fact.UnreadFact}. Its work is linear in the bytes and bounded by
 * the limits; it opens no file, no socket, starts no thread and logs nothing.
 */
public interface Cataloger {
    /** Lower case, as evidence names it: {@code dpkg}, {@code java}. */
    String name();

    /** What it reads, for people. */
    Declaration declaration();

    /** Whether the file is wanted for its path; called for every regular file of a layer, so it is cheap. */
    boolean wants(FileEntry file);

    /**
     * Ends of paths: every file that it wants for its path has one of them, in upper or lower case. An empty text is the
     * end of every path; without any, no path is wanted. So that few are asked for a file ({@link Wanting}).
     *
     * @return each empty, or at least two characters
     */
    default List<String> endings() {
        return List.of("");
    }

    /**
     * Whether the file is wanted for its first bytes; only asked where the path did not decide and the first byte is that
     * of a program ({@link ProgramStart}).
     *
     * @param head at least the first 64 bytes, or all of a shorter file
     */
    default boolean wantsHead(FileEntry file, byte[] head, int headBytes) {
        return false;
    }

    /**
     * Name of the file in the same folder that this one belongs to, where two files have to be read together; that file's
     * own name for itself, and empty for the many that are read alone. Only asked of wanted files.
     *
     * <p>A file that belongs to another is read at the end of its layer: by {@link #readTogether} if the layer has the
     * other one, else by {@link #read}.
     */
    default String belongsTo(FileEntry file) {
        return "";
    }

    /** The largest file that is read; a larger one becomes a coverage fact without being read. */
    int bytesMax();

    /**
     * Reads one file whole.
     *
     * @param content exactly the file's bytes
     * @param limits for every archive or stream within the file
     */
    void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts);

    /**
     * Reads a file once more, now with the files that belong to it; what it tells replaces what was told of the file.
     *
     * @param companions bytes by name; at least one
     */
    default void readTogether(
            FileEntry file, byte[] content, Map<String, byte[]> companions, Limits limits, Consumer<Fact> facts) {
        read(file, content, limits, facts);
    }
}
