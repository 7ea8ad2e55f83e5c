package io.tidewaiter.fuzz;

import com.github.luben.zstd.Zstd;
import io.tidewaiter.catalog.cell.Catalogers;
import io.tidewaiter.catalog.layer.LayerScan;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.testkit.SharedFiles;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What the targets start from: real files of the shared data, and archives made on the spot. */
final class Seeds {
    private static final int BYTES_MAX = 300 << 10;
    private static final int OF_A_TARGET_MAX = 40;
    private static final int FILES_MAX = 20_000;

    private Seeds() {}

    /** Writes the seeds of a target into a folder, {@code Seeds TARGET FOLDER}; without arguments, lists the targets. */
    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            Target.all().forEach(target -> System.out.println(target.name()));
            return;
        }
        Path folder = Files.createDirectories(Path.of(args[1]));
        int number = 0;
        for (byte[] seed : of(Target.of(args[0]))) {
            Files.write(folder.resolve("seed-%03d".formatted(number++)), seed);
        }
    }

    static List<byte[]> of(Target target) throws IOException {
        byte[] tar = tar();
        return switch (target.name()) {
            case "tar" ->
                List.of(
                        tar,
                        new TarBuilder()
                                .file("x".repeat(300), "y")
                                .hardlink("a", "b")
                                .build());
            case "gzip" -> List.of(TestImage.gzip(tar), joined(TestImage.gzip(tar), TestImage.gzip(new byte[40_000])));
            case "zstd" ->
                List.of(
                        Zstd.compress(tar),
                        joined(Zstd.compress(tar, 19), new byte[] {0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2}));
            case "zip", "catalog-java" -> List.of(jar(target.name().equals("zip") ? 0 : 1));
            case "frames" -> List.of(frames());
            case "facts" -> List.of(facts(tar), facts(TestImage.gzip(tar)));
            case "layer" -> List.of(tar, TestImage.gzip(tar), Zstd.compress(tar));
            case "manifest" -> manifests();
            case "archive" -> List.of(archive(), dockerArchive());
            case "kql" -> KqlTarget.seeds();
            case "excerpt" -> List.of(ExcerptTarget.seed());
            default -> target.name().startsWith("feed-") ? FeedSeeds.of(target.name()) : real(target.name());
        };
    }

    private static byte[] tar() {
        return new TarBuilder()
                .directory("etc")
                .file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
                .file("var/lib/dpkg/status", """
                        Package: curl
                        Status: install ok installed
                        Architecture: amd64
                        Source: curl (7.88.1-10)
                        Version: 7.88.1-10+deb12u1

                        """)
                .symlink("lib", "usr/lib")
                .hardlink("etc/link", "etc/os-release")
                .whiteout("srv/gone")
                .opaque("srv")
                .file("app/node_modules/qs/package.json", "{\"name\":\"qs\",\"version\":\"6.5.2\"}")
                .file("lib/apk/db/installed", "P:musl\nV:1.2.3-r0\nA:x86_64\no:musl\nF:lib\nR:ld.so\n\n")
                .build();
    }

    private static byte[] jar(int prefix) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[prefix]);
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(inner)) {
            put(zip, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nImplementation-Title: inner\n\n");
            put(zip, "META-INF/maven/g/a/pom.properties", "groupId=g\nartifactId=a\nversion=1.0\n");
        }
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nBundle-SymbolicName: o\nBundle-Version: 1\n\n");
            zip.putNextEntry(new ZipEntry("BOOT-INF/lib/inner-1.0.jar"));
            zip.write(inner.toByteArray());
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static byte[] frames() {
        return joined(
                frame(1, 0, new byte[] {1, 'o', 'k'}),
                frame(3, 1, new byte[100]),
                frame(6, 1, new byte[] {0, 1, 0, 0}),
                frame(7, 2, new byte[] {'n', 'o'}),
                frame(4, 1, new byte[0]));
    }

    private static byte[] frame(int type, int stream, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        return frame.put((byte) type)
                .putInt(stream)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    private static byte[] facts(byte[] layer) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new LayerScan(Catalogers.ALL, ArchiveTargets.LIMITS).run(new ByteArrayInputStream(layer), layer.length, answer);
        return answer.toByteArray();
    }

    private static List<byte[]> manifests() throws IOException {
        List<byte[]> found = new ArrayList<>();
        Path layout = SharedFiles.require("data", "images", "scratch-go");
        try (Stream<Path> files = Files.walk(layout)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (Files.size(file) < 10_000) {
                    found.add(Files.readAllBytes(file));
                }
            }
        }
        return found;
    }

    private static byte[] archive() {
        String digest = TestImage.digest("{}".getBytes(StandardCharsets.UTF_8));
        return new TarBuilder()
                .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
                .file("index.json", """
                        {"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json",
                        "digest":"%s","size":2}]}""".formatted(digest))
                .file("blobs/sha256/" + digest.substring(7), "{}")
                .build();
    }

    private static byte[] dockerArchive() {
        return new TarBuilder()
                .file("manifest.json", """
                        [{"Config":"c.json","RepoTags":["a:1"],"Layers":["1/layer.tar","2/layer.tar"]}]""")
                .file("c.json", "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":[]}}")
                .file("1/layer.tar", "x")
                .symlink("2/layer.tar", "../1/layer.tar")
                .build();
    }

    /** The files of the root file systems that a cataloger wants, small ones first come, and its records. */
    private static List<byte[]> real(String name) throws IOException {
        CatalogerTarget target = CatalogerTarget.all().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<byte[]> found = new ArrayList<>();
        Path roots = SharedFiles.require("data", "rootfs");
        try (Stream<Path> files = Files.walk(roots)) {
            for (Path file :
                    files.filter(Files::isRegularFile).sorted().limit(FILES_MAX).toList()) {
                Path within = roots.relativize(file);
                if (found.size() < OF_A_TARGET_MAX && within.getNameCount() > 1) {
                    add(target, within.subpath(1, within.getNameCount()).toString(), file, found);
                }
            }
        }
        for (RecordSeed one : RecordSeed.of(target.cataloger())) {
            int place = target.paths().indexOf(one.path());
            if (place >= 0) { // a target of one database has its path alone
                found.add(joined(new byte[] {(byte) place}, one.content()));
            }
        }
        if (found.isEmpty()) {
            found.add("a\0name: x\nversion: 1\n".getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }

    private static void add(CatalogerTarget target, String path, Path file, List<byte[]> found) throws IOException {
        long bytes = Files.size(file);
        if (bytes > BYTES_MAX || !target.cataloger().wants(new FileEntry(path, bytes, 0755))) {
            return;
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        List<String> paths = target.paths();
        boolean named = target.name().startsWith("catalog-");
        for (int i = 0; i < paths.size(); i++) {
            String example = paths.get(i).substring(paths.get(i).lastIndexOf('/') + 1);
            if (example.equals(last) || (named && i == paths.size() - 1)) {
                found.add(joined(new byte[] {(byte) i}, Files.readAllBytes(file)));
                return;
            }
        }
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
