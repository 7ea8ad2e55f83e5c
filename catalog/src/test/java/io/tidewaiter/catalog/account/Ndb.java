package io.tidewaiter.catalog.account;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;

/** Writes rpm's NDB with one package (rpm's lib/backend/ndb/rpmpkg.c). */
final class Ndb {
    private Ndb() {}

    static byte[] of(byte[] header) {
        int blocks = (16 + header.length + 12 + 15) / 16;
        ByteBuffer out = ByteBuffer.allocate(4096 + blocks * 16).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RpmP".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putInt(1)
                .putInt(1)
                .putInt(2);
        for (int slot = 32; slot < 4096; slot += 16) {
            out.put(slot, "Slot".getBytes(StandardCharsets.US_ASCII));
        }
        out.putInt(36, 1).putInt(40, 256).putInt(44, blocks);
        out.position(4096);
        out.put("BlbS".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(1).putInt(header.length);
        out.put(header);
        int tail = 4096 + blocks * 16 - 12;
        Adler32 sum = new Adler32();
        sum.update(out.array(), 4096, tail - 4096);
        out.position(tail);
        out.putInt((int) sum.getValue()).putInt(header.length).put("BlbE".getBytes(StandardCharsets.US_ASCII));
        return out.array();
    }
}
