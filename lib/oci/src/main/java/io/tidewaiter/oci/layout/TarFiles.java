package io.tidewaiter.oci.layout;

import io.tidewaiter.oci.layout.TarIndex.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A layout in a tar archive. Links are followed within the archive only. One that is compressed with gzip is expanded
 * first, into a file without a name that goes with this object.
 */
final class TarFiles implements LayoutFiles {
    private static final int LINKS_MAX = 8;

    private final Path archive;
    private final Opener opener;
    private final TarIndex index;

    /** Gives a channel of the uncompressed archive, and says whether its reader closes it. */
    private interface Opener {
        FileChannel open() throws IOException;

        default boolean shared() {
            return false;
        }
    }

    /** One channel for all: the file has no name by which it could be opened again. */
    private record Expanded(FileChannel channel) implements Opener {
        @Override
        public FileChannel open() {
            return channel;
        }

        @Override
        public boolean shared() {
            return true;
        }
    }

    TarFiles(Path archive) throws IOException {
        this.archive = archive;
        this.opener = () -> FileChannel.open(archive, StandardOpenOption.READ);
        try (FileChannel channel = opener.open()) {
            index = TarIndex.read(channel);
        }
    }

    private TarFiles(Path archive, FileChannel expanded) throws IOException {
        this.archive = archive;
        this.opener = new Expanded(expanded);
        this.index = TarIndex.read(expanded);
    }

    /** Expands an archive that is compressed with gzip. */
    static TarFiles ofGzip(Path archive) throws IOException {
        FileChannel expanded = GzipArchive.expand(archive);
        try {
            return new TarFiles(archive, expanded);
        } catch (IOException e) {
            expanded.close();
            throw e;
        }
    }

    @Override
    public Optional<StoredFile> find(String path) throws IOException {
        String name = path;
        for (int links = 0; links <= LINKS_MAX; links++) {
            Entry entry = index.entries().get(name);
            if (entry == null) {
                return Optional.empty();
            }
            switch (entry.type()) {
                case FILE -> {
                    return Optional.of(new ArchivedFile(opener, entry));
                }
                case HARD_LINK -> name = normal("", entry.link());
                case SYMBOLIC_LINK -> name = normal(name.substring(0, name.lastIndexOf('/') + 1), entry.link());
            }
            if (name == null) {
                throw new IOException("it is a link that leaves the archive");
            }
        }
        throw new IOException("it is a chain of more than " + LINKS_MAX + " links");
    }

    /** A path in its shortest form; null where it leaves the root. */
    static @Nullable String normal(String folder, String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (path.startsWith("/") ? path : folder + path).split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return null;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    @Override
    public String shown() {
        return archive.toString();
    }

    private record ArchivedFile(Opener opener, Entry entry) implements StoredFile {
        @Override
        public long size() {
            return entry.size();
        }

        @Override
        public InputStream open() throws IOException {
            return new Slice(opener.open(), opener.shared(), entry.offset(), entry.size());
        }
    }

    /** A range of a file; an archive that was cut since it was indexed ends in an exception, not early. */
    private static final class Slice extends InputStream {
        private final FileChannel channel;
        private final boolean shared;
        private long position;
        private long left;

        Slice(FileChannel channel, boolean shared, long offset, long size) {
            this.channel = channel;
            this.shared = shared;
            position = offset;
            left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            if (length == 0) {
                return 0;
            }
            int read = channel.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(length, left)), position);
            if (read < 0) {
                throw new IOException("the archive ends in the middle of an entry");
            }
            position += read;
            left -= read;
            return read;
        }

        @Override
        public void close() throws IOException {
            if (!shared) {
                channel.close();
            }
        }
    }
}
