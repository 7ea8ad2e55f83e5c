package io.tidewaiter.catalog.golang;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Programs written on the spot: headers, and one writable segment that holds build information. */
public final class GoPrograms {
    public static final String MODULES = """
            path\tgithub.com/acme/app/cmd/app
            mod\tgithub.com/acme/app\t(devel)\t
            dep\tgolang.org/x/net\tv0.5.0\th1:GyT4=
            dep\tgithub.com/old/a\tv1.0.0
            =>\tgithub.com/new/a\tv1.0.1\th1:abc=
            dep\tk8s.io/api\tv0.0.0
            =>\t./staging/src/k8s.io/api\t\t
            build\t-compiler=gc
            """;

    private static final int SEGMENT_AT = 0x200;
    private static final int BLOB_AT = 0x40; // in the segment
    private static final long ADDRESS = 0x40_0000;

    private GoPrograms() {}

    public static String marked(String modules) {
        return "0123456789abcdef" + modules + "fedcba9876543210";
    }

    /** Since Go 1.18. */
    public static byte[] inline(String version, String modules) {
        ByteBuffer blob = ByteBuffer.allocate(8192 + modules.length());
        blob.put(magic()).put((byte) 8).put((byte) 2).position(32);
        putString(blob, version);
        putString(blob, modules);
        return blob.array();
    }

    private static void putString(ByteBuffer blob, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        while (length >= 0x80) {
            blob.put((byte) (length | 0x80));
            length >>>= 7;
        }
        blob.put((byte) length).put(bytes);
    }

    /** Before Go 1.18: addresses of string headers. */
    static byte[] pointers(String version, String modules, boolean wide, ByteOrder order) {
        ByteBuffer blob = ByteBuffer.allocate(8192).order(order);
        int word = wide ? 8 : 4;
        blob.put(magic()).put((byte) word).put((byte) (order == ByteOrder.BIG_ENDIAN ? 1 : 0));
        long base = ADDRESS + BLOB_AT;
        putWord(blob, base + 64, wide);
        putWord(blob, base + 96, wide);
        blob.position(64);
        putWord(blob, base + 128, wide);
        putWord(blob, version.length(), wide);
        blob.position(96);
        putWord(blob, base + 1024, wide);
        putWord(blob, modules.length(), wide);
        blob.position(128);
        blob.put(version.getBytes(StandardCharsets.UTF_8));
        blob.position(1024);
        blob.put(modules.getBytes(StandardCharsets.UTF_8));
        return blob.array();
    }

    /** The blob, and behind it a table of functions' names as Go has written it since the version of that magic number. */
    public static byte[] withNames(byte[] blob, int magic, boolean wide, ByteOrder order, String... names) {
        byte[] text = (String.join("\0", names) + "\0").getBytes(StandardCharsets.UTF_8);
        int start = (blob.length + 15) / 16 * 16;
        ByteBuffer all = ByteBuffer.allocate(start + 128 + text.length).order(order);
        all.put(blob).position(start);
        all.putInt(magic).putShort((short) 0).put((byte) 1).put((byte) (wide ? 8 : 4));
        putWord(all, names.length, wide);
        putWord(all, 1, wide);
        if (magic != 0xfffffffa) {
            putWord(all, 0x40_1000, wide);
        }
        putWord(all, 128, wide);
        putWord(all, 128L + text.length, wide);
        all.position(start + 128);
        return all.put(text).array();
    }

    private static byte[] magic() {
        return "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void putWord(ByteBuffer buffer, long value, boolean wide) {
        if (wide) {
            buffer.putLong(value);
        } else {
            buffer.putInt((int) value);
        }
    }

    /** An executable without section headers. */
    public static byte[] elf(byte[] blob, boolean wide, ByteOrder order) {
        ByteBuffer elf = ByteBuffer.allocate(SEGMENT_AT + BLOB_AT + blob.length).order(order);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1)
        });
        elf.putShort(16, (short) 2);
        int table = wide ? 64 : 52;
        elf.position(wide ? 32 : 28);
        putWord(elf, table, wide);
        elf.putShort(wide ? 54 : 42, (short) (wide ? 56 : 32));
        elf.putShort(wide ? 56 : 44, (short) 1);
        int length = BLOB_AT + blob.length;
        elf.position(table);
        elf.putInt(1);
        if (wide) {
            elf.putInt(6).putLong(SEGMENT_AT).putLong(ADDRESS).putLong(ADDRESS).putLong(length);
        } else {
            elf.putInt(SEGMENT_AT)
                    .putInt((int) ADDRESS)
                    .putInt((int) ADDRESS)
                    .putInt(length)
                    .putInt(length)
                    .putInt(6);
        }
        elf.position(SEGMENT_AT + BLOB_AT);
        return elf.put(blob).array();
    }

    /** A 64-bit Windows program with one section. */
    static byte[] pe(byte[] blob) {
        ByteBuffer pe = ByteBuffer.allocate(SEGMENT_AT + BLOB_AT + blob.length).order(ByteOrder.LITTLE_ENDIAN);
        pe.put((byte) 'M').put((byte) 'Z').putInt(0x3c, 0x40);
        pe.position(0x40);
        pe.put(new byte[] {'P', 'E', 0, 0}).putShort((short) 0x8664).putShort((short) 1);
        pe.putShort(0x40 + 20, (short) 0xf0).putShort(0x40 + 24, (short) 0x20b).putLong(0x40 + 48, ADDRESS - 0x1000);
        int section = 0x40 + 24 + 0xf0;
        pe.putInt(section + 12, 0x1000)
                .putInt(section + 16, BLOB_AT + blob.length)
                .putInt(section + 20, SEGMENT_AT);
        pe.putInt(section + 36, 0xc000_0040);
        pe.position(SEGMENT_AT + BLOB_AT);
        return pe.put(blob).array();
    }

    /** A 64-bit Mach-O program with one segment. */
    static byte[] mach(byte[] blob) {
        ByteBuffer mach =
                ByteBuffer.allocate(SEGMENT_AT + BLOB_AT + blob.length).order(ByteOrder.LITTLE_ENDIAN);
        mach.putInt(0xfeedfacf).putInt(16, 1);
        mach.putInt(32, 0x19).putInt(36, 72).putLong(56, ADDRESS).putLong(72, SEGMENT_AT);
        mach.putLong(80, BLOB_AT + blob.length).putInt(92, 3);
        mach.position(SEGMENT_AT + BLOB_AT);
        return mach.put(blob).array();
    }

    /** A universal binary with one program. */
    static byte[] universal(byte[] program) {
        ByteBuffer universal = ByteBuffer.allocate(4096 + program.length);
        universal.putInt(0xcafebabe).putInt(1).putInt(0).putInt(0).putInt(4096).putInt(program.length);
        universal.position(4096);
        return universal.put(program).array();
    }
}
