package io.tidewaiter.catalog.rpm;

import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * Reads the hash database of Berkeley DB that rpm kept its {@code Packages} in until rpm 4.15 (coverage reference 1.4):
 * pages of the meta page's size, of which those of type 2 and 13 hold pairs of key and value; a value that is too long
 * for its page continues in a chain of overflow pages. Numbers are in the byte order of the machine that wrote it.
 *
 * <p>All pages are looked through in their order, so no bucket has to be computed and no chain of buckets can loop; an
 * overflow page may be used once.
 */
final class BerkeleyForm {
    private static final int MAGIC = 0x00061561;
    private static final int MAGIC_AT = 12;
    private static final int PAGE_HEADER_BYTES = 26;
    private static final int HASH_UNSORTED = 2;
    private static final int HASH_SORTED = 13;
    private static final int OVERFLOW = 7;
    private static final int ITEM_INLINE = 1;
    private static final int ITEM_OFF_PAGE = 3;

    private final Bytes bytes;
    private final RpmPackages packages;
    private final int pageBytes;
    private final BitSet visited = new BitSet();

    private BerkeleyForm(Bytes bytes, RpmPackages packages) {
        this.bytes = bytes;
        this.packages = packages;
        this.pageBytes = bytes.i32(20);
        if (pageBytes < 512 || pageBytes > 65536 || Integer.bitCount(pageBytes) != 1) {
            throw new RpmFault("the pages have " + pageBytes + " bytes");
        }
        if (bytes.u8(24) != 0) {
            throw new RpmFault("it is encrypted");
        }
    }

    static boolean isOne(byte[] content) {
        return content.length >= 72
                && (new Bytes(content, ByteOrder.LITTLE_ENDIAN).i32(MAGIC_AT) == MAGIC
                        || new Bytes(content, ByteOrder.BIG_ENDIAN).i32(MAGIC_AT) == MAGIC);
    }

    static void read(byte[] content, RpmPackages packages) {
        Bytes little = new Bytes(content, ByteOrder.LITTLE_ENDIAN);
        boolean isLittle = little.i32(MAGIC_AT) == MAGIC;
        BerkeleyForm form = new BerkeleyForm(isLittle ? little : new Bytes(content, ByteOrder.BIG_ENDIAN), packages);
        long lastPage = form.bytes.u32(32);
        long pagesHere = content.length / form.pageBytes;
        for (long page = 1; page < pagesHere; page++) {
            form.page(page);
        }
        if (lastPage >= pagesHere) {
            throw new RpmFault("it has " + pagesHere + " pages where " + (lastPage + 1) + " belong");
        }
    }

    private void page(long page) {
        long start = page * pageBytes;
        int type = bytes.u8(start + 25);
        if (type != HASH_UNSORTED && type != HASH_SORTED) {
            return;
        }
        int items = bytes.u16(start + 20);
        if (PAGE_HEADER_BYTES + 2L * items > pageBytes) {
            packages.lost("page " + page, new RpmFault("it has " + items + " items"));
            return;
        }
        for (int i = 0; i + 1 < items; i += 2) {
            String where = "pair " + i / 2 + " of page " + page;
            try {
                pair(where, start, i);
            } catch (RpmFault fault) {
                packages.lost(where, fault);
            }
        }
    }

    /** Package numbers start at 1; the value of key 0 is the last number that was given. */
    private void pair(String where, long start, int item) {
        long key = start + offset(start, item);
        if (bytes.u8(key) == ITEM_INLINE && length(start, item) == 5 && bytes.i32(key + 1) == 0) {
            return;
        }
        long value = start + offset(start, item + 1);
        switch (bytes.u8(value)) {
            case ITEM_INLINE -> {
                int length = length(start, item + 1) - 1;
                packages.afford(length);
                packages.accept(where, bytes.copy(value + 1, length));
            }
            case ITEM_OFF_PAGE -> packages.accept(where, offPage(bytes.u32(value + 4), bytes.u32(value + 8)));
            default -> throw new RpmFault("its value has type " + bytes.u8(value));
        }
    }

    private int offset(long start, int item) {
        int offset = bytes.u16(start + PAGE_HEADER_BYTES + 2L * item);
        if (offset < PAGE_HEADER_BYTES || offset >= pageBytes) {
            throw new RpmFault("an item is at byte " + offset + " of its page");
        }
        return offset;
    }

    /** Items fill a page from its end, so each ends where the one before it begins. */
    private int length(long start, int item) {
        int end = item == 0 ? pageBytes : offset(start, item - 1);
        int length = end - offset(start, item);
        if (length < 1) {
            throw new RpmFault("an item has " + length + " bytes");
        }
        return length;
    }

    private byte[] offPage(long firstPage, long length) {
        packages.afford(length);
        byte[] value = new byte[(int) length];
        int filled = 0;
        long page = firstPage;
        while (filled < value.length) {
            long start = page * pageBytes;
            if (page < 1 || start >= bytes.length() || visited.get((int) page)) {
                throw new RpmFault("its chain goes on at page " + page + ", which is used already or not there");
            }
            visited.set((int) page);
            int part = Math.min(bytes.u16(start + 22), value.length - filled);
            if (bytes.u8(start + 25) != OVERFLOW || part < 1 || part > pageBytes - PAGE_HEADER_BYTES) {
                throw new RpmFault("page " + page + " of its chain is no overflow page");
            }
            bytes.copyTo(start + PAGE_HEADER_BYTES, value, filled, part);
            filled += part;
            page = bytes.u32(start + 16);
        }
        return value;
    }
}
