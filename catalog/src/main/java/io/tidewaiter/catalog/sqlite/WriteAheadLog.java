package io.tidewaiter.catalog.sqlite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The write-ahead log of a database (SQLite's "Database File Format", section 4): a header and frames, each of which
 * holds a page as some transaction left it. A frame counts if it carries the header's salts, if the checksum that runs
 * over all bytes since the header is right, and if a frame that ends a transaction follows or is it; the first frame
 * that is none of this ends the log, as what lies behind it is left from earlier.
 *
 * @param bytes the whole log
 * @param pageBytes bytes of a page; 0 where no frame counts
 * @param frames where in the log the newest content of each page begins
 * @param oddity why the log, or its rest, was not applied; empty where that is as it should be
 */
record WriteAheadLog(byte[] bytes, int pageBytes, Map<Long, Integer> frames, String oddity) {
    private static final int HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;
    private static final int MAGIC = 0x377f0682;
    private static final int VERSION = 3007000;

    /** Reads a log; no bytes are one without frames. */
    static WriteAheadLog read(byte[] bytes) {
        if (bytes.length <= HEADER_BYTES) {
            return none(bytes, "");
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        int magic = numbers.getInt(0);
        if ((magic & ~1) != MAGIC) {
            return none(bytes, "its first bytes are not those of a write-ahead log");
        }
        int pageBytes = numbers.getInt(8);
        if (numbers.getInt(4) != VERSION || pageBytes < 512 || pageBytes > 65536 || Integer.bitCount(pageBytes) != 1) {
            return none(bytes, "its header has version " + numbers.getInt(4) + " and pages of " + pageBytes + " bytes");
        }
        Checksum sum = new Checksum(bytes, (magic & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        sum.add(0, 24);
        if (!sum.isAt(numbers, 24)) {
            return none(bytes, "the checksum of its header is wrong");
        }
        return frames(bytes, numbers, pageBytes, sum);
    }

    private static WriteAheadLog frames(byte[] bytes, ByteBuffer numbers, int pageBytes, Checksum sum) {
        Map<Long, Integer> committed = new HashMap<>();
        Map<Long, Integer> open = new HashMap<>();
        long salts = numbers.getLong(16);
        String oddity = "";
        int at = HEADER_BYTES;
        for (; at + FRAME_HEADER_BYTES + pageBytes <= bytes.length; at += FRAME_HEADER_BYTES + pageBytes) {
            long page = numbers.getInt(at) & 0xffffffffL;
            if (numbers.getLong(at + 8) != salts || page == 0) {
                break;
            }
            sum.add(at, 8);
            sum.add(at + FRAME_HEADER_BYTES, pageBytes);
            if (!sum.isAt(numbers, at + 16)) {
                oddity = "the checksum of its frame at byte " + at + " is wrong; it is applied up to there";
                break;
            }
            open.put(page, at + FRAME_HEADER_BYTES);
            if (numbers.getInt(at + 4) != 0) {
                committed.putAll(open);
                open.clear();
            }
        }
        return new WriteAheadLog(bytes, committed.isEmpty() ? 0 : pageBytes, committed, oddity);
    }

    private static WriteAheadLog none(byte[] bytes, String oddity) {
        return new WriteAheadLog(bytes, 0, Map.of(), oddity);
    }

    /** Two sums over pairs of numbers in the byte order that the magic names. */
    private static final class Checksum {
        private final ByteBuffer numbers;
        private int first;
        private int second;

        Checksum(byte[] bytes, ByteOrder order) {
            this.numbers = ByteBuffer.wrap(bytes).order(order);
        }

        void add(int from, int count) {
            for (int at = from; at < from + count; at += 8) {
                first += numbers.getInt(at) + second;
                second += numbers.getInt(at + 4) + first;
            }
        }

        boolean isAt(ByteBuffer bigEndian, int at) {
            return bigEndian.getInt(at) == first && bigEndian.getInt(at + 4) == second;
        }
    }
}
