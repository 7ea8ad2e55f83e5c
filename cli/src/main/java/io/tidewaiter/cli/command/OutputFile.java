package io.tidewaiter.cli.command;

import io.tidewaiter.model.FileFault;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * A file that the user named for a document. A regular file is replaced when the document is whole, through a link that
 * names it; a device or a pipe ({@code /dev/null}) is written to and stays what it is.
 */
public record OutputFile(Path file) {
    private static final int LINKS_MAX = 40;
    private static final Pattern STANDARD_OUTPUT = Pattern.compile("/dev/(stdout|fd/1)|/proc/(self|thread-self)/fd/1");
    private static final Pattern OPEN =
            Pattern.compile("/dev/(stdout|stderr|fd/\\d+)|/proc/(self|thread-self)/fd/\\d+");

    /** Writes a document. */
    @FunctionalInterface
    public interface Document {
        /** Writes all of it. */
        void write(OutputStream out) throws IOException;
    }

    /** Whether something is there that cannot be replaced by a file. */
    public boolean isDevice() {
        return Files.exists(file) && !Files.isDirectory(file) && (!Files.isRegularFile(file) || isOpen());
    }

    /** Whether it is one of this process's own files ({@code /dev/stdout}): somebody else writes to the same one. */
    private boolean isOpen() {
        return OPEN.matcher(file.toString()).matches();
    }

    /** Whether it is this process's standard output by another name. */
    public boolean isStandardOutput() {
        return STANDARD_OUTPUT.matcher(file.toString()).matches();
    }

    /** What is replaced: behind a link what it names, be it there or not. */
    public Path target() throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == LINKS_MAX) {
                throw new FileSystemException(file.toString(), null, "too many links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    /** Refuses what no document can be written to, before anybody waits for one. */
    public void check() {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw new CliException(ExitCode.FAILED, "write " + file + ": it is a folder; name a file");
        }
        if (!Files.isDirectory(folder)) {
            throw new CliException(
                    ExitCode.FAILED, "write " + file + ": there is no folder " + folder + "; make it or name another");
        }
    }

    /** Writes the document, or says why not. */
    public void write(Document document) {
        try {
            if (isDevice()) {
                to(file, document, Files.isRegularFile(file) ? StandardOpenOption.APPEND : StandardOpenOption.WRITE);
            } else {
                replace(target(), document);
            }
        } catch (IOException e) {
            throw failed(file.toString(), e);
        }
    }

    /** Writes the document to a stream that has no name in the file system. */
    public static void write(String name, OutputStream out, Document document) {
        try {
            document.write(out);
            out.flush();
        } catch (IOException e) {
            throw failed(name, e);
        } catch (RuntimeException e) {
            throw e.getCause() instanceof IOException cause ? failed(name, cause) : e;
        }
    }

    private void replace(Path target, Document document) throws IOException {
        // Not a "temporary file" of the JDK: those can be read by nobody else, and this becomes the user's document.
        // Its name is nobody else's by CREATE_NEW; a UUID's source of chance takes a scan 8 ms to start.
        Path unfinished = target.resolveSibling(".tidewaiter-" + Long.toHexString(System.nanoTime()) + ".part");
        try {
            Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                    .close();
            if (Files.exists(target)) { // before anything is in it: what only some may read stays so
                Files.setPosixFilePermissions(unfinished, Files.getPosixFilePermissions(target));
            }
            to(unfinished, document, StandardOpenOption.WRITE);
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void to(Path path, Document document, StandardOpenOption... options) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path, options))) {
            write(file.toString(), out, document);
        }
    }

    private static CliException failed(String name, IOException cause) {
        return new CliException(ExitCode.FAILED, "write " + name + ": " + FileFault.told(cause));
    }
}
