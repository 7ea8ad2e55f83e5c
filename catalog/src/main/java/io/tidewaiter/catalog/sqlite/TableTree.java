package io.tidewaiter.catalog.sqlite;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Walks the b-tree of a table page by page ("Database File Format", section 1.6).
 *
 * <p>Each page may be reached once, whether as node or as overflow: a cycle ends there, and the whole walk costs no more
 * than the file has pages. What hangs below a broken page or cell is lost and told; all else is read.
 */
final class TableTree {
    private static final int INNER_INDEX = 2;
    private static final int INNER_NODE = 5;
    private static final int LEAF_INDEX = 10;
    private static final int LEAF = 13;
    private static final int LOCAL_OVERHEAD = 35;

    private final Pages pages;
    private final Budget budget;
    private final Cells cells;
    private final Set<Long> visited = new HashSet<>();

    /** Takes what the walk finds. */
    interface Cells {
        void cell(String place, long number, byte[] payload);

        void lost(String place, SqliteFault fault);
    }

    /** What all rows of a database together may have: pointers to the same bytes would else make much out of little. */
    static final class Budget {
        private long left;

        Budget(long bytes) {
            this.left = bytes;
        }

        private void spend(long bytes) {
            if (bytes < 0 || bytes > left) {
                throw new SqliteFault("the database holds more than fits in it");
            }
            left -= bytes;
        }
    }

    TableTree(Pages pages, Budget budget, Cells cells) {
        this.pages = pages;
        this.budget = budget;
        this.cells = cells;
    }

    void walk(long root) {
        Deque<Long> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            long page = open.pop();
            try {
                node(page, open);
            } catch (SqliteFault fault) {
                cells.lost("page " + page, fault);
            }
        }
    }

    private void node(long number, Deque<Long> open) {
        Span page = enter(number);
        int header = number == 1 ? Pages.HEADER_BYTES : 0;
        int type = page.u8(header);
        int count = page.u16(header + 3);
        if (type == INNER_INDEX || type == LEAF_INDEX) {
            throw new SqliteFault("it is a page of an index, or of a table WITHOUT ROWID, which is not read");
        }
        if (type != INNER_NODE && type != LEAF) {
            throw new SqliteFault("type " + type + " is no page of a table");
        }
        if (2L * count > pages.pageBytes()) {
            throw new SqliteFault("it has " + count + " cells");
        }
        if (type == INNER_NODE) {
            children(page, header, count, open);
            return;
        }
        for (int i = 0; i < count; i++) {
            String place = "cell " + i + " of page " + number;
            try {
                cell(place, page, page.u16(header + 8 + 2L * i));
            } catch (SqliteFault fault) {
                cells.lost(place, fault);
            }
        }
    }

    private static void children(Span page, int header, int count, Deque<Long> open) {
        open.push(page.u32(header + 8));
        for (int i = count - 1; i >= 0; i--) {
            open.push(page.u32(page.u16(header + 12 + 2L * i)));
        }
    }

    /** A page that nobody was at before. */
    private Span enter(long number) {
        Span page = pages.page(number);
        if (!visited.add(number)) {
            throw new SqliteFault("page " + number + " is used twice");
        }
        return page;
    }

    /** A cell's payload: what of it is in the leaf, and the rest from a chain of overflow pages. */
    private void cell(String place, Span page, int cell) {
        long at = cell;
        long length = page.varint(at);
        at += page.varintBytes(at);
        long number = page.varint(at);
        at += page.varintBytes(at);
        if (length > Integer.MAX_VALUE - 8) {
            throw new SqliteFault("a row has " + length + " bytes");
        }
        budget.spend(length);
        int local = localBytes((int) length);
        byte[] payload = new byte[(int) length];
        page.copyTo(at, payload, 0, local);
        int filled = local;
        long next = filled < length ? page.u32(at + local) : 0;
        while (filled < length) {
            Span overflow = enter(next);
            int part = (int) Math.min(pages.usableBytes() - 4, length - filled);
            overflow.copyTo(4, payload, filled, part);
            filled += part;
            next = overflow.u32(0);
        }
        cells.cell(place, number, payload);
    }

    private int localBytes(int length) {
        int usable = pages.usableBytes();
        int most = usable - LOCAL_OVERHEAD;
        if (length <= most) {
            return length;
        }
        int least = (usable - 12) * 32 / 255 - 23;
        int wanted = least + (length - least) % (usable - 4);
        return wanted <= most ? wanted : least;
    }
}
