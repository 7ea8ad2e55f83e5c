package io.tidewaiter.cli.train;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Programs of one section and one segment, in ELF (gABI 4.1, 64 bits, little-endian): nothing runs them, catalogers look into them. */
final class SampleProgram {
    private static final int HEADER_BYTES = 64;
    private static final int SECTION_BYTES = 64;
    private static final int SEGMENT_BYTES = 56;
    private static final int LOADED = 1;
    private static final int NOTES = 4;
    private static final int PROGRAM_BITS = 1;
    private static final int STRINGS = 3;
    private static final int NOTE = 7;
    private static final int PACKAGE_NOTE = 0xcafe1a7e; // systemd's packaging metadata for ELF
    private static final String NAMES_SECTION = ".shstrtab";
    // What the Go linker puts before and behind a program's modules (cmd/go/internal/modload).
    private static final String MODULES_START = "3077af0c9274080241e1c107e6d618e6";
    private static final String MODULES_END = "f932433186182072008242104116d8f2";

    private SampleProgram() {}

    /** A program of Go 1.21 with one module. */
    static byte[] ofGo() {
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.writeBytes("\u00ff Go buildinf:\u0008\u0002".getBytes(StandardCharsets.ISO_8859_1));
        info.writeBytes(new byte[32 - info.size()]);
        counted(info, "go1.21.0".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream modules = new ByteArrayOutputStream();
        modules.writeBytes(HexFormat.of().parseHex(MODULES_START));
        modules.writeBytes("""
                path\texample.org/server
                mod\texample.org/server\tv1.0.0\th1:abc=
                dep\tgolang.org/x/text\tv0.3.0\th1:abc=
                dep\texample.org/pseudo\tv0.0.0-20240102030405-0123456789ab\th1:abc=
                build\t-ldflags="-X main.version=1.0.0"
                build\tGOOS=linux
                """.getBytes(StandardCharsets.UTF_8));
        modules.writeBytes(HexFormat.of().parseHex(MODULES_END));
        counted(info, modules.toByteArray());
        return elf(".go.buildinfo", PROGRAM_BITS, info.toByteArray());
    }

    /** A program whose bytes hold a text. */
    static byte[] saying(String text) {
        return elf(".rodata", PROGRAM_BITS, ('\0' + text + '\0').getBytes(StandardCharsets.US_ASCII));
    }

    /** A library that names the package it came in. */
    static byte[] withNote(String version) {
        byte[] owner = "FDO\0".getBytes(StandardCharsets.US_ASCII);
        byte[] text = "{\"type\":\"deb\",\"os\":\"debian\",\"name\":\"sample\",\"version\":\"%s\"}\0"
                .formatted(version)
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer note = ByteBuffer.allocate(16 + ((text.length + 3) & ~3)).order(ByteOrder.LITTLE_ENDIAN);
        note.putInt(owner.length)
                .putInt(text.length)
                .putInt(PACKAGE_NOTE)
                .put(owner)
                .put(text);
        return elf(".note.package", NOTE, note.array());
    }

    private static void counted(ByteArrayOutputStream out, byte[] bytes) {
        int left = bytes.length;
        while (left >= 0x80) { // a varint, as encoding/binary writes it
            out.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write(left);
        out.writeBytes(bytes);
    }

    private static byte[] elf(String section, int type, byte[] content) {
        byte[] names = ("\0" + section + "\0" + NAMES_SECTION + "\0").getBytes(StandardCharsets.US_ASCII);
        int table = HEADER_BYTES + content.length + names.length;
        int segment = table + 3 * SECTION_BYTES;
        ByteBuffer file = ByteBuffer.allocate(segment + SEGMENT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0});
        file.putShort(16, (short) 3).putShort(18, (short) 62).putInt(20, 1); // a shared object for x86-64
        file.putLong(32, segment).putLong(40, table);
        file.putShort(52, (short) HEADER_BYTES)
                .putShort(54, (short) SEGMENT_BYTES)
                .putShort(56, (short) 1)
                .putShort(58, (short) SECTION_BYTES)
                .putShort(60, (short) 3)
                .putShort(62, (short) 2);
        file.put(HEADER_BYTES, content).put(HEADER_BYTES + content.length, names);
        new Section(1, type, HEADER_BYTES, content.length).write(file, table + SECTION_BYTES);
        new Section(section.length() + 2, STRINGS, HEADER_BYTES + content.length, names.length)
                .write(file, table + 2 * SECTION_BYTES);
        file.putInt(segment, type == NOTE ? NOTES : LOADED).putInt(segment + 4, 6); // to be read and written
        file.putLong(segment + 8, HEADER_BYTES).putLong(segment + 16, HEADER_BYTES);
        file.putLong(segment + 32, content.length).putLong(segment + 40, content.length);
        file.putLong(segment + 48, 4);
        return file.array();
    }

    /**
     * A line of the table of sections.
     *
     * @param name where it begins in the names
     */
    private record Section(int name, int type, int offset, int length) {
        void write(ByteBuffer file, int at) {
            file.putInt(at, name).putInt(at + 4, type).putLong(at + 16, offset);
            file.putLong(at + 24, offset).putLong(at + 32, length).putLong(at + 48, 1);
        }
    }
}
