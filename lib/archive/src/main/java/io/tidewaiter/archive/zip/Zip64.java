package io.tidewaiter.archive.zip;

/** Sizes and place of an entry, from its central header or the zip64 extra field (APPNOTE 4.5.3); -1: not told. */
record Zip64(long expanded, long compressed, long offset) {
    private static final long UNSET = 0xffff_ffffL;
    private static final int EXTRA_ID = 1;

    static Zip64 ofCentral(ZipBytes zip, long at) {
        long extra = at + 46 + zip.u16(at + 28);
        return new Zip64(zip.u32(at + 24), zip.u32(at + 20), zip.u32(at + 42))
                .withExtra(zip, extra, extra + zip.u16(at + 30));
    }

    /** The field holds, in this order, those of the three that do not fit into 32 bits. */
    Zip64 withExtra(ZipBytes zip, long from, long end) {
        long at = from;
        while (at + 4 <= end && zip.u16(at) != EXTRA_ID) {
            at += 4 + zip.u16(at + 2);
        }
        if (at + 4 > end) {
            return this;
        }
        long fieldEnd = Math.min(end, at + 4 + zip.u16(at + 2));
        long next = at + 4;
        long[] values = {expanded, compressed, offset};
        for (int i = 0; i < values.length; i++) {
            if (values[i] == UNSET) {
                boolean told = next + 8 <= fieldEnd;
                values[i] = told ? Math.max(-1, zip.u64(next)) : -1;
                next += 8;
            }
        }
        return new Zip64(values[0], values[1], values[2]);
    }
}
