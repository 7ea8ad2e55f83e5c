package io.tidewaiter.catalog.elf;

import io.tidewaiter.catalog.golang.GoPrograms;
import io.tidewaiter.catalog.rust.AuditedProgram;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * ELF programs of any length, without holding them: a note, code, read-only data with crates, writable data with build
 * information of Go and its functions' names, tables for debuggers, names of sections, sections; zeros between them.
 */
public final class LongProgram {
    private static final int CODE_AT = 0x1000;

    private static final String NAMES = "\0.note.package\0.text\0.dep-v0\0.go.buildinfo\0.debug_info\0.shstrtab\0";
    private static final String NOTE = "{\"type\":\"deb\",\"name\":\"big\",\"version\":\"1.0\",\"os\":\"debian\"}";
    private static final String CRATES =
            "{\"packages\":[{\"name\":\"itoa\",\"version\":\"1.0.9\",\"source\":\"crates.io\"}]}";
    private static final long ADDRESS = 0x40_0000;

    private final TreeMap<Long, byte[]> parts = new TreeMap<>();
    private final boolean wide;
    private final ByteOrder order;
    private long length;

    private LongProgram(boolean wide, ByteOrder order) {
        this.wide = wide;
        this.order = order;
    }

    /**
     * A program.
     *
     * @param code bytes of machine code
     * @param readOnly bytes of read-only data, the crates in their middle
     * @param debug bytes of tables for debuggers
     */
    public static LongProgram of(boolean wide, ByteOrder order, long code, long readOnly, long debug) {
        LongProgram program = new LongProgram(wide, order);
        byte[] crates = AuditedProgram.zlib(CRATES.getBytes(StandardCharsets.UTF_8));
        byte[] blob = GoPrograms.withNames(
                GoPrograms.inline("go1.22.1", GoPrograms.marked(GoPrograms.MODULES)),
                0xfffffff1,
                wide,
                order,
                "main.main",
                "runtime.main",
                "golang.org/x/net/html.Parse");
        byte[] note = note(order);
        long data = CODE_AT + code;
        long write = data + readOnly;
        long tables = write + blob.length;
        long names = tables + debug;
        long sections = names + NAMES.length();
        program.parts.put(512L, note);
        program.parts.put(data + readOnly / 2, crates);
        program.parts.put(write, blob);
        program.parts.put(names, NAMES.getBytes(StandardCharsets.US_ASCII));
        long[][] segments = {
            {1, 4, 0, CODE_AT},
            {1, 5, CODE_AT, code},
            {1, 4, data, readOnly},
            {1, 6, write, blob.length},
            {4, 4, 512, note.length}
        };
        long[][] headers = {
            {0, 0, 0},
            {1, 512, note.length},
            {15, CODE_AT, code},
            {21, data + readOnly / 2, crates.length},
            {29, write, blob.length},
            {43, tables, debug},
            {55, names, NAMES.length()}
        };
        program.header(sections, segments.length, headers.length);
        program.segments(segments);
        program.sections(sections, headers);
        return program;
    }

    private static byte[] note(ByteOrder order) {
        byte[] json = NOTE.getBytes(StandardCharsets.UTF_8);
        ByteBuffer note = ByteBuffer.allocate(16 + (json.length + 3) / 4 * 4).order(order);
        note.putInt(4).putInt(json.length).putInt(0xcafe1a7e).put("FDO\0".getBytes(StandardCharsets.US_ASCII));
        return note.put(json).array();
    }

    private void header(long sections, int segments, int count) {
        ByteBuffer out = ByteBuffer.allocate(64).order(order);
        boolean bigEndian = order == ByteOrder.BIG_ENDIAN;
        out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (bigEndian ? 2 : 1), 1});
        out.putShort(16, (short) 2);
        out.position(wide ? 32 : 28);
        put(out, 64);
        put(out, sections);
        int at = wide ? 54 : 42;
        out.putShort(at, (short) (wide ? 56 : 32)).putShort(at + 2, (short) segments);
        out.putShort(at + 4, (short) (wide ? 64 : 40))
                .putShort(at + 6, (short) count)
                .putShort(at + 8, (short) (count - 1));
        parts.put(0L, out.array());
    }

    private void segments(long[][] segments) {
        int size = wide ? 56 : 32;
        ByteBuffer out = ByteBuffer.allocate(segments.length * size).order(order);
        for (long[] one : segments) {
            out.putInt((int) one[0]);
            if (wide) {
                out.putInt((int) one[1]);
            }
            put(out, one[2]);
            put(out, ADDRESS + one[2]);
            put(out, ADDRESS + one[2]);
            put(out, one[3]);
            put(out, one[3]);
            if (!wide) {
                out.putInt((int) one[1]);
            }
            put(out, 4);
        }
        parts.put(64L, out.array());
    }

    private void sections(long at, long[][] headers) {
        int size = wide ? 64 : 40;
        ByteBuffer out = ByteBuffer.allocate(headers.length * size).order(order);
        for (int i = 0; i < headers.length; i++) {
            out.putInt(i * size, (int) headers[i][0]).putInt(i * size + 4, i == 0 ? 0 : 1);
            out.position(i * size + (wide ? 24 : 16));
            put(out, headers[i][1]);
            put(out, headers[i][2]);
        }
        parts.put(at, out.array());
        length = at + out.limit();
    }

    private void put(ByteBuffer out, long value) {
        if (wide) {
            out.putLong(value);
        } else {
            out.putInt((int) value);
        }
    }

    /**
     * With a writable segment that is longer, over what follows.
     *
     * @param bytes how long it is now
     */
    public LongProgram embedding(int bytes) {
        byte[] segments = parts.getOrDefault(64L, new byte[0]);
        ByteBuffer out = ByteBuffer.wrap(segments).order(order);
        int at = wide ? 3 * 56 + 32 : 3 * 32 + 16;
        if (wide) {
            out.putLong(at, bytes);
        } else {
            out.putInt(at, bytes);
        }
        return this;
    }

    /** With other bytes at a place, at its end at most. */
    public LongProgram with(long at, byte[] bytes) {
        byte[] written = Arrays.copyOf(bytes, bytes.length);
        parts.merge(at, written, (before, after) -> {
            byte[] both = Arrays.copyOf(before, Math.max(before.length, after.length));
            System.arraycopy(after, 0, both, 0, after.length);
            return both;
        });
        length = Math.max(length, at + bytes.length);
        return this;
    }

    /** How long it is. */
    public long length() {
        return length;
    }

    /** All of its bytes; for short ones. */
    public byte[] bytes() {
        byte[] all = new byte[(int) length];
        parts.forEach((at, part) -> System.arraycopy(part, 0, all, at.intValue(), part.length));
        return all;
    }

    /** Its bytes, one after the other. */
    public InputStream stream() {
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int count) {
                if (at >= length) {
                    return -1;
                }
                int taken = (int) Math.min(count, length - at);
                Arrays.fill(buffer, offset, offset + taken, (byte) 0);
                for (Map.Entry<Long, byte[]> part : parts.entrySet()) {
                    long from = Math.max(at, part.getKey());
                    long to = Math.min(at + taken, part.getKey() + part.getValue().length);
                    if (from < to) {
                        System.arraycopy(
                                part.getValue(), (int) (from - part.getKey()), buffer, offset + (int) (from - at), (int)
                                        (to - from));
                    }
                }
                at += taken;
                return taken;
            }
        };
    }
}
