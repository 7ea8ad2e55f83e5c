package io.tidewaiter.cli.train;

import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.oci.hash.ContentHash;
import io.tidewaiter.pull.ImagePuller;
import io.tidewaiter.pull.PlatformChoice;
import io.tidewaiter.pull.PullResult;
import io.tidewaiter.pull.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A small image with one file for each cataloger and a layer that installs one package more, as an OCI layout of our own
 * making.
 */
final class SampleImage {
    private static final int PACKAGES = 120;

    private SampleImage() {}

    /** Where in the folder of the samples it is. */
    static Path layout(Path folder) {
        return folder.resolve("layout");
    }

    /** The stored bytes of its first layer. */
    static Path layer(Path folder) {
        return folder.resolve("layer.tar.gz");
    }

    static void write(Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        files(root);
        byte[] tar = withHardLink(tar(root));
        byte[] layer = gzip(tar);
        Path more = Files.createDirectories(folder.resolve("more"));
        packages(more, PACKAGES + 1, "2");
        file(more, "etc/.wh.debian_version", "");
        byte[] moreTar = tar(more);
        byte[] moreLayer = gzip(moreTar);
        Path blobs = Files.createDirectories(layout(folder).resolve("blobs/sha256"));
        String config = """
                {"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:%s","sha256:%s"]},\
                "history":[{"created_by":"sample"},{"created_by":"one more"}]}""".formatted(sha256(tar), sha256(moreTar));
        String manifest = """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
                "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%d},\
                "layers":[%s,%s]}""".formatted(
                        blob(blobs, bytes(config)),
                        bytes(config).length,
                        descriptor(blobs, layer),
                        descriptor(blobs, moreLayer));
        String index = """
                {"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json",\
                "digest":"sha256:%s","size":%d}]}""".formatted(blob(blobs, bytes(manifest)), bytes(manifest).length);
        Files.writeString(layout(folder).resolve("index.json"), index);
        Files.writeString(layout(folder).resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.write(layer(folder), layer);
    }

    private static void files(Path root) throws IOException {
        file(
                root,
                "usr/lib/os-release",
                "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        Files.createSymbolicLink(
                Files.createDirectories(root.resolve("etc")).resolve("os-release"), Path.of("../usr/lib/os-release"));
        file(root, "etc/issue", "Debian GNU/Linux 12 \\n \\l\n");
        packages(root, PACKAGES, "1");
        distroless(root);
        file(root, "usr/lib/python3/dist-packages/six-1.16.0.dist-info/RECORD", "six.py,sha256=abc,1\n");
        file(root, "app/node_modules/qs/package.json", "{\"name\":\"qs\",\"version\":\"6.5.2\",\"license\":\"BSD\"}");
        file(
                root,
                "app/node_modules/@sample/of-nobody/package.json",
                "{\"name\":\"@sample/of-nobody\",\"version\":\"1.0.0-alpha.1\"}");
        Path jars = Files.createDirectories(root.resolve("app/lib"));
        Files.write(jars.resolve("sample-1.0.jar"), jar(true));
        Files.write(jars.resolve("commons-sample-2.11.0.jar"), jar(false));
        Files.write(Files.createDirectories(root.resolve("opt/sample")).resolve("server"), SampleProgram.ofGo());
        file(root, "usr/share/doc/f\u00fcr/README", "a name that is not ASCII\n");
        file(root, "etc/apt/sources.list", "deb http://deb.debian.org/debian bookworm main\n");
        file(root, "etc/debian_version", "12.1\n");
        Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
        Files.createSymbolicLink(root.resolve("usr/lib/libsample.so"), Path.of("lib0.so"));
        file(root, "var/lib/dpkg/diversions", "/usr/bin/sample\n/usr/bin/sample.distrib\n:\n");
        file(
                root,
                "usr/lib/jvm/sample/release",
                "IMPLEMENTOR=\"Sample\"\nJAVA_VERSION=\"17.0.1\"\nJAVA_RUNTIME_VERSION=\"17.0.1+12\"\n");
        fromSource(root);
        file(root, "opt/sample/tool.exe", "MZ" + " ".repeat(200));
        Path programs = Files.createDirectories(root.resolve("usr/bin"));
        programs(programs);
        Path alternatives = Files.createDirectories(root.resolve("etc/alternatives"));
        Files.createSymbolicLink(programs.resolve("sample"), Path.of("/etc/alternatives/sample"));
        Files.createSymbolicLink(alternatives.resolve("sample"), Path.of("/usr/bin/libzip.so"));
    }

    /** Software that no package brought: with a header that agrees, with one that does not, and without. */
    private static void fromSource(Path root) throws IOException {
        String header = "#define NODE_MAJOR_VERSION 20\n#define NODE_MINOR_VERSION 1\n#define NODE_PATCH_VERSION 0\n";
        for (String folder : List.of("usr/local/", "opt/other/", "opt/alone/")) {
            Path programs = Files.createDirectories(root.resolve(folder + "bin"));
            String version = folder.equals("usr/local/") ? "20.1.0" : "20.2.0";
            Files.write(programs.resolve("node"), SampleProgram.saying("node.js/v" + version));
            if (!folder.equals("opt/alone/")) {
                file(root, folder + "include/node/node_version.h", header);
            }
        }
        Path libraries = Files.createDirectories(root.resolve("usr/local/lib"));
        Files.write(libraries.resolve("libcrypto.so.3"), SampleProgram.saying("OpenSSL 3.0.1 14 Dec 2021"));
    }

    /** Packages as dpkg installs them, with programs of which the records know the digest. */
    private static void packages(Path root, int count, String revision) throws IOException {
        byte[] program = SampleProgram.withNote(revision);
        StringBuilder status = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String file = "usr/lib/lib" + i + ".so";
            status.append(fields("lib" + i, i % 9 == 0 ? "openssl" : "of" + i, "3.0.1-" + revision))
                    .append("\n");
            file(root, "var/lib/dpkg/info/lib" + i + ".list", "/.\n/usr/lib\n/" + file + "\n/lib/lib" + i + ".so.1\n");
            Files.createDirectories(root.resolve("usr/lib"));
            Files.write(root.resolve(file), program);
            file(root, "var/lib/dpkg/info/lib" + i + ".md5sums", md5(program) + "  " + file + "\n");
        }
        // Of another language, which a later layer writes again, or leaves alone.
        for (String name : count == PACKAGES ? List.of("six", "seven") : List.of("six")) {
            String metadata = "usr/lib/python3/dist-packages/%s-1.16.0.dist-info/METADATA".formatted(name);
            String text = "Metadata-Version: 2.1\nName: %s\nVersion: 1.16.0\n\ntext\n".formatted(name);
            file(root, metadata, text);
            file(root, "var/lib/dpkg/info/python3-" + name + ".list", "/.\n/" + metadata + "\n");
            file(root, "var/lib/dpkg/info/python3-" + name + ".md5sums", md5(bytes(text)) + "  " + metadata + "\n");
        }
        for (String name : List.of("six", "seven")) {
            status.append(fields("python3-" + name, name, "1.16.0-1")).append("\n");
        }
        file(root, "var/lib/dpkg/status", status.toString());
    }

