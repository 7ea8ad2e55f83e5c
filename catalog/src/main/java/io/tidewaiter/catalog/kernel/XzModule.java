package io.tidewaiter.catalog.kernel;

import io.tidewaiter.catalog.text.Troubles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.tukaani.xz.XZInputStream;

/** A module that {@code xz} packed, as Fedora's and openSUSE's are, in memory. */
final class XzModule {
    /** Of the dictionary: the kernel builds with 1 to 8 MiB, xz -8 has 32 MiB. */
    private static final int MEMORY_KIB_MAX = 34 << 10;

    private XzModule() {}

    /** The module, or nothing and a trouble told where it is none, needs too much memory or is longer than the bound. */
    static Optional<byte[]> expand(byte[] content, int bytesMax, Troubles troubles) {
        try (InputStream in = new XZInputStream(new ByteArrayInputStream(content), MEMORY_KIB_MAX)) {
            byte[] module = in.readNBytes(bytesMax);
            if (in.read() < 0) {
                return Optional.of(module);
            }
            troubles.lost("it is longer than " + bytesMax + " bytes");
        } catch (IOException e) {
            troubles.lost("xz cannot be decompressed: " + e.getMessage());
        }
        return Optional.empty();
    }
}
