package io.tidewaiter.archive.tar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A tar written block by block, right or wrong as the test wants it. */
final class TarBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A header block with its checksum; {@code size} as it stands in the field. */
    TarBytes header(String name, char type, String size, String link) {
        byte[] block = block(name, type, link);
        put(block, 124, size.getBytes(StandardCharsets.ISO_8859_1));
        return raw(summed(block));
    }

    TarBytes header(String name, char type, long size, String link) {
        return header(name, type, "%011o".formatted(size), link);
    }

    static byte[] block(String name, char type, String link) {
        byte[] block = new byte[512];
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        put(block, 0, Arrays.copyOf(path, Math.min(path.length, 100)));
        put(block, 100, "0000644\0".getBytes(StandardCharsets.ISO_8859_1));
        block[156] = (byte) type;
        byte[] target = link.getBytes(StandardCharsets.UTF_8);
        put(block, 157, Arrays.copyOf(target, Math.min(target.length, 100)));
        put(block, 257, "ustar\00000".getBytes(StandardCharsets.ISO_8859_1));
        return block;
    }

    static byte[] summed(byte[] block) {
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, "%06o\0 ".formatted(sum).getBytes(StandardCharsets.ISO_8859_1));
        return block;
    }

    static void put(byte[] block, int at, byte[] value) {
        System.arraycopy(value, 0, block, at, value.length);
    }

    TarBytes raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    TarBytes content(byte[] content) {
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[-content.length & 511]);
        return this;
    }

    TarBytes file(String name, String content) {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        return header(name, '0', body.length, "").content(body);
    }

    /** A GNU long name ({@code L}) or long link ({@code K}) for the next entry. */
    TarBytes gnuLong(char type, String text) {
        byte[] body = (text + "\0").getBytes(StandardCharsets.UTF_8);
        return header("././@LongLink", type, body.length, "").content(body);
    }

    TarBytes pax(char type, String... keysAndValues) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            records.writeBytes(paxRecord(keysAndValues[i], keysAndValues[i + 1]));
        }
        return header("PaxHeaders/x", type, records.size(), "").content(records.toByteArray());
    }

    static byte[] paxRecord(String key, String value) {
        int rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        return (length + " " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
    }

    TarBytes end() {
        return raw(new byte[1024]);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
