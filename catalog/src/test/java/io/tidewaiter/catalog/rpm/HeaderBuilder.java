package io.tidewaiter.catalog.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Builds header blobs, right ones and wrong ones. */
public final class HeaderBuilder {
    private record Entry(int tag, int type, int offset, int count) {}

    private final List<Entry> entries = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    public static HeaderBuilder of(String name, String version, String release) {
        return new HeaderBuilder()
                .text(1000, name)
                .text(1001, version)
                .text(1002, release)
                .text(1022, "x86_64")
                .text(1044, "src-" + name + "-1-2.src.rpm");
    }

    public HeaderBuilder text(int tag, String text) {
        entry(tag, 6, data.size(), 1);
        data.writeBytes((text + "\0").getBytes(UTF_8));
        return this;
    }

    public HeaderBuilder texts(int tag, String... texts) {
        entry(tag, 8, data.size(), texts.length);
        data.writeBytes((String.join("\0", texts) + "\0").getBytes(UTF_8));
        return this;
    }

    public HeaderBuilder numbers(int tag, int... numbers) {
        while (data.size() % 4 != 0) {
            data.write(0);
        }
        entry(tag, 4, data.size(), numbers.length);
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        data.writeBytes(bytes.array());
        return this;
    }

    /** An entry as it is, true or not. */
    public HeaderBuilder entry(int tag, int type, int offset, int count) {
        entries.add(new Entry(tag, type, offset, count));
        return this;
    }

    public byte[] build() {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 16 * entries.size() + data.size());
        bytes.putInt(entries.size()).putInt(data.size());
        for (Entry entry : entries) {
            bytes.putInt(entry.tag).putInt(entry.type).putInt(entry.offset).putInt(entry.count);
        }
        return bytes.put(data.toByteArray()).array();
    }
}
