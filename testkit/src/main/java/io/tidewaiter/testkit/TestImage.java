package io.tidewaiter.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** An OCI image made of tar layers, to be written as a layout or pushed to a registry. */
public final class TestImage {
    private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

    private final Map<String, byte[]> blobs = new LinkedHashMap<>();
    private final String manifestType;
    private final byte[] config;
    private final byte[] manifest;

    private TestImage(Builder builder) {
        manifestType = builder.docker ? DOCKER_MANIFEST : OCI_MANIFEST;
        config = builder.config().getBytes(StandardCharsets.UTF_8);
        builder.layers.forEach(layer -> blobs.put(digest(layer.stored), layer.stored));
        blobs.put(digest(config), config);
        String layers = builder.layers.stream()
                .map(layer -> descriptor(layer.mediaType, layer.claimedDigest, layer.stored.length))
                .collect(Collectors.joining(","));
        manifest = """
                {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}""".formatted(
                        manifestType,
                        descriptor(builder.docker ? DOCKER_CONFIG : OCI_CONFIG, digest(config), config.length),
                        layers)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Starts an image without layers for linux/amd64. */
    public static Builder builder() {
        return new Builder();
    }

    /** The digest of the manifest, {@code sha256:…}. */
    public String digest() {
        return digest(manifest);
    }

    /** The bytes of the manifest. */
    public byte[] manifest() {
        return manifest.clone();
    }

    /** The bytes of the config. */
    public byte[] config() {
        return config.clone();
    }

    /** Writes an OCI image layout with this one image, tagged {@code latest}. */
    public Path writeLayout(Path folder) {
        try {
            Path store = Files.createDirectories(folder.resolve("blobs").resolve("sha256"));
            for (Map.Entry<String, byte[]> blob : blobs.entrySet()) {
                Files.write(store.resolve(hex(blob.getKey())), blob.getValue());
            }
            Files.write(store.resolve(hex(digest())), manifest);
            Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
            Files.writeString(folder.resolve("index.json"), """
                    {"schemaVersion":2,"manifests":[{"mediaType":"%s","digest":"%s","size":%d,
                    "annotations":{"org.opencontainers.image.ref.name":"latest"}}]}
                    """.formatted(manifestType, digest(), manifest.length));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Pushes the image over plain HTTP (distribution-spec 1.1, "Push").
     *
     * @param host {@code 127.0.0.1:port}
     */
    public void push(String host, String repository, String tag) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (Map.Entry<String, byte[]> blob : blobs.entrySet()) {
                String upload = send(client, host, "POST", "/v2/" + repository + "/blobs/uploads/", new byte[0], 202)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
                String path = upload.startsWith("http") ? URI.create(upload).getRawPath() : upload;
                String query = upload.contains("?") ? upload.substring(upload.indexOf('?')) + "&" : "?";
                String target = path.split("\\?", 2)[0] + query + "digest=" + blob.getKey();
                send(client, host, "PUT", target, blob.getValue(), 201);
            }
            send(client, host, "PUT", "/v2/" + repository + "/manifests/" + tag, manifest, 201);
        }
    }

    private HttpResponse<String> send(
            HttpClient client, String host, String method, String path, byte[] body, int wanted)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + path))
                .header("Content-Type", path.contains("/manifests/") ? manifestType : "application/octet-stream")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != wanted) {
            throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response;
    }

    private static String hex(String digest) {
        return digest.substring("sha256:".length());
    }

    private static String descriptor(String mediaType, String digest, int size) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest + "\",\"size\":" + size + "}";
    }

    /** The sha256 of bytes, {@code sha256:…}. */
    public static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Bytes as one gzip member. */
    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private record Layer(String mediaType, byte[] stored, String claimedDigest, String diffId) {}

    /** Adds layers, lowest first. */
    public static final class Builder {
        private final List<Layer> layers = new ArrayList<>();
        private String os = "linux";
        private boolean docker;

        private Builder() {}

        /** A gzip layer. */
        public Builder layer(TarBuilder tar) {
            byte[] bytes = tar.build();
            return layer("application/vnd.oci.image.layer.v1.tar+gzip", gzip(bytes), digest(bytes));
        }

        /** A layer as it is to be stored, which may be broken on purpose. */
        public Builder layer(String mediaType, byte[] stored, String diffId) {
            layers.add(new Layer(mediaType, stored, digest(stored), diffId));
            return this;
        }

        /** As Docker's schema 2 instead of OCI. */
        public Builder docker() {
            docker = true;
            return this;
        }

        /** The operating system that the config names. */
        public Builder os(String name) {
            os = name;
            return this;
        }

        /** The image. */
        public TestImage build() {
            return new TestImage(this);
        }

        private String config() {
            String diffIds = layers.stream().map(l -> "\"" + l.diffId + "\"").collect(Collectors.joining(","));
            String history = layers.stream()
                    .map(l -> "{\"created_by\":\"layer " + layers.indexOf(l) + "\"}")
                    .collect(Collectors.joining(","));
            return "{\"architecture\":\"amd64\",\"os\":\"" + os + "\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
                    + "\"diff_ids\":[" + diffIds + "]},\"history\":[" + history + "]}";
        }
    }
}
