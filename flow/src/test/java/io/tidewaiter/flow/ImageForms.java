package io.tidewaiter.flow;

import io.tidewaiter.testkit.LayerForms;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The same two layers in every form in which images are stored; a form writes itself and says how it is named. */
final class ImageForms {
    private static final String GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final String ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";
    private static final String PLAIN = "application/vnd.oci.image.layer.v1.tar";
    private static final String DOCKER_GZIP = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    private static final String LOWER_ID = "1".repeat(64);
    private static final String UPPER_ID = "2".repeat(64);

    private static final byte[] LOWER = new TarBuilder()
            .file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
            .file("var/lib/dpkg/status", stanza("base-files") + stanza("curl"))
            .file("srv/node_modules/old/package.json", npm("old"))
            .build();
    private static final byte[] UPPER = new TarBuilder()
            .whiteout("srv/node_modules/old")
            .file("srv/node_modules/qs/package.json", npm("qs"))
            .build();

    /** Writes an image into a folder and answers its reference. */
    interface Form {
        String write(Path folder) throws IOException;
    }

    private ImageForms() {}

    private static String stanza(String name) {
        return "Package: " + name + "\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0-1\n\n";
    }

    private static String npm(String name) {
        return "{\"name\":\"" + name + "\",\"version\":\"1.0.0\"}";
    }

    static Map<String, Form> all() {
        Map<String, Form> all = new LinkedHashMap<>();
        all.put("gzip", layout(GZIP, TestImage::gzip));
        all.put("gzip of many members", layout(GZIP, tar -> LayerForms.gzipMembers(tar, 700)));
        all.put("zstd frames", layout(ZSTD, LayerForms::zstdFrames));
        all.put("uncompressed", layout(PLAIN, tar -> tar));
        all.put("gzip that says zstd", layout(ZSTD, TestImage::gzip));
        all.put("zstd that says gzip", layout(GZIP, LayerForms::zstdFrame));
        all.put("gzip that says plain", layout(PLAIN, TestImage::gzip));
        all.put("zstd:chunked", layout(ZSTD, tar -> LayerForms.zstdChunked(tar, UnaryOperator.identity())));
        all.put(
                "zstd:chunked whose manifest lies",
                layout(ZSTD, tar -> LayerForms.zstdChunked(tar, table -> table.replace("qs", "innocent"))));
        all.put("Docker schema 2", folder -> {
            TestImage.Builder image = TestImage.builder().docker();
            for (byte[] tar : List.of(LOWER, UPPER)) {
                image.layer(DOCKER_GZIP, TestImage.gzip(tar), TestImage.digest(tar));
            }
            return "oci:" + image.build().writeLayout(folder.resolve("layout"));
        });
        all.put("OCI archive", folder -> "oci-archive:" + archive(folder, false));
        all.put("OCI archive, gzip", folder -> "oci-archive:" + archive(folder, true));
        all.put("index with an attestation, nested", ImageForms::nestedIndex);
        all.put("docker save", folder -> "docker-archive:" + save(folder, "a/layer.tar", false));
        all.put("docker save, gzip", folder -> "docker-archive:" + save(folder, "a/layer.tar", true));
        all.put("docker save of containerd, as docker archive", folder -> "docker-archive:" + containerd(folder));
        all.put("docker save of containerd, as OCI archive", folder -> "oci-archive:" + containerd(folder));
        return all;
    }

    /** eStargz adds entries to the tar, so its diff ids are others. */
    static Form estargz(UnaryOperator<String> lie) {
        return folder -> {
            TestImage.Builder image = TestImage.builder();
            for (byte[] tar : List.of(LOWER, UPPER)) {
                LayerForms.Stored stored = LayerForms.estargz(tar, lie);
                image.layer(GZIP, stored.bytes(), TestImage.digest(stored.tar()));
            }
            return "oci:" + image.build().writeLayout(folder.resolve("layout"));
        };
    }

    private static TestImage image(String mediaType, UnaryOperator<byte[]> encode) {
        TestImage.Builder image = TestImage.builder();
        for (byte[] tar : List.of(LOWER, UPPER)) {
            image.layer(mediaType, encode.apply(tar), TestImage.digest(tar));
        }
        return image.build();
    }

    private static Form layout(String mediaType, UnaryOperator<byte[]> encode) {
        return folder -> "oci:" + image(mediaType, encode).writeLayout(folder.resolve("layout"));
    }

