package io.tidewaiter.advisory.unpack;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Writes files as vendors publish them. */
public final class Packed {
    private Packed() {}

    /** Puts the content down, packed as the name says. */
    public static void file(Path path, byte[] content) {
        try {
            Files.createDirectories(path.getParent());
            Files.write(path, packed(path.getFileName().toString(), content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tar of texts by path. */
    public static byte[] tar(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] packed(String name, byte[] content) throws IOException {
        if (name.endsWith("zst")) {
            return Zstd.compress(content);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packing(name, bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static OutputStream packing(String name, OutputStream out) throws IOException {
        if (name.endsWith("gz")) {
            return new GZIPOutputStream(out);
        }
        if (name.endsWith("xz")) {
            return new XZOutputStream(out, new LZMA2Options());
        }
        return name.endsWith("bz2") ? new BZip2CompressorOutputStream(out) : out;
    }
}
