package io.tidewaiter.pull;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.scan.LayerReadException;
import io.tidewaiter.oci.ForeignText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The walk's items as a tar archive (POSIX.1-2017, pax): ustar headers, PAX records where a name is long or not ASCII or
 * a file is large. Owners are 0 and times the epoch, so that equal folders give equal bytes. A file that shrinks while it
 * is read is filled up with zeros, one that grows is cut at the size that its header says.
 */
final class FolderTarStream extends InputStream {
    private static final int BLOCK = 512;
    private static final long OCTAL_SIZE_MAX = 077777777777L;
    private static final Map<PosixFilePermission, Integer> MODES = Map.of(
            PosixFilePermission.OWNER_READ, 0400,
            PosixFilePermission.OWNER_WRITE, 0200,
            PosixFilePermission.OWNER_EXECUTE, 0100,
            PosixFilePermission.GROUP_READ, 040,
            PosixFilePermission.GROUP_WRITE, 020,
            PosixFilePermission.GROUP_EXECUTE, 010,
            PosixFilePermission.OTHERS_READ, 04,
            PosixFilePermission.OTHERS_WRITE, 02,
            PosixFilePermission.OTHERS_EXECUTE, 01);

    private final FolderWalk walk;
    private byte[] pending = new byte[0];
    private int pendingAt;
    private @Nullable InputStream file;
    private String fileName = "";
    private long fileLeft;
    private int padding;
    private boolean ended;

    FolderTarStream(FolderWalk walk) {
        this.walk = walk;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            if (pendingAt < pending.length) {
                int count = Math.min(length, pending.length - pendingAt);
                System.arraycopy(pending, pendingAt, buffer, offset, count);
                pendingAt += count;
                return count;
            }
            if (fileLeft > 0) {
                return content(buffer, offset, (int) Math.min(length, fileLeft));
            }
            if (padding > 0) {
                set(new byte[padding]);
                padding = 0;
            } else if (ended) {
                return -1;
            } else {
                closeFile();
                advance();
            }
        }
    }

    private int content(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = file == null ? -1 : file.read(buffer, offset, length);
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (count < 0) {
            Arrays.fill(buffer, offset, offset + length, (byte) 0);
            count = length;
        }
        fileLeft -= count;
        return count;
    }

    private void set(byte[] bytes) {
        pending = bytes;
        pendingAt = 0;
    }

    private void advance() throws IOException {
        FolderWalk.Item item = walk.next();
        if (item == null) {
            ended = true;
            set(new byte[2 * BLOCK]);
            return;
        }
        fileName = item.name();
        try {
            begin(item);
        } catch (NoSuchFileException | AccessDeniedException e) {
            // Gone or shut since it was listed: as if the folder had been read a moment later.
            set(new byte[0]);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private LayerReadException unreadable(IOException cause) {
        LayerReadException failure = new LayerReadException(
                CoverageFact.Kind.LAYER_UNREADABLE,
                "read file " + ForeignText.quoted(fileName) + " of the folder: "
                        + cause.getClass().getSimpleName());
        failure.initCause(cause);
        return failure;
    }

    private void begin(FolderWalk.Item item) throws IOException {
        int mode = item.attributes().permissions().stream().mapToInt(MODES::get).sum();
        if (item.attributes().isSymbolicLink()) {
            set(headers(
                    item.name(),
                    '2',
                    0777,
                    0,
                    Files.readSymbolicLink(item.path()).toString()));
        } else if (item.attributes().isDirectory()) {
            set(headers(item.name() + "/", '5', mode, 0, ""));
        } else {
            file = Files.newInputStream(item.path(), LinkOption.NOFOLLOW_LINKS);
            fileLeft = item.attributes().size();
            padding = (int) ((BLOCK - fileLeft % BLOCK) % BLOCK);
            set(headers(item.name(), '0', mode, fileLeft, ""));
        }
    }

    private static byte[] headers(String name, char type, int mode, long size, String link) {
        StringBuilder pax = new StringBuilder();
        record(pax, "path", name, needsPax(name));
        record(pax, "linkpath", link, needsPax(link));
        record(pax, "size", Long.toString(size), size > OCTAL_SIZE_MAX);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!pax.isEmpty()) {
            byte[] records = pax.toString().getBytes(StandardCharsets.UTF_8);
            out.writeBytes(header("PaxHeader", 'x', 0644, records.length, ""));
            out.writeBytes(records);
            out.writeBytes(new byte[(BLOCK - records.length % BLOCK) % BLOCK]);
        }
        out.writeBytes(header(name, type, mode, size > OCTAL_SIZE_MAX ? 0 : size, link));
        return out.toByteArray();
    }

    private static boolean needsPax(String text) {
        return text.length() > 100 || !text.chars().allMatch(c -> c > 0 && c < 0x80);
    }

    /** {@code LENGTH KEY=VALUE\n}, where the length counts itself. */
    private static void record(StringBuilder pax, String key, String value, boolean needed) {
        if (!needed) {
            return;
        }
        int rest = key.length() + value.getBytes(StandardCharsets.UTF_8).length + 3;
        int length = rest + Integer.toString(rest).length();
        if (rest + Integer.toString(length).length() > length) {
            length++;
        }
        pax.append(length).append(' ').append(key).append('=').append(value).append('\n');
    }

    private static byte[] header(String name, char type, int mode, long size, String link) {
        byte[] block = new byte[BLOCK];
        put(block, 0, 100, name);
        put(block, 100, 8, octal(mode, 7));
        put(block, 108, 8, octal(0, 7));
        put(block, 116, 8, octal(0, 7));
        put(block, 124, 12, octal(size, 11));
        put(block, 136, 12, octal(0, 11));
        put(block, 148, 8, "        ");
        block[156] = (byte) type;
        put(block, 157, 100, link);
        put(block, 257, 8, "ustar\00000");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, 8, octal(sum, 6) + "\0 ");
        return block;
    }

    private static String octal(long value, int digits) {
        String text = Long.toOctalString(value);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static void put(byte[] block, int at, int width, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, Math.min(bytes.length, width));
    }

    private void closeFile() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeFile();
        ended = true;
        fileLeft = 0;
        padding = 0;
        set(new byte[0]);
    }
}