    private static String fields(String name, String source, String version) {
        return """
                Package: %s
                Status: install ok installed
                Architecture: amd64
                Source: %s (%s)
                Version: 1:%s
                Description: a library
                 that does things
                """.formatted(name, source, version, version);
    }

    /** A package as distroless images record it. */
    private static void distroless(Path root) throws IOException {
        byte[] program = SampleProgram.withNote("of-distroless");
        Files.createDirectories(root.resolve("usr/lib"));
        Files.write(root.resolve("usr/lib/libdistroless.so"), program);
        file(root, "var/lib/dpkg/status.d/distroless", fields("distroless", "openssl", "3.0.1-1"));
        file(root, "var/lib/dpkg/status.d/distroless.md5sums", md5(program) + "  usr/lib/libdistroless.so\n");
    }

    private static String descriptor(Path blobs, byte[] layer) throws IOException {
        return """
                {"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:%s","size":%d}""".formatted(blob(blobs, layer), layer.length);
    }

    /** Real programs, so that what looks into them is recorded, and bytes enough for the native decoder to be used. */
    private static void programs(Path folder) throws IOException {
        Path libraries = Path.of(System.getProperty("java.home"), "lib");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(libraries, "*.so")) {
            for (Path file : files) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private static byte[] jar(boolean ofMaven) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write(bytes("Manifest-Version: 1.0\nImplementation-Version: 1.0\n"));
            if (ofMaven) {
                zip.putNextEntry(new ZipEntry("META-INF/maven/org.sample/sample/pom.properties"));
                zip.write(bytes("groupId=org.sample\nartifactId=sample\nversion=1.0\n"));
            }
            zip.putNextEntry(new ZipEntry("org/sample/Sample.class"));
            zip.write(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 65});
        }
        return bytes.toByteArray();
    }

    private static void file(Path root, String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static byte[] tar(Path root) throws IOException {
        try (RegistryClient client = new RegistryClient(ClientSettings.standard(), CredentialSource.none())) {
            PullResult result = new ImagePuller(client)
                    .pull(new Source.RootFolder("dir:" + root, root), new PlatformChoice.Usual());
            if (!(result instanceof PullResult.Pulled pulled)) {
                throw new IOException("make the sample image: " + result);
            }
            try (InputStream in =
                    pulled.images().getFirst().layers().getFirst().bytes().open()) {
                return in.readNBytes(64 << 20);
            }
        }
    }

    /** A hard link before all else (POSIX ustar), which folders do not have. */
    private static byte[] withHardLink(byte[] tar) {
        byte[] header = new byte[512];
        put(header, 0, "usr/bin/linked");
        put(header, 100, "0000755");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, "00000000000");
        put(header, 136, "00000000000");
        put(header, 148, "        1usr/lib/lib0.so");
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte b : header) {
            sum += b;
        }
        put(header, 148, "%06o\0".formatted(sum));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header);
        out.writeBytes(tar);
        return out.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static String blob(Path folder, byte[] bytes) throws IOException {
        String hex = sha256(bytes);
        Files.write(folder.resolve(hex), bytes);
        return hex;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        return hex(ContentHash.sha256(), bytes);
    }

    private static String md5(byte[] bytes) {
        return hex(ContentHash.md5(), bytes);
    }

    private static String hex(MessageDigest digest, byte[] bytes) {
        return HexFormat.of().formatHex(digest.digest(bytes));
    }
}
