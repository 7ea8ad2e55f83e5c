package io.tidewaiter.catalog.layer;

import io.tidewaiter.archive.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * What the parent asks of the cell for one layer: the header of its stream.
 *
 * @param expectedBytes stored bytes of all layers that the cell is going to read; negative: unknown
 */
public record LayerTask(long expectedBytes, Limits limits) {
    /** As the cell takes it. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeLong(expectedBytes);
            out.writeLong(limits.compressedBytesMax());
            out.writeLong(limits.expandedBytesMax());
            out.writeLong(limits.ratioMax());
            out.writeLong(limits.ratioFloorBytes());
            out.writeLong(limits.entriesMax());
            out.writeInt(limits.pathBytesMax());
            out.writeInt(limits.paxBytesMax());
            out.writeInt(limits.depthMax());
            out.writeInt(limits.windowLogMax());
            out.writeLong(limits.timeMax().toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    /** What {@link #toBytes} wrote. */
    public static LayerTask read(byte[] header) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(header));
        return new LayerTask(
                in.readLong(),
                new Limits(
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readInt(),
                        in.readInt(),
                        in.readInt(),
                        in.readInt(),
                        Duration.ofMillis(in.readLong())));
    }
}
