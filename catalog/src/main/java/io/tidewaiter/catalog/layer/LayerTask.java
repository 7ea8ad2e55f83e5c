package io.tidewaiter.catalog.layer;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.read.LinkedPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What the parent asks of the cell for one layer: the header of its stream.
 *
 * @param expectedBytes stored bytes of all layers that the cell is going to read; negative: unknown
 * @param linked what is read under another name than its own
 */
public record LayerTask(long expectedBytes, Limits limits, List<LinkedPath> linked) {
    private static final int LINKED_MAX = 20_000;

    /** The cell is told of all of them in one frame. */
    private static final int LINKED_BYTES_MAX = 900_000;

    public LayerTask {
        linked = List.copyOf(linked);
    }

    /** A layer whose files are read under their own names. */
    public LayerTask(long expectedBytes, Limits limits) {
        this(expectedBytes, limits, List.of());
    }

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
            out.writeInt(linked.size());
            out.write(linked.isEmpty() ? new byte[0] : deflated(linked));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    /** Paths that share most of their bytes, so that thousands fit into a frame. */
    private static byte[] deflated(List<LinkedPath> linked) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            for (LinkedPath link : linked) {
                out.writeUTF(link.path());
                out.writeUTF(link.name());
                out.writeBoolean(link.isHardLink());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    /** The first of these paths, as many as a task has room for. */
    public static List<LinkedPath> fitting(List<LinkedPath> linked) {
        if (linked.isEmpty()) {
            return linked; // of most images
        }
        List<LinkedPath> first = linked.subList(0, Math.min(linked.size(), LINKED_MAX));
        while (deflated(first).length > LINKED_BYTES_MAX) {
            first = first.subList(0, first.size() - first.size() / 8 - 1);
        }
        return List.copyOf(first);
    }

    /** What {@link #toBytes} wrote. */
    public static LayerTask read(byte[] header) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(header));
        long expectedBytes = in.readLong();
        Limits limits = new Limits(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                Duration.ofMillis(in.readLong()));
        List<LinkedPath> linked = new ArrayList<>();
        int count = in.readInt();
        if (count < 0 || count > LINKED_MAX) {
            throw new IOException("a task with " + count + " linked paths");
        }
        try (DataInputStream paths = new DataInputStream(new InflaterInputStream(in))) {
            for (int i = 0; i < count; i++) {
                linked.add(new LinkedPath(paths.readUTF(), paths.readUTF(), paths.readBoolean()));
            }
        }
        return new LayerTask(expectedBytes, limits, linked);
    }
}
