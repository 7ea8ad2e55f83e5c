package io.tidewaiter.catalog.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds where in an ELF file named symbols lie (gABI 4.1, "Symbol Table", "Program Header"); whatever headers claim, it
 * stays in the file, and each symbol is looked at once.
 */
public final class ElfSymbols {
    private static final int SEGMENTS_MAX = 1_000;
    private static final int NAME_CHARS_MAX = 64;
    private static final int LOADED = 1;

    private final byte[] content;
    private final ByteBuffer bytes;
    private final boolean wide;

    private ElfSymbols(byte[] content) {
        this.content = content;
        this.wide = content.length > 4 && content[4] == 2;
        boolean bigEndian = content.length > 5 && content[5] == 2;
        this.bytes = ByteBuffer.wrap(content).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /** The addresses of symbols, of the dynamic table first; those that are there and not 0. */
    public static Map<String, Long> addresses(byte[] content, Set<String> names) {
        Map<String, Long> found = new HashMap<>();
        if (ElfHeader.isElf(content, content.length)) {
            ElfSymbols elf = new ElfSymbols(content);
            elf.read(".dynsym", ".dynstr", names, found);
            if (found.size() < names.size()) {
                elf.read(".symtab", ".strtab", names, found);
            }
        }
        return found;
    }

    private void read(String table, String strings, Set<String> names, Map<String, Long> found) {
        ByteBuffer symbols =
                ElfSections.find(content, table).orElse(ByteBuffer.allocate(0)).order(bytes.order());
        ByteBuffer texts = ElfSections.find(content, strings).orElse(ByteBuffer.allocate(0));
        int size = wide ? 24 : 16;
        for (int at = 0; at <= symbols.limit() - size; at += size) {
            long name = Integer.toUnsignedLong(symbols.getInt(at));
            long value = wide ? symbols.getLong(at + 8) : Integer.toUnsignedLong(symbols.getInt(at + 4));
            if (value != 0 && name < texts.limit()) {
                String text = text(texts, (int) name);
                if (names.contains(text)) {
                    found.putIfAbsent(text, value);
                }
            }
        }
    }

    private static String text(ByteBuffer texts, int from) {
        int end = from;
        while (end < texts.limit() && end - from < NAME_CHARS_MAX && texts.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - from];
        texts.get(from, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /** The place in the file of what is loaded at an address; empty where nothing is. */
    public static OptionalInt place(byte[] content, long address) {
        return ElfHeader.isElf(content, content.length) && content.length >= 64
                ? new ElfSymbols(content).place(address)
                : OptionalInt.empty();
    }

    private OptionalInt place(long address) {
        long table = wide ? bytes.getLong(32) : Integer.toUnsignedLong(bytes.getInt(28));
        int size = Short.toUnsignedInt(bytes.getShort(wide ? 54 : 42));
        int count = Math.min(SEGMENTS_MAX, Short.toUnsignedInt(bytes.getShort(wide ? 56 : 44)));
        int least = wide ? 56 : 32;
        for (int i = 0; i < count && size >= least; i++) {
            long header = table + (long) i * size;
            if (header < 0 || header > content.length - least || bytes.getInt((int) header) != LOADED) {
                continue;
            }
            long offset = word(header, 8, 4);
            long start = word(header, 16, 8);
            long stored = word(header, 32, 16);
            long place = offset + (address - start);
            if (address >= start && address - start < stored && offset >= 0 && place >= 0 && place < content.length) {
                return OptionalInt.of((int) place);
            }
        }
        return OptionalInt.empty();
    }

    private long word(long header, int inWide, int inNarrow) {
        return wide
                ? bytes.getLong((int) header + inWide)
                : Integer.toUnsignedLong(bytes.getInt((int) header + inNarrow));
    }
}
