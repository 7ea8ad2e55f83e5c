package io.tidewaiter.dist.demo;

import io.tidewaiter.oci.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * An OCI image of one layer that holds real jars.
 *
 * @param layer the gzip layer
 * @param config the image config
 * @param manifest the manifest, whose digest names the image
 */
record DemoImage(byte[] layer, byte[] config, byte[] manifest) {
    static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final int BLOCK = 512;

    /** An image with files at the given paths. */
    static DemoImage of(SortedMap<String, Path> files) {
        byte[] tar = tar(new TreeMap<>(files));
        byte[] layer = gzip(tar);
        byte[] config = """
                {"architecture":"amd64","os":"linux","config":{"Cmd":["java","-jar","/app/app.jar"]},\
                "rootfs":{"type":"layers","diff_ids":["%s"]},"history":[{"created_by":"COPY lib /app/lib"}]}""".formatted(digest(tar)).getBytes(StandardCharsets.UTF_8);
        byte[] manifest = """
                {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}""".formatted(
                        MANIFEST_TYPE,
                        descriptor("application/vnd.oci.image.config.v1+json", config),
                        descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer))
                .getBytes(StandardCharsets.UTF_8);
        return new DemoImage(layer, config, manifest);
    }

    static Digest digest(byte[] bytes) {
        try {
            return new Digest(
                    "sha256",
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String descriptor(String mediaType, byte[] blob) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest(blob) + "\",\"size\":" + blob.length + "}";
    }

    /** POSIX.1-2017 pax, "ustar Interchange Format": short names only, which is what the demo has. */
    private static byte[] tar(SortedMap<String, Path> files) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        files.forEach((path, file) -> {
            try {
                byte[] content = Files.readAllBytes(file);
                tar.writeBytes(header(path, content.length));
                tar.writeBytes(content);
                tar.writeBytes(new byte[-content.length & (BLOCK - 1)]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        tar.writeBytes(new byte[2 * BLOCK]);
        return tar.toByteArray();
    }

    private static byte[] header(String path, int size) {
        byte[] block = new byte[BLOCK];
        put(block, 0, path);
        put(block, 100, "0000644\0000000000\0000000000");
        put(block, 124, "%011o".formatted(size));
        put(block, 136, "00000000000");
        put(block, 148, "        0");
        put(block, 257, "ustar\00000");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, "%06o\0 ".formatted(sum));
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
