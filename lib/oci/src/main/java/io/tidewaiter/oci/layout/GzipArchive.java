package io.tidewaiter.oci.layout;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Expands an archive that somebody compressed as a whole ({@code docker save | gzip}), since its files are read in any
 * order. The bytes go to a temporary file that is removed before the first of them is written to it: nothing is left
 * behind, whatever happens to the process.
 */
final class GzipArchive {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final long EXPANDED_BYTES_MAX = 64L << 30;
    private static final long FREE_BYTES_MIN = 256L << 20;
    private static final long RATIO_MAX = 200;
    private static final long RATIO_FLOOR_BYTES = 1L << 30;

    private GzipArchive() {}

    /** The expanded archive; the channel is closed with the last reference to it, or by the caller. */
    static FileChannel expand(Path archive) throws IOException {
        Path file = Files.createTempFile("tidewaiter", ".tar");
        FileChannel channel;
        long roomBytes;
        try {
            roomBytes = Files.getFileStore(file).getUsableSpace() - FREE_BYTES_MIN;
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(file);
        }
        try (InputStream stored = Files.newInputStream(archive)) {
            copy(stored, channel, Math.min(EXPANDED_BYTES_MAX, roomBytes), Files.size(archive));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void copy(InputStream stored, FileChannel channel, long bytesMax, long storedBytes)
            throws IOException {
        @SuppressWarnings("resource") // closing it would close the channel
        OutputStream out = Channels.newOutputStream(channel);
        byte[] buffer = new byte[BUFFER_BYTES];
        long total = 0;
        try (GZIPInputStream in = new GZIPInputStream(stored, BUFFER_BYTES)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                total += count;
                if (total > bytesMax) {
                    throw new IOException("it expands to more than the " + bytesMax
                            + " bytes that are allowed or free in the temporary folder");
                }
                if (total > RATIO_FLOOR_BYTES && total / RATIO_MAX > storedBytes) {
                    throw new IOException("it expands to more than " + RATIO_MAX + " times its bytes");
                }
                out.write(buffer, 0, count);
            }
        } catch (ZipException e) {
            throw new IOException("its gzip data is damaged: " + e.getMessage(), e);
        }
    }
}
