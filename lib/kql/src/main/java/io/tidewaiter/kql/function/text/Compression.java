package io.tidewaiter.kql.function.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Compressed texts in Base64. */
final class Compression {
    private static final int TEXT_BYTES_MAX = 1 << 20;

    private Compression() {}

    static @Nullable String compress(String text, boolean isGzip) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = isGzip ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static @Nullable String decompress(String base64, boolean isGzip) {
        Optional<byte[]> bytes = Encodings.base64(base64);
        if (bytes.isEmpty()) {
            return null;
        }
        InputStream source = new ByteArrayInputStream(bytes.get());
        try (InputStream in = isGzip ? new GZIPInputStream(source) : new InflaterInputStream(source)) {
            byte[] text = in.readNBytes(TEXT_BYTES_MAX + 1);
            return text.length > TEXT_BYTES_MAX ? null : Encodings.utf8(text).orElse(null);
        } catch (IOException e) {
            return null;
        }
    }
}
