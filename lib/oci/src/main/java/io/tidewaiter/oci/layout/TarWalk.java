package io.tidewaiter.oci.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One pass over the headers of a tar archive; holds what extension headers said about the entry that follows. */
final class TarWalk {
    private static final int ENTRIES_MAX = 200_000;
    private static final int EXTENSION_BYTES_MAX = 1 << 16;

    private final FileChannel channel;
    private final long length;
    private final Map<String, TarIndex.Entry> found = new HashMap<>();
    private long position;
    private String longName = "";
    private String longLink = "";
    private long paxSize = -1;

    TarWalk(FileChannel channel) throws IOException {
        this.channel = channel;
        this.length = channel.size();
    }

    TarIndex run() throws IOException {
        int count = 0;
        while (position + TarBlock.SIZE <= length) {
            byte[] header = bytes(position, TarBlock.SIZE);
            if (TarBlock.isZero(header)) {
                break;
            }
            if (++count > ENTRIES_MAX) {
                throw new IOException("the archive has more than the " + ENTRIES_MAX + " entries allowed");
            }
            TarBlock.check(header);
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
        long stored = TarBlock.number(header, 124, 12);
        long size = !extension && paxSize >= 0 ? paxSize : stored;
        long offset = position + TarBlock.SIZE;
        boolean hasContent = extension || !(type >= '1' && type <= '6');
        long content = hasContent ? size : 0;
        if (content > length - offset) {
            throw new IOException("the archive ends in the middle of an entry");
        }
        position = Math.min(length, offset + (content + TarBlock.SIZE - 1) / TarBlock.SIZE * TarBlock.SIZE);
        if (extension) {
            extend(type, offset, content);
            return;
        }
        String name = longName.isEmpty() ? TarBlock.name(header) : longName;
        String link = longLink.isEmpty() ? TarBlock.text(header, 157, 100) : longLink;
        longName = "";
        longLink = "";
        paxSize = -1;
        String path = TarFiles.normal("", name);
        if (path == null || path.isEmpty() || name.endsWith("/")) {
            return;
        }
        switch (type) {
            case '0', '\0', '7' -> found.put(path, new TarIndex.Entry(TarIndex.Type.FILE, offset, size, ""));
            case '1' -> hardLink(path, link);
            case '2' -> found.put(path, new TarIndex.Entry(TarIndex.Type.SYMBOLIC_LINK, 0, 0, link));
            default -> found.remove(path); // a folder, a device, a sparse file: nothing that a layout holds
        }
    }

    /** A hard link means the file that had the name when the link was written. */
    private void hardLink(String path, String link) {
        String target = TarFiles.normal("", link);
        TarIndex.Entry existing = target == null ? null : found.get(target);
        found.put(path, existing != null ? existing : new TarIndex.Entry(TarIndex.Type.HARD_LINK, 0, 0, link));
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
            case 'L' -> longName = TarBlock.text(content, 0, content.length);
            case 'K' -> longLink = TarBlock.text(content, 0, content.length);
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
