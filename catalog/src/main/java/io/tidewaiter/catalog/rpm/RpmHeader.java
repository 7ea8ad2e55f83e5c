package io.tidewaiter.catalog.rpm;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A header blob (rpm's own format documentation, "Header Structure"; coverage reference 1.4): two counts, an index of
 * tag, type, offset and count, and the data that the offsets point into; big endian everywhere.
 *
 * <p>Only the tags that matter are looked up, and the first entry of a tag is the one that counts. The region entries
 * and their trailers, which rpm checks signatures with, are not needed.
 */
final class RpmHeader {
    static final int NAME = 1000;
    static final int VERSION = 1001;
    static final int RELEASE = 1002;
    static final int EPOCH = 1003;
    static final int BUILD_TIME = 1006;
    static final int BUILD_HOST = 1007;
    static final int DISTRIBUTION = 1010;
    static final int VENDOR = 1011;
    static final int PACKAGER = 1015;
    static final int ARCHITECTURE = 1022;
    static final int OLD_FILE_NAMES = 1027;
    static final int FILE_DIGESTS = 1035;
    static final int FILE_FLAGS = 1037;
    static final int SOURCE_RPM = 1044;
    static final int FILE_VERIFY_FLAGS = 1045;
    static final int SOURCE_PACKAGE = 1106;
    static final int FOLDER_INDEXES = 1116;
    static final int BASE_NAMES = 1117;
    static final int FOLDER_NAMES = 1118;
    static final int DISTRIBUTION_TAG = 1155;
    static final int MODULARITY_LABEL = 5096;

    static final int DSA_HEADER = 267;
    static final int RSA_HEADER = 268;
    static final int PGP_SIGNATURE = 259;
    static final int GPG_SIGNATURE = 262;

    private static final int INT32 = 4;
    private static final int STRING = 6;
    private static final int STRING_ARRAY = 8;
    private static final int BINARY = 7;
    private static final int I18N_STRING = 9;

    private static final int PREAMBLE = 8;
    private static final int ENTRY = 16;
    private static final int ENTRIES_MAX = 0xffff;
    private static final int TEXT_BYTES_MAX = 4096;

    private final Bytes bytes;
    private final int entries;
    private final long dataStart;
    private final long dataEnd;

    /** Checks the frame of the header; what its entries say is checked when it is asked for. */
    RpmHeader(byte[] blob) {
        this.bytes = new Bytes(blob, ByteOrder.BIG_ENDIAN);
        long count = bytes.u32(0);
        long dataBytes = bytes.u32(4);
        if (count == 0 || count > ENTRIES_MAX) {
            throw new RpmFault("the header has an index of " + count + " entries");
        }
        this.entries = (int) count;
        this.dataStart = PREAMBLE + count * ENTRY;
        this.dataEnd = dataStart + dataBytes;
        if (dataEnd > blob.length) {
            throw new RpmFault("the header needs " + dataEnd + " bytes and has " + blob.length);
        }
    }

    boolean has(int tag) {
        return find(tag) >= 0;
    }

    /** A text; empty where the tag is missing. */
    String text(int tag) {
        long entry = find(tag);
        if (entry < 0) {
            return "";
        }
        int type = bytes.i32(entry + 4);
        if (type != STRING && type != I18N_STRING && type != STRING_ARRAY) {
            throw new RpmFault("tag " + tag + " has type " + type + " where a text belongs");
        }
        return bytes.text(data(entry), dataEnd, TEXT_BYTES_MAX);
    }

    /** A number; 0 where the tag is missing. */
    long number(int tag) {
        long entry = find(tag);
        if (entry < 0) {
            return 0;
        }
        if (bytes.i32(entry + 4) != INT32 || bytes.u32(entry + 12) < 1 || data(entry) + 4 > dataEnd) {
            throw new RpmFault("tag " + tag + " holds no number");
        }
        return bytes.u32(data(entry));
    }

    /** Bytes; none where the tag is missing. */
    byte[] binary(int tag) {
        long entry = find(tag);
        if (entry < 0) {
            return new byte[0];
        }
        long count = bytes.u32(entry + 12);
        long from = data(entry);
        if (bytes.i32(entry + 4) != BINARY || from + count > dataEnd) {
            throw new RpmFault("tag " + tag + " does not hold " + count + " bytes");
        }
        return bytes.copy(from, count);
    }

    /** Numbers; none where the tag is missing. */
    int[] numbers(int tag) {
        long entry = find(tag);
        if (entry < 0) {
            return new int[0];
        }
        long count = bytes.u32(entry + 12);
        long from = data(entry);
        if (bytes.i32(entry + 4) != INT32 || from + 4 * count > dataEnd) {
            throw new RpmFault("tag " + tag + " does not hold " + count + " numbers");
        }
        int[] numbers = new int[(int) count];
        Arrays.setAll(numbers, i -> bytes.i32(from + 4L * i));
        return numbers;
    }

    /** Texts; none where the tag is missing. */
    List<String> texts(int tag) {
        long entry = find(tag);
        if (entry < 0) {
            return List.of();
        }
        long count = bytes.u32(entry + 12);
        long at = data(entry);
        if (bytes.i32(entry + 4) != STRING_ARRAY || count > dataEnd - at) {
            throw new RpmFault("tag " + tag + " does not hold " + count + " texts");
        }
        List<String> texts = new ArrayList<>((int) Math.min(count, 1024));
        for (long i = 0; i < count; i++) {
            texts.add(bytes.text(at, dataEnd, TEXT_BYTES_MAX));
            at = bytes.end(at, dataEnd) + 1L;
        }
        return texts;
    }

    private long find(int tag) {
        for (int i = 0; i < entries; i++) {
            long entry = PREAMBLE + (long) i * ENTRY;
            if (bytes.i32(entry) == tag) {
                return entry;
            }
        }
        return -1;
    }

    private long data(long entry) {
        long offset = bytes.u32(entry + 8);
        if (dataStart + offset >= dataEnd) {
            throw new RpmFault("tag " + bytes.i32(entry) + " points outside of the header's data");
        }
        return dataStart + offset;
    }
}
