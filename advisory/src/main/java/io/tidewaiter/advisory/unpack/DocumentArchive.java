package io.tidewaiter.advisory.unpack;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.tar.TarEntry;
import io.tidewaiter.archive.tar.TarHandler;
import io.tidewaiter.archive.tar.TarParser;
import io.tidewaiter.archive.tar.TarType;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the files in a zip or a tar, the tar packed as {@link Packing} knows it.
 *
 * <p>A zip is read in the order of its names, a tar in its own; a file of a tar is held in memory, because what follows
 * it cannot wait. What stands in an archive that turns out to be damaged or too large was handed on before that.
 */
public final class DocumentArchive {
    private static final int CHUNK_BYTES = 1 << 16;

    private DocumentArchive() {}

    /** Takes the files. */
    public interface Sink {
        /** Up to how many bytes of that file are wanted, as it lies in the archive; 0 for none of it. */
        long wants(String path);

        /** One wanted file, at most one byte longer than was wanted. */
        void document(String path, InputStream document) throws IOException;

        /** A wanted file that cannot be read; the others can. */
        void unreadable(String path, String reason);
    }

    /**
     * Reads all of it.
     *
     * @param name of the file, which tells what it is
     * @throws IOException where it is damaged, or larger than the bounds
     */
    public static void read(Path file, String name, ArchiveBounds bounds, Sink sink) throws IOException {
        if (Packing.isZip(name)) {
            zip(file, bounds, sink);
        } else {
            tar(file, name, bounds, sink);
        }
    }

    private static void zip(Path file, ArchiveBounds bounds, Sink sink) throws IOException {
        ExpansionBudget budget = new ExpansionBudget("the zip", bounds.budget(Files.size(file)));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > bounds.entriesMax()) {
                throw new IOException("the zip has " + zip.size() + " entries, more than " + bounds.entriesMax());
            }
            for (ZipEntry entry : entries(zip)) {
                if (sink.wants(entry.getName()) > 0) {
                    entry(zip, entry, budget, sink);
                }
            }
        } catch (IllegalArgumentException e) {
            // ZipFile answers some broken names so.
            throw new ZipException(String.valueOf(e.getMessage()));
        }
    }

    private static List<ZipEntry> entries(ZipFile zip) {
        List<ZipEntry> entries = new ArrayList<>(zip.size());
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            if (!entry.isDirectory()) {
                entries.add(entry);
            }
        }
        entries.sort(Comparator.comparing(ZipEntry::getName));
        return entries;
    }

    private static void entry(ZipFile zip, ZipEntry entry, ExpansionBudget budget, Sink sink) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            sink.document(entry.getName(), budget.counted(in));
        } catch (ExpansionBudget.Overflow e) {
            throw e;
        } catch (IOException e) {
            sink.unreadable(entry.getName(), "the zip entry cannot be read: " + e.getMessage());
        }
    }

    private static void tar(Path file, String name, ArchiveBounds bounds, Sink sink) throws IOException {
        ExpansionBudget budget = new ExpansionBudget("the tar", bounds.budget(Files.size(file)));
        TarParser parser = new TarParser(bounds.tar(), new Collector(sink));
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream packed = new BufferedInputStream(Files.newInputStream(file), CHUNK_BYTES);
                InputStream expanded = Packing.plain(name, packed)) { // closed itself: zstd's window is no object's
            InputStream plain = budget.counted(expanded);
            for (int n = plain.read(chunk); n >= 0; n = plain.read(chunk)) {
                parser.write(chunk, 0, n);
            }
            parser.finish();
        } catch (ArchiveException e) {
            throw new IOException(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Holds the file that is being read. */
    private static final class Collector implements TarHandler {
        private final Sink sink;
        private @Nullable ByteArrayOutputStream held;
        private long left;

        Collector(Sink sink) {
            this.sink = sink;
        }

        @Override
        public @Nullable ByteSink entry(TarEntry entry) {
            held = null;
            left = entry.type() == TarType.REGULAR ? sink.wants(path(entry)) + 1 : 1;
            if (left <= 1) {
                return null;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.clamp(entry.size(), 32, left));
            held = bytes;
            return (buffer, from, length) -> {
                int taken = (int) Math.min(left, length);
                bytes.write(buffer, from, taken);
                left -= taken;
            };
        }

        @Override
        public void entryEnd(TarEntry entry) {
            if (held == null) {
                return;
            }
            byte[] bytes = held.toByteArray();
            held = null;
            try {
                sink.document(path(entry), new ByteArrayInputStream(bytes));
            } catch (IOException e) {
                sink.unreadable(path(entry), String.valueOf(e.getMessage()));
            }
        }

        private static String path(TarEntry entry) {
            String path = entry.rawPath();
            return path.startsWith("./") ? path.substring(2) : path;
        }
    }
}
