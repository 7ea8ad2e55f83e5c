package io.tidewaiter.catalog.kernel;

import io.tidewaiter.catalog.elf.ElfSections;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a kernel module says of itself: the section {@code .modinfo}, {@code key=value} texts that end in NUL.
 *
 * @param name empty where it has none (kernels before 4.13)
 * @param version of the module itself; empty for nearly all of the kernel's own
 * @param kernel the release that it was built for, the first word of its {@code vermagic}; may be empty
 */
record KernelModule(String name, String version, String kernel) {
    private static final int SECTION_BYTES_MAX = 1 << 20;
    private static final int TEXT_CHARS_MAX = 256;

    static Optional<KernelModule> parse(byte[] module) {
        return ElfSections.find(module, ".modinfo").map(KernelModule::read);
    }

    private static KernelModule read(ByteBuffer section) {
        byte[] bytes = new byte[Math.min(section.remaining(), SECTION_BYTES_MAX)];
        section.get(bytes);
        Map<String, String> fields = new TreeMap<>();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i < bytes.length && bytes[i] != 0) {
                continue;
            }
            if (i - start <= TEXT_CHARS_MAX) {
                String field = new String(bytes, start, i - start, StandardCharsets.ISO_8859_1);
                int equals = field.indexOf('=');
                if (equals > 0) {
                    fields.putIfAbsent(field.substring(0, equals), plain(field.substring(equals + 1)));
                }
            }
            start = i + 1;
        }
        return new KernelModule(
                fields.getOrDefault("name", ""),
                fields.getOrDefault("version", ""),
                fields.getOrDefault("vermagic", ""));
    }

    /** The first word, if it is printable. */
    private static String plain(String value) {
        String text = value.strip();
        int end = text.indexOf(' ');
        String word = end < 0 ? text : text.substring(0, end);
        return word.chars().allMatch(c -> c > ' ' && c < 0x7f) ? word : "";
    }
}
