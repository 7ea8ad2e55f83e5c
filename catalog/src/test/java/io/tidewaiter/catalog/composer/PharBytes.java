package io.tidewaiter.catalog.composer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Writes archives of PHP, as the manual describes them. */
public final class PharBytes {
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final ByteArrayOutputStream files = new ByteArrayOutputStream();
    private int count;

    /** A file as it is. */
    public PharBytes stored(String name, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return entry(name, content.length, content, 0644);
    }

    PharBytes deflated(String name, String text) {
        return deflated(name, text, text.getBytes(StandardCharsets.UTF_8).length);
    }

    /** @param told how many bytes the manifest says that it has */
    PharBytes deflated(String name, String text, int told) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        try (Deflater deflater = new Deflater(9, true)) {
            deflater.setInput(content);
            deflater.finish();
            byte[] buffer = new byte[content.length + 64];
            int length = deflater.deflate(buffer);
            return entry(name, told, Arrays.copyOf(buffer, length), 0644 | 0x1000);
        }
    }

    PharBytes entry(String name, int bytes, byte[] stored, int flags) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        entries.writeBytes(number(text.length));
        entries.writeBytes(text);
        for (int field : new int[] {bytes, 1_700_000_000, stored.length, 0, flags, 0}) {
            entries.writeBytes(number(field));
        }
        files.writeBytes(stored);
        count++;
        return this;
    }

    /** All of it, behind a program. */
    public byte[] build(String program) {
        byte[] alias = "composer.phar".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream manifest = new ByteArrayOutputStream();
        manifest.writeBytes(number(count));
        manifest.writeBytes(new byte[] {0x11, 0});
        manifest.writeBytes(number(0x10000));
        manifest.writeBytes(number(alias.length));
        manifest.writeBytes(alias);
        manifest.writeBytes(number(0));
        manifest.writeBytes(entries.toByteArray());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(program.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(number(manifest.size()));
        all.writeBytes(manifest.toByteArray());
        all.writeBytes(files.toByteArray());
        return all.toByteArray();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
