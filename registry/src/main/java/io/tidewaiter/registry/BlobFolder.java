package io.tidewaiter.registry;

import io.tidewaiter.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * Blobs by digest and uploads in progress.
 *
 * <p>A blob appears under its digest only after its bytes were hashed, forced to disk and renamed, so that a reader
 * never sees half of one.
 */
final class BlobFolder {
    private final Path blobs;
    private final Path uploads;

    BlobFolder(Path root) throws IOException {
        blobs = Files.createDirectories(root.resolve("blobs"));
        uploads = Files.createDirectories(root.resolve("uploads"));
    }

    Path file(Digest digest) {
        return blobs.resolve(digest.algorithm() + "-" + digest.hex());
    }

    boolean has(Digest digest) {
        return Files.isRegularFile(file(digest));
    }

    UUID begin() throws IOException {
        UUID id = UUID.randomUUID();
        Files.createFile(uploads.resolve(id.toString()));
        return id;
    }

    long size(UUID upload) throws IOException {
        Path file = uploads.resolve(upload.toString());
        if (!Files.isRegularFile(file)) {
            throw new RegistryProblem(404, "BLOB_UPLOAD_UNKNOWN", "no upload " + upload + " is in progress");
        }
        return Files.size(file);
    }

    /** Appends, and returns the size from then on. */
    long append(UUID upload, InputStream body, long bytesMax) throws IOException {
        long size = size(upload);
        try (OutputStream out = Files.newOutputStream(uploads.resolve(upload.toString()), StandardOpenOption.APPEND)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                size += n;
                if (size > bytesMax) {
                    throw new RegistryProblem(413, "SIZE_INVALID", "a blob has at most " + bytesMax + " bytes here");
                }
                out.write(buffer, 0, n);
            }
        }
        return size;
    }

    void finish(UUID upload, Digest wanted) throws IOException {
        Path file = uploads.resolve(upload.toString());
        size(upload);
        Digest seen = digest(file, wanted.algorithm());
        if (!seen.equals(wanted)) {
            Files.delete(file);
            throw new RegistryProblem(400, "DIGEST_INVALID", "the upload has digest " + seen + ", not " + wanted);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(file, file(wanted), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void cancel(UUID upload) throws IOException {
        size(upload);
        Files.delete(uploads.resolve(upload.toString()));
    }

    private static Digest digest(Path file, String algorithm) throws IOException {
        MessageDigest hash = hash(algorithm);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                hash.update(buffer, 0, n);
            }
        }
        return new Digest(algorithm, HexFormat.of().formatHex(hash.digest()));
    }

    static Digest digest(byte[] bytes) {
        return new Digest("sha256", HexFormat.of().formatHex(hash("sha256").digest(bytes)));
    }

    private static MessageDigest hash(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.toUpperCase(Locale.ROOT).replace("SHA", "SHA-"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