    /** All files of a layout. */
    private static TarBuilder files(Path layout) throws IOException {
        TarBuilder tar = new TarBuilder();
        try (Stream<Path> files = Files.walk(layout)) {
            files.filter(Files::isRegularFile).sorted().forEach(file -> {
                try {
                    tar.file(layout.relativize(file).toString(), Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return tar;
    }

    private static Path archive(Path folder, boolean gzip) throws IOException {
        Path layout = image(GZIP, TestImage::gzip).writeLayout(folder.resolve("layout"));
        byte[] tar = files(layout).build();
        return Files.write(folder.resolve("image.tar"), gzip ? TestImage.gzip(tar) : tar);
    }

    /** The layout's index lists an index, which lists an index with the image and BuildKit's attestation of it. */
    private static String nestedIndex(Path folder) throws IOException {
        TestImage image = image(GZIP, TestImage::gzip);
        Path layout = image.writeLayout(folder.resolve("layout"));
        TestImage statement = TestImage.builder()
                .layer("application/vnd.in-toto+json", "{}".getBytes(StandardCharsets.UTF_8), image.digest())
                .os("unknown")
                .build();
        statement.writeLayout(layout);
        String inner = """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s,%s]}""".formatted(
                        child(statement, """
                                "platform":{"os":"unknown","architecture":"unknown"},"annotations":{
                                "vnd.docker.reference.type":"attestation-manifest",
                                "vnd.docker.reference.digest":"%s"}""".formatted(image.digest())),
                        child(image, "\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}"));
        String outer = index(layout, inner);
        Files.writeString(layout.resolve("index.json"), outer);
        return "oci:" + layout;
    }

    private static String child(TestImage image, String more) {
        return "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"" + image.digest()
                + "\",\"size\":" + image.manifest().length + "," + more + "}";
    }

    private static String index(Path layout, String inner) throws IOException {
        byte[] bytes = inner.getBytes(StandardCharsets.UTF_8);
        String digest = TestImage.digest(bytes);
        Files.write(layout.resolve("blobs/sha256").resolve(digest.substring(7)), bytes);
        return """
                {"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.index.v1+json",
                "digest":"%s","size":%d}]}""".formatted(digest, bytes.length);
    }

    /** As Docker 1.10 to 24 wrote it: folders of layers, the second of which may be a link, as it was where they repeat. */
    private static Path save(Path folder, String lower, boolean gzip) throws IOException {
        TestImage image = image(PLAIN, tar -> tar);
        String config = TestImage.digest(image.config()).substring(7) + ".json";
        byte[] tar = new TarBuilder()
                .file(config, image.config())
                .directory("a")
                .file("a/VERSION", "1.0")
                .file("a/json", "{}")
                .symlink(lower, "../c/layer.tar")
                .file("c/layer.tar", LOWER)
                .directory("b")
                .file("b/layer.tar", UPPER)
                .file("manifest.json", """
                        [{"Config":"%s","RepoTags":["demo:1"],"Layers":["%s","b/layer.tar"]}]""".formatted(config, lower))
                .file("repositories", "{\"demo\":{\"1\":\"" + UPPER_ID + "\"}}")
                .build();
        return Files.write(folder.resolve("image.tar"), gzip ? TestImage.gzip(tar) : tar);
    }

    /** As Docker 25 and later write it: an OCI layout and a manifest.json that points into it. */
    private static Path containerd(Path folder) throws IOException {
        TestImage image = image(PLAIN, tar -> tar);
        String blobs = "blobs/sha256/";
        byte[] tar = files(image.writeLayout(folder.resolve("layout")))
                .file("manifest.json", """
                        [{"Config":"%s","RepoTags":["demo:1"],"Layers":["%s","%s"]}]""".formatted(
                                blobs + TestImage.digest(image.config()).substring(7),
                                blobs + TestImage.digest(LOWER).substring(7),
                                blobs + TestImage.digest(UPPER).substring(7)))
                .build();
        return Files.write(folder.resolve("image.tar"), tar);
    }

    /** As Docker wrote it before 1.10: no manifest.json, no config. */
    static String legacy(Path folder) throws IOException {
        byte[] tar = new TarBuilder()
                .directory(UPPER_ID)
                .file(UPPER_ID + "/VERSION", "1.0")
                .file(UPPER_ID + "/json", """
                        {"id":"%s","parent":"%s","os":"linux","architecture":"amd64"}""".formatted(UPPER_ID, LOWER_ID))
                .file(UPPER_ID + "/layer.tar", UPPER)
                .directory(LOWER_ID)
                .file(LOWER_ID + "/VERSION", "1.0")
                .file(LOWER_ID + "/json", "{\"id\":\"" + LOWER_ID + "\",\"os\":\"linux\",\"architecture\":\"amd64\"}")
                .file(LOWER_ID + "/layer.tar", LOWER)
                .file("repositories", "{\"demo\":{\"1\":\"" + UPPER_ID + "\"}}")
                .build();
        return "docker-archive:" + Files.write(folder.resolve("image.tar"), tar);
    }

    /** What the layers leave, unpacked. */
    static String root(Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("var/lib/dpkg"));
        Files.writeString(root.resolve("var/lib/dpkg/status"), stanza("base-files") + stanza("curl"));
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/os-release"), "ID=debian\nVERSION_ID=\"12\"\n");
        Files.createDirectories(root.resolve("srv/node_modules/qs"));
        Files.writeString(root.resolve("srv/node_modules/qs/package.json"), npm("qs"));
        return "dir:" + root;
    }
}
