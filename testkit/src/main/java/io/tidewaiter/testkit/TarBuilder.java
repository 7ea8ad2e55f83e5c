package io.tidewaiter.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A tar archive in the ustar form, with PAX headers for what ustar cannot say (POSIX.1-2017, pax "ustar Interchange
 * Format").
 */
public final class TarBuilder {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES_MAX = 100;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A regular file with mode 0644. */
    public TarBuilder file(String path, byte[] content) {
        return entry(path, '0', "", 0644, content);
    }

    /** A regular file with UTF-8 text. */
    public TarBuilder file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A regular file with mode 0755. */
    public TarBuilder executable(String path, byte[] content) {
        return entry(path, '0', "", 0755, content);
    }

    /** A directory; the path may end with a slash or not. */
    public TarBuilder directory(String path) {
        return entry(path.endsWith("/") ? path : path + "/", '5', "", 0755, new byte[0]);
    }

    /** A symbolic link. */
    public TarBuilder symlink(String path, String target) {
        return entry(path, '2', target, 0777, new byte[0]);
    }

    /** A hard link to a path in the archive or below it. */
    public TarBuilder hardlink(String path, String target) {
        return entry(path, '1', target, 0644, new byte[0]);
    }

    /** The whiteout that hides one name of the layers below (OCI image-spec, layer.md "Whiteouts"). */
    public TarBuilder whiteout(String path) {
        int slash = path.lastIndexOf('/') + 1;
        return file(path.substring(0, slash) + ".wh." + path.substring(slash), new byte[0]);
    }

    /** The opaque whiteout that hides everything that the layers below have in a directory. */
    public TarBuilder opaque(String directory) {
        return file(directory + "/.wh..wh..opq", new byte[0]);
    }

    /** Any entry. */
    public TarBuilder entry(String path, char type, String link, int mode, byte[] content) {
        String pax = pax("path", path) + pax("linkpath", link);
        if (!pax.isEmpty()) {
            header("PaxHeader", 'x', "", 0644, pax.getBytes(StandardCharsets.UTF_8).length);
            content(pax.getBytes(StandardCharsets.UTF_8));
        }
        header(path, type, link, mode, content.length);
        content(content);
        return this;
    }

    private static String pax(String key, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        boolean ascii = value.chars().allMatch(c -> c < 0x80);
        if (utf8.length <= NAME_BYTES_MAX && ascii) {
            return "";
        }
        int rest = key.length() + utf8.length + 3;
        int length = rest + Integer.toString(rest).length();
        if (Integer.toString(length).length() + rest != length) {
            length++;
        }
        return length + " " + key + "=" + value + "\n";
    }

    private void header(String path, char type, String link, int mode, int size) {
        byte[] block = new byte[BLOCK];
        put(block, 0, NAME_BYTES_MAX, path);
        put(block, 100, 8, "%07o".formatted(mode));
        put(block, 108, 8, "0000000");
        put(block, 116, 8, "0000000");
        put(block, 124, 12, "%011o".formatted(size));
        put(block, 136, 12, "00000000000");
        Arrays.fill(block, 148, 156, (byte) ' ');
        block[156] = (byte) type;
        put(block, 157, NAME_BYTES_MAX, link);
        put(block, 257, 6, "ustar");
        put(block, 263, 2, "00");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, 8, "%06o\0 ".formatted(sum));
        bytes.writeBytes(block);
    }

    private static void put(byte[] block, int at, int width, String text) {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(value, 0, block, at, Math.min(value.length, width));
    }

    private void content(byte[] content) {
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    /** The archive with its two closing blocks. */
    public byte[] build() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        whole.writeBytes(new byte[2 * BLOCK]);
        return whole.toByteArray();
    }
}
