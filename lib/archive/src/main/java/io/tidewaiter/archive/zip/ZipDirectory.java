package io.tidewaiter.archive.zip;

import io.tidewaiter.archive.ArchiveException;
import org.jspecify.annotations.Nullable;

/**
 * Where the central directory lies (APPNOTE 4.3.14 to 4.3.16), found from the end.
 *
 * @param start of its first header in the buffer
 * @param end behind its last header
 * @param count of entries as declared
 * @param prefixBytes bytes in front of the archive that its offsets do not count, as of a self-extracting jar
 */
record ZipDirectory(long start, long end, long count, long prefixBytes) {
    static final int HEADER_SIGNATURE = 0x02014b50;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int COMMENT_BYTES_MAX = 0xffff;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END64_SIGNATURE = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final long UNSET = 0xffff_ffffL;

    static ZipDirectory find(ZipBytes zip) {
        long first = Math.max(0, zip.size() - END_BYTES - COMMENT_BYTES_MAX);
        for (long at = zip.size() - END_BYTES; at >= first; at--) {
            if (zip.isAt(at, END_SIGNATURE)) {
                ZipDirectory found = at(zip, at);
                if (found != null) {
                    return found;
                }
            }
        }
        if (zip.isAt(0, ZipArchive.LOCAL_SIGNATURE)) {
            throw ArchiveException.truncated("zip", zip.size(), "an archive without its central directory");
        }
        throw ArchiveException.corrupt("zip", zip.size(), "no end of a central directory");
    }

    /** The directory that an end record describes, or null where it describes none: then it was chance or a lie. */
    private static @Nullable ZipDirectory at(ZipBytes zip, long end) {
        long count = zip.u16(end + 10);
        long size = zip.u32(end + 12);
        long offset = zip.u32(end + 16);
        long directoryEnd = end;
        if (zip.isAt(end - LOCATOR_BYTES, LOCATOR_SIGNATURE) && (count == 0xffff || size == UNSET || offset == UNSET)) {
            long end64 = end64(zip, end - LOCATOR_BYTES);
            if (end64 < 0) {
                return null;
            }
            count = zip.u64(end64 + 32);
            size = zip.u64(end64 + 40);
            offset = zip.u64(end64 + 48);
            directoryEnd = end64;
        }
        return located(zip, new Claim(count, size, offset), directoryEnd);
    }

    private record Claim(long count, long size, long offset) {}

    private static @Nullable ZipDirectory located(ZipBytes zip, Claim claim, long end) {
        if (claim.size < 0 || claim.size > end || claim.offset < 0 || claim.count < 0) {
            return null;
        }
        long before = end - claim.size;
        if (before >= claim.offset && isDirectory(zip, before, claim)) {
            return new ZipDirectory(before, end, claim.count, before - claim.offset);
        }
        boolean fits = zip.has(claim.offset, claim.size) && claim.offset <= end - claim.size;
        return fits && isDirectory(zip, claim.offset, claim)
                ? new ZipDirectory(claim.offset, claim.offset + claim.size, claim.count, 0)
                : null;
    }

    private static boolean isDirectory(ZipBytes zip, long start, Claim claim) {
        return claim.size == 0 ? claim.count == 0 : zip.isAt(start, HEADER_SIGNATURE);
    }

    /** Where the locator points, or right in front of it where prefix bytes moved everything. */
    private static long end64(ZipBytes zip, long locator) {
        long claimed = zip.u64(locator + 8);
        if (zip.has(claimed, END64_BYTES) && zip.isAt(claimed, END64_SIGNATURE)) {
            return claimed;
        }
        long before = locator - END64_BYTES;
        return zip.has(before, END64_BYTES) && zip.isAt(before, END64_SIGNATURE) ? before : -1;
    }
}
