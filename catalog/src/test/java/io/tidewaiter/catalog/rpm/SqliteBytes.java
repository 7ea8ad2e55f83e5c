package io.tidewaiter.catalog.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes a database of one table {@code Packages} as SQLite's "Database File Format" has it: page 1 the schema, page 2
 * the table's root, whose leaves are pages of their own, each blob with its overflow pages behind it.
 */
public final class SqliteBytes {
    static final int PAGE = 512;
    static final int ROOT = 2;

    private SqliteBytes() {}

    /** A right database: an inner node at page 2, one leaf per blob from page 3 on. */
    public static byte[] of(List<byte[]> blobs) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        int[] leaves = new int[blobs.size()];
        for (int i = 0; i < leaves.length; i++) {
            leaves[i] = 3 + rest.size() / PAGE;
            rest.writeBytes(leaf(leaves[i], i + 1, blobs.get(i)));
        }
        ByteBuffer whole = ByteBuffer.allocate(2 * PAGE + rest.size());
        whole.put(schema()).put(inner(leaves)).put(rest.toByteArray());
        return whole.array();
    }

    /** A node with these children, the last one as its right-most. */
    static byte[] inner(int... children) {
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        page.put(0, (byte) 5).putShort(3, (short) (children.length - 1)).putInt(8, children[children.length - 1]);
        int at = PAGE;
        for (int i = 0; i < children.length - 1; i++) {
            at -= 5;
            page.putInt(at, children[i]).put(at + 4, (byte) (i + 1)).putShort(12 + 2 * i, (short) at);
        }
        return page.array();
    }

    private static byte[] schema() {
        byte[] row = record(
                "table".getBytes(UTF_8),
                "Packages".getBytes(UTF_8),
                "Packages".getBytes(UTF_8),
                "CREATE TABLE Packages(hnum,blob)".getBytes(UTF_8));
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        page.put("SQLite format 3\0".getBytes(UTF_8)).putShort((short) PAGE);
        int cell = PAGE - row.length - 2;
        page.put(100, (byte) 13).putShort(103, (short) 1).putShort(108, (short) cell);
        page.put(cell, (byte) row.length).put(cell + 1, (byte) 1).put(cell + 2, row);
        return page.array();
    }

    private static byte[] record(byte[] type, byte[] name, byte[] table, byte[] sql) {
        return ByteBuffer.allocate(7 + type.length + name.length + table.length + sql.length)
                .put(new byte[] {6, text(type), text(name), text(table), 1, text(sql)})
                .put(type)
                .put(name)
                .put(table)
                .put((byte) ROOT)
                .put(sql)
                .array();
    }

    private static byte text(byte[] value) {
        return (byte) (13 + 2 * value.length);
    }

    private static byte[] leaf(int number, int row, byte[] blob) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        byte[] type = varint(12 + 2L * blob.length);
        payload.write(2 + type.length);
        payload.write(0);
        payload.writeBytes(type);
        payload.writeBytes(blob);
        byte[] bytes = payload.toByteArray();
        int least = (PAGE - 12) * 32 / 255 - 23;
        int wanted = least + (bytes.length - least) % (PAGE - 4);
        int local = bytes.length <= PAGE - 35 ? bytes.length : wanted <= PAGE - 35 ? wanted : least;
        int pages = (bytes.length - local + PAGE - 5) / (PAGE - 4);
        ByteBuffer out = ByteBuffer.allocate((1 + pages) * PAGE);
        byte[] length = varint(bytes.length);
        int cell = PAGE - length.length - 1 - local - (pages > 0 ? 4 : 0);
        out.put(0, (byte) 13).putShort(3, (short) 1).putShort(8, (short) cell);
        out.put(cell, length).put(cell + length.length, (byte) row);
        out.put(cell + length.length + 1, bytes, 0, local);
        if (pages > 0) {
            out.putInt(PAGE - 4, number + 1);
        }
        for (int i = 0; i < pages; i++) {
            int done = local + i * (PAGE - 4);
            out.putInt((1 + i) * PAGE, i + 1 < pages ? number + 2 + i : 0);
            out.put((1 + i) * PAGE + 4, bytes, done, Math.min(PAGE - 4, bytes.length - done));
        }
        return out.array();
    }

    private static byte[] varint(long value) {
        if (value < 128) {
            return new byte[] {(byte) value};
        }
        return value < 16384
                ? new byte[] {(byte) (0x80 | value >> 7), (byte) (value & 0x7f)}
                : new byte[] {(byte) (0x80 | value >> 14), (byte) (0x80 | value >> 7), (byte) (value & 0x7f)};
    }
}
