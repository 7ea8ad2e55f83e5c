package io.tidewaiter.oci.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a tar archive lie, so that blobs can be read in any order. Reads the headers only: ustar with
 * prefix, GNU long names and base-256 sizes, PAX {@code path}, {@code linkpath} and {@code size} (POSIX.1-2017, pax).
 * The last entry of a name counts. Paths that leave the archive are left out.
 *
 * @param entries by path, in its shortest form
 */
record TarIndex(Map<String, Entry> entries) {
    /** What an entry is; folders and devices are not indexed. */
    enum Type {
        FILE,
        HARD_LINK,
        SYMBOLIC_LINK
    }

    /** A file's place, or where a link points. */
    record Entry(Type type, long offset, long size, String link) {}

    private static final int BLOCK = 512;
    private static final int ENTRIES_MAX = 200_000;
    private static final int EXTENSION_BYTES_MAX = 1 << 16;

    TarIndex {
        entries = Map.copyOf(entries);
    }

    static TarIndex read(FileChannel channel) throws IOException {
        return new Walk(channel).run();
    }

    /** One pass over the headers; holds what extension headers said about the entry that follows. */
    private static final class Walk {
        private final FileChannel channel;
        private final long length;
        private final Map<String, Entry> found = new HashMap<>();
        private long position;
        private String longName = "";
        private String longLink = "";
        private long paxSize = -1;

        Walk(FileChannel channel) throws IOException {
            this.channel = channel;
            this.length = channel.size();
        }

        TarIndex run() throws IOException {
            int count = 0;
            while (position + BLOCK <= length) {
                byte[] header = bytes(position, BLOCK);
                if (isZero(header)) {
                    break;
                }
                if (++count > ENTRIES_MAX) {
                    throw new IOException("the archive has more than the " + ENTRIES_MAX + " entries allowed");
                }
                check(header);
                entry(header);
            }
            if (count == 0) {
                throw new IOException("it is not a tar archive, or an empty one");
            }
            return new TarIndex(found);
        }

        private void entry(byte[] header) throws IOException {
            char type = (char) (header[156] & 0xff);
            boolean extension = type == 'x' || type == 'g' || type == 'L' || type == 'K';
            long stored = number(header, 124, 12);
            long size = !extension && paxSize >= 0 ? paxSize : stored;
            long offset = position + BLOCK;
            boolean hasContent = extension || !(type >= '1' && type <= '6');
            long content = hasContent ? size : 0;
            if (content > length - offset) {
                throw new IOException("the archive ends in the middle of an entry");
            }
            position = Math.min(length, offset + (content + BLOCK - 1) / BLOCK * BLOCK);
            if (extension) {
                extend(type, offset, content);
                return;
            }
            String name = longName.isEmpty() ? name(header) : longName;
            String link = longLink.isEmpty() ? text(header, 157, 100) : longLink;
            longName = "";
            longLink = "";
            paxSize = -1;
            String path = TarFiles.normal("", name);
            if (path == null || path.isEmpty() || name.endsWith("/")) {
                return;
            }
            switch (type) {
                case '0', '\0', '7' -> found.put(path, new Entry(Type.FILE, offset, size, ""));
                case '1' -> hardLink(path, link);
                case '2' -> found.put(path, new Entry(Type.SYMBOLIC_LINK, 0, 0, link));
                default -> found.remove(path); // a folder, a device, a sparse file: nothing that a layout holds
            }
        }

        /** A hard link means the file that had the name when the link was written. */
        private void hardLink(String path, String link) {
            String target = TarFiles.normal("", link);
            Entry existing = target == null ? null : found.get(target);
            found.put(path, existing != null ? existing : new Entry(Type.HARD_LINK, 0, 0, link));
        }

        private void extend(char type, long offset, long size) throws IOException {
            if (type == 'g') {
                return;
            }
            if (size > EXTENSION_BYTES_MAX) {
                throw new IOException("a tar extension header has more than " + EXTENSION_BYTES_MAX + " bytes");
            }
            byte[] content = bytes(offset, (int) size);
            switch (type) {
                case 'L' -> longName = text(content, 0, content.length);
                case 'K' -> longLink = text(content, 0, content.length);
                default -> pax(content);
            }
        }

        private void pax(byte[] content) throws IOException {
            int at = 0;
            while (at < content.length) {
                int space = at;
                int length = 0;
                while (space < content.length && content[space] >= '0' && content[space] <= '9' && length < 100_000) {
                    length = length * 10 + content[space++] - '0';
                }
                int end = at + length;
                if (space >= content.length || content[space] != ' ' || end > content.length || end <= space + 1) {
                    throw new IOException("a PAX header is malformed");
                }
                String record = new String(content, space + 1, end - space - 2, StandardCharsets.UTF_8);
                record(record);
                at = end;
            }
        }

        private void record(String record) throws IOException {
            int equals = record.indexOf('=');
            String value = record.substring(equals + 1);
            switch (equals < 0 ? "" : record.substring(0, equals)) {
                case "path" -> longName = value;
                case "linkpath" -> longLink = value;
                case "size" -> paxSize = size(value);
                default -> {
                    // times, owners and extended attributes do not matter here
                }
            }
        }

        private static long size(String value) throws IOException {
            if (value.isEmpty() || value.length() > 18 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new IOException("a PAX size is not a number");
            }
            return Long.parseLong(value);
        }

        private byte[] bytes(long offset, int count) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(count);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw new IOException("the archive ends in the middle of an entry");
                }
            }
            return buffer.array();
        }
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static void check(byte[] header) throws IOException {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (number(header, 148, 8) != sum) {
            throw new IOException("it is not a tar archive, or a damaged one: a header has a wrong checksum");
        }
    }

    private static String name(byte[] header) {
        String name = text(header, 0, 100);
        String prefix = text(header, 257, 6).equals("ustar") ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] block, int at, int width) {
        int end = at;
        while (end < at + width && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.UTF_8);
    }

    /** Octal digits between spaces or NULs, or GNU's base 256 where the first bit is set. */
    private static long number(byte[] block, int at, int width) throws IOException {
        if ((block[at] & 0x80) != 0) {
            return base256(block, at, width);
        }
        long value = 0;
        boolean digits = false;
        for (int i = at; i < at + width; i++) {
            byte b = block[i];
            if (b >= '0' && b <= '7') {
                value = value * 8 + b - '0';
                digits = true;
            } else if (b == ' ' || b == 0) {
                if (digits) {
                    break;
                }
            } else {
                throw new IOException("it is not a tar archive, or a damaged one: a header has a malformed number");
            }
        }
        return value;
    }

    private static long base256(byte[] block, int at, int width) throws IOException {
        long value = block[at] & 0x7f;
        for (int i = at + 1; i < at + width; i++) {
            if (value >= 1L << 54) {
                throw new IOException("a tar header has a number out of range");
            }
            value = (value << 8) | (block[i] & 0xff);
        }
        return value;
    }

    /** The compression that a file's first bytes show; null for none that is known. */
    static @Nullable String compression(byte[] start) {
        if (start.length >= 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
            return "gzip";
        }
        if (start.length >= 4
                && (start[0] & 0xff) == 0x28
                && (start[1] & 0xff) == 0xb5
                && start[2] == 0x2f
                && (start[3] & 0xff) == 0xfd) {
            return "zstd";
        }
        if (start.length >= 3 && start[0] == 'B' && start[1] == 'Z' && start[2] == 'h') {
            return "bzip2";
        }
        return start.length >= 6 && (start[0] & 0xff) == 0xfd && start[1] == '7' && start[2] == 'z' ? "xz" : null;
    }
}
