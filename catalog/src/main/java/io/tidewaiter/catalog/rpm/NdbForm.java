package io.tidewaiter.catalog.rpm;

import java.nio.ByteOrder;

/**
 * Reads {@code Packages.db}, the database that SUSE's rpm keeps (coverage reference 1.4): pages of slots, each of which
 * says where in the file a package's blob is; everything little endian and in blocks of 16 bytes.
 */
final class NdbForm {
    static final String MAGIC = "RpmP";

    private static final int SLOT_PAGE_BYTES = 4096;
    private static final int UNIT = 16;
    private static final int FIRST_SLOT_AT = 32;
    private static final int TAIL = 12;

    private NdbForm() {}

    static void read(byte[] content, RpmPackages packages) {
        Bytes bytes = new Bytes(content, ByteOrder.LITTLE_ENDIAN);
        long version = bytes.u32(4);
        long end = bytes.u32(12) * SLOT_PAGE_BYTES;
        if (version != 0) {
            throw new RpmFault("it has version " + version);
        }
        for (long at = FIRST_SLOT_AT; at + UNIT <= Math.min(end, content.length); at += UNIT) {
            String where = "the slot at byte " + at;
            try {
                slot(where, bytes, at, packages);
            } catch (RpmFault fault) {
                packages.lost(where, fault);
            }
        }
        if (end > content.length) {
            throw new RpmFault("it ends within its slots");
        }
    }

    private static void slot(String where, Bytes bytes, long at, RpmPackages packages) {
        if (!bytes.isAscii(at, "Slot")) {
            throw new RpmFault("it has not the mark of a slot");
        }
        int number = bytes.i32(at + 4);
        if (number == 0) {
            return;
        }
        long blob = bytes.u32(at + 8) * UNIT;
        long blocks = bytes.u32(at + 12) * UNIT;
        if (!bytes.isAscii(blob, "BlbS") || bytes.i32(blob + 4) != number) {
            throw new RpmFault("there is no blob of package " + number + " at byte " + blob);
        }
        long length = bytes.u32(blob + 12);
        if (UNIT + length + TAIL > blocks || !bytes.isAscii(blob + blocks - 4, "BlbE")) {
            throw new RpmFault("the blob of package " + number + " is cut");
        }
        packages.afford(length);
        packages.accept(where, bytes.copy(blob + UNIT, length));
    }
}
