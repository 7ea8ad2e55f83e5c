package io.tidewaiter.catalog.nativeimage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;

/** ELF programs with a list of components, where native-image puts it. */
public final class NativeProgram {
    private static final long BASE = 0x400000;
    private static final String SYMBOLS = "\0sbom\0sbom_length\0";
    private static final String NAMES = "\0.dynsym\0.dynstr\0.svm_heap\0.shstrtab\0";

    private NativeProgram() {}

    /** Packs a list as native-image does. */
    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toByteArray();
    }

    /**
     * Header, one segment, list, its length, symbols, their names, names of sections, sections.
     *
     * @param list as it lies in the program
     * @param length what the program says of it, in bytes
     * @param heap name of the section with the heap
     */
    public static byte[] elf(byte[] list, long length, String heap) {
        byte[] names = NAMES.replace(".svm_heap", heap).getBytes(UTF_8);
        int listed = 120;
        int counted = listed + list.length;
        int symbols = counted + 8;
        int texts = symbols + 72;
        int named = texts + SYMBOLS.length();
        int table = named + names.length;
        ByteBuffer out = ByteBuffer.allocate(table + 5 * 64).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        out.putShort(16, (short) 2).putLong(32, 64).putLong(40, table);
        out.putShort(54, (short) 56).putShort(56, (short) 1).putShort(58, (short) 64);
        out.putShort(60, (short) 5).putShort(62, (short) 4);
        out.putInt(64, 1).putLong(72, 0).putLong(80, BASE).putLong(96, table);
        out.put(listed, list).putLong(counted, length);
        out.putInt(symbols + 24, 1).putLong(symbols + 32, BASE + listed);
        out.putInt(symbols + 48, 6).putLong(symbols + 56, BASE + counted);
        out.put(texts, SYMBOLS.getBytes(UTF_8)).put(named, names);
        int[][] sections = {{1, symbols, 72}, {9, texts, SYMBOLS.length()}, {17, listed, 1}, {27, named, names.length}};
        for (int i = 0; i < sections.length; i++) {
            int header = table + (i + 1) * 64;
            out.putInt(header, sections[i][0])
                    .putLong(header + 24, sections[i][1])
                    .putLong(header + 32, sections[i][2]);
        }
        return out.array();
    }
}
