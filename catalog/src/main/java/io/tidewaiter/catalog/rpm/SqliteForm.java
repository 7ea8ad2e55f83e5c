package io.tidewaiter.catalog.rpm;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Locale;

/**
 * Reads the table {@code Packages} of an rpmdb.sqlite from its bytes (SQLite's "Database File Format", sections 1.3,
 * 1.6, 2.1). There is no SQL and no native code in the cell; rpm needs one table of two columns, so the b-tree is walked
 * page by page.
 *
 * <p>Each page may be reached once, whether as node or as overflow: a cycle ends there, and the whole walk costs no more
 * than the file has bytes. What hangs below a broken page or cell is lost and told; all else is read.
 */
final class SqliteForm {
    static final String MAGIC = "SQLite format 3\0";

    private static final int HEADER_BYTES = 100;
    private static final int INNER_NODE = 5;
    private static final int LEAF = 13;
    private static final int LOCAL_OVERHEAD = 35;

    private final Bytes bytes;
    private final RpmPackages packages;
    private final int pageBytes;
    private final int usableBytes;
    private final BitSet visited = new BitSet();
    private long packagesRoot;

    private SqliteForm(Bytes bytes, RpmPackages packages) {
        this.bytes = bytes;
        this.packages = packages;
        int declared = bytes.u16(16);
        this.pageBytes = declared == 1 ? 65536 : declared;
        this.usableBytes = pageBytes - bytes.u8(20);
        if (pageBytes < 512 || Integer.bitCount(pageBytes) != 1 || usableBytes < 480) {
            throw new RpmFault("the pages have " + declared + " bytes");
        }
    }

    static void read(byte[] content, RpmPackages packages) {
        SqliteForm form = new SqliteForm(new Bytes(content, ByteOrder.BIG_ENDIAN), packages);
        form.walk(1, form::schemaRow);
        if (form.packagesRoot == 0) {
            throw new RpmFault("it has no table Packages");
        }
        form.walk(form.packagesRoot, form::packageRow);
    }

    private interface Row {
        void accept(String where, byte[] payload);
    }

    private void walk(long root, Row row) {
        Deque<Long> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            long page = open.pop();
            try {
                node(page, open, row);
            } catch (RpmFault fault) {
                packages.lost("page " + page, fault);
            }
        }
    }

    private void node(long page, Deque<Long> open, Row row) {
        long start = enter(page);
        long header = page == 1 ? HEADER_BYTES : start;
        int type = bytes.u8(header);
        int cells = bytes.u16(header + 3);
        if (type != INNER_NODE && type != LEAF) {
            throw new RpmFault("type " + type + " is no page of a table");
        }
        if (2L * cells > pageBytes) {
            throw new RpmFault("it has " + cells + " cells");
        }
        if (type == INNER_NODE) {
            open.push(bytes.u32(header + 8));
            for (int i = cells - 1; i >= 0; i--) {
                open.push(bytes.u32(start + bytes.u16(header + 12 + 2L * i)));
            }
            return;
        }
        for (int i = 0; i < cells; i++) {
            String where = "cell " + i + " of page " + page;
            try {
                row.accept(where, payload(start, bytes.u16(header + 8 + 2L * i)));
            } catch (RpmFault fault) {
                packages.lost(where, fault);
            }
        }
    }

    /** The first byte of a page that nobody was at before. */
    private long enter(long page) {
        long start = (page - 1) * pageBytes;
        if (page < 1 || start >= bytes.length()) {
            throw new RpmFault("page " + page + " is behind the end of the file");
        }
        if (visited.get((int) page)) {
            throw new RpmFault("page " + page + " is used twice");
        }
        visited.set((int) page);
        return start;
    }

    /** A cell's payload: what of it is in the leaf, and the rest from a chain of overflow pages. */
    private byte[] payload(long pageStart, int cell) {
        long at = pageStart + cell;
        long length = varint(at);
        at += varintBytes(at);
        at += varintBytes(at);
        packages.afford(length);
        int local = localBytes((int) length);
        byte[] payload = new byte[(int) length];
        bytes.copyTo(at, payload, 0, local);
        int filled = local;
        long next = filled < length ? bytes.u32(at + local) : 0;
        while (filled < length) {
            long start = enter(next);
            int part = (int) Math.min(usableBytes - 4, length - filled);
            bytes.copyTo(start + 4, payload, filled, part);
            filled += part;
            next = bytes.u32(start);
        }
        return payload;
    }

    private int localBytes(int length) {
        int most = usableBytes - LOCAL_OVERHEAD;
        if (length <= most) {
            return length;
        }
        int least = (usableBytes - 12) * 32 / 255 - 23;
        int wanted = least + (length - least) % (usableBytes - 4);
        return wanted <= most ? wanted : least;
    }

    private long varint(long at) {
        return varint(bytes, at);
    }

    private int varintBytes(long at) {
        return varintBytes(bytes, at);
    }

    private static long varint(Bytes in, long at) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            int b = in.u8(at + i);
            value = value << 7 | (b & 0x7f);
            if (b < 0x80) {
                return value;
            }
        }
        return value << 8 | in.u8(at + 8);
    }

    private static int varintBytes(Bytes in, long at) {
        int count = 1;
        while (count < 9 && in.u8(at + count - 1) >= 0x80) {
            count++;
        }
        return count;
    }

    /** A row of sqlite_schema: type, name, tbl_name, rootpage, sql. */
    private void schemaRow(String where, byte[] payload) {
        Bytes row = new Bytes(payload, ByteOrder.BIG_ENDIAN);
        if (text(row, 0).equals("table")
                && text(row, 1).toLowerCase(Locale.ROOT).equals("packages")) {
            packagesRoot = integer(row, 3);
        }
    }

    /** A row of Packages: hnum, which is the row's own number, and the blob. */
    private void packageRow(String where, byte[] payload) {
        Bytes row = new Bytes(payload, ByteOrder.BIG_ENDIAN);
        Column blob = column(row, 1);
        if (blob.type() < 12 || blob.type() % 2 != 0) {
            throw new RpmFault("the second column has type " + blob.type() + " where a blob belongs");
        }
        packages.accept(where, row.copy(blob.start(), blob.length()));
    }

    private record Column(long type, long start, long length) {}

    private static Column column(Bytes row, int wanted) {
        long headerBytes = varint(row, 0);
        long at = varintBytes(row, 0);
        long start = headerBytes;
        for (int i = 0; at < headerBytes; i++) {
            long type = varint(row, at);
            at += varintBytes(row, at);
            long length = columnBytes(type);
            if (i == wanted) {
                return new Column(type, start, length);
            }
            start += length;
        }
        throw new RpmFault("the row has too few columns");
    }

    private static long columnBytes(long type) {
        if (type < 0) {
            throw new RpmFault("a column has type " + type);
        }
        if (type >= 12) {
            return (type - 12) / 2;
        }
        return switch ((int) type) {
            case 1, 2, 3, 4 -> type;
            case 5 -> 6;
            case 6, 7 -> 8;
            default -> 0;
        };
    }

    private static String text(Bytes row, int wanted) {
        Column column = column(row, wanted);
        boolean isText = column.type() >= 13 && column.type() % 2 == 1 && column.length() <= 64;
        return isText ? new String(row.copy(column.start(), column.length()), StandardCharsets.UTF_8) : "";
    }

    private static long integer(Bytes row, int wanted) {
        Column column = column(row, wanted);
        if (column.type() == 9) {
            return 1;
        }
        long value = 0;
        for (int i = 0; i < column.length() && column.type() < 7; i++) {
            value = value << 8 | row.u8(column.start() + i);
        }
        return value;
    }
}
