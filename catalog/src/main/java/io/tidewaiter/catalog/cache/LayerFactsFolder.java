package io.tidewaiter.catalog.cache;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * One file per layer: a line that says what the file is about, then the coded facts, compressed with gzip, whose
 * checksum is at the end. Files appear whole, under a name that only their key has; several processes may share the
 * folder. The least recently used go when all together are too large.
 *
 * <p>Whoever can write the folder can write what scans believe: it belongs to the user, or to the service, alone.
 */
public final class LayerFactsFolder implements LayerFactsCache {
    /** Room for the facts of some ten thousand layers. */
    public static final long BYTES_MAX = 2L << 30;

    private static final String MAGIC = "tidewaiter layer facts 1: ";
    private static final String UNFINISHED = "unfinished";
    private static final String UNFINISHED_END = ".part";
    private static final int NAME_CHARS = 64;
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final Duration UNFINISHED_MAX = Duration.ofDays(1);

    private final Path folder;
    private final long bytesMax;
    private final Clock clock;
    private long bytes = -1;

    /**
     * @param folder made when something is to be kept
     * @param bytesMax that all files together may have
     */
    public LayerFactsFolder(Path folder, long bytesMax, Clock clock) {
        this.folder = folder;
        this.bytesMax = bytesMax;
        this.clock = clock;
    }

    @Override
    public boolean isEmpty() {
        String[] names = folder.toFile().list();
        return names == null || names.length == 0;
    }

    @Override
    public boolean holds(LayerKey key) {
        return Files.isRegularFile(file(key), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Optional<InputStream> find(LayerKey key) {
        Path file = file(key);
        if (!holds(key)) {
            return Optional.empty();
        }
        try {
            InputStream in =
                    new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), BUFFER_BYTES);
            try {
                byte[] wanted = header(key);
                byte[] line = in.readNBytes(wanted.length);
                if (Arrays.equals(line, wanted)) {
                    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
                    return Optional.of(new GZIPInputStream(in, BUFFER_BYTES));
                }
            } catch (IOException e) {
                in.close();
                throw e;
            }
            in.close();
        } catch (IOException e) {
            // as below: it cannot be read
        }
        remove(key);
        return Optional.empty();
    }

    private static byte[] header(LayerKey key) {
        return (MAGIC + key.line() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private Path file(LayerKey key) {
        return folder.resolve(key.fileName());
    }

    @Override
    public void remove(LayerKey key) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException e) {
            // it stays, and is found damaged again
        }
    }

    @Override
    public Keeping keep(LayerKey key) {
        try {
            Files.createDirectories(folder);
            Path unfinished = Files.createTempFile(folder, UNFINISHED, UNFINISHED_END);
            OutputStream file = new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER_BYTES);
            return new Writing(key, unfinished, new Sink(file, header(key)));
        } catch (IOException e) {
            return NONE.keep(key);
        }
    }

    /** Puts a whole file under its name, and makes room. */
    private void place(Path unfinished, LayerKey key) throws IOException {
        long size = Files.size(unfinished);
        if (size > bytesMax) {
            return;
        }
        Files.setLastModifiedTime(unfinished, FileTime.from(clock.instant()));
        Files.move(unfinished, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        makeRoom(size);
    }

    private synchronized void makeRoom(long added) throws IOException {
        if (bytes >= 0 && bytes + added <= bytesMax) {
            bytes += added;
            return;
        }
        List<Kept> kept = kept();
        bytes = kept.stream().mapToLong(Kept::size).sum();
        if (bytes > bytesMax) {
            long enough = bytesMax - bytesMax / 8; // not at every file that comes
            for (Kept oldest : kept) {
                if (bytes > enough) {
                    Files.deleteIfExists(oldest.file());
                    bytes -= oldest.size();
                }
            }
        }
    }

    private record Kept(Path file, long size, FileTime used) {}

    /** Our files, the least recently used first. What a process that died left unfinished is removed. */
    private List<Kept> kept() throws IOException {
        List<Kept> kept = new ArrayList<>();
        FileTime abandoned = FileTime.from(clock.instant().minus(UNFINISHED_MAX));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                boolean unfinished = name.startsWith(UNFINISHED) && name.endsWith(UNFINISHED_END);
                if (!unfinished && !isOurs(name)) {
                    continue;
                }
                try {
                    BasicFileAttributes attributes =
                            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    if (!unfinished) {
                        kept.add(new Kept(file, attributes.size(), attributes.lastModifiedTime()));
                    } else if (attributes.lastModifiedTime().compareTo(abandoned) < 0) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException e) {
                    // another process made room meanwhile
                }
            }
        }
        kept.sort(Comparator.comparing(Kept::used).thenComparing(Kept::file));
        return kept;
    }

    private static boolean isOurs(String name) {
        return name.length() == NAME_CHARS && name.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
    }

    private final class Writing extends Keeping {
        private final LayerKey key;
        private final Path unfinished;
        private final Sink sink;

        private Writing(LayerKey key, Path unfinished, Sink sink) {
            super(sink);
            this.key = key;
            this.unfinished = unfinished;
            this.sink = sink;
        }

        @Override
        public void commit() {
            try {
                if (sink.finish()) {
                    place(unfinished, key);
                }
            } catch (IOException e) {
                // not kept
            }
        }

        @Override
        public void close() {
            sink.finish();
            try {
                Files.deleteIfExists(unfinished);
            } catch (IOException e) {
                // whoever makes room next removes it
            }
        }
    }

    /** A file that swallows its faults, a full disk for one, and remembers that there was one. */
    private static final class Sink extends OutputStream {
        private final OutputStream file;
        private final OutputStream out;
        private boolean finished;
        private boolean failed;

        private Sink(OutputStream file, byte[] header) throws IOException {
            this.file = file;
            file.write(header);
            this.out = new Fast(file);
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            if (failed || finished) {
                return;
            }
            try {
                out.write(buffer, offset, length);
            } catch (IOException e) {
                failed = true;
            }
        }

        /** False where anything failed. */
        private boolean finish() {
            if (!finished) {
                finished = true;
                try (file) {
                    out.close();
                } catch (IOException e) {
                    failed = true;
                }
            }
            return !failed;
        }
    }

    /** It is written while a scan waits, and read in the next one: what zlib does quickest. */
    private static final class Fast extends GZIPOutputStream {
        private Fast(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
