package io.tidewaiter.dist.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a loader finds over jars in their order, it finds in the one made of them. */
class OneJarTest {
    private static final String SERVICE = "META-INF/services/java.util.function.Function";
    private static final int NEXT = Runtime.version().feature() + 1;

    @TempDir
    private Path folder;

    private Path first;
    private Path second;
    private Path one;

    @BeforeEach
    void jars() throws IOException {
        first = jar(
                "first.jar",
                "Manifest-Version: 1.0\r\n\r\n",
                new TreeMap<>(Map.of(
                        "a.txt",
                        "first",
                        "db/",
                        "",
                        "db/1.sql",
                        "one",
                        "META-INF/versions/9/a.txt",
                        "not multi-release",
                        "META-INF/KEY.SF",
                        "signature",
                        "META-INF/key.rsa",
                        "signature",
                        SERVICE,
                        "first.Provider")));
        second = jar(
                "second.jar",
                "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n",
                new TreeMap<>(Map.of(
                        "a.txt",
                        "second",
                        "b.txt",
                        "base",
                        "META-INF/versions/9/b.txt",
                        "of 9",
                        "META-INF/versions/17/b.txt",
                        "of 17",
                        "META-INF/versions/" + NEXT + "/b.txt",
                        "of a later JDK",
                        "META-INF/versions/11/only.txt",
                        "of 11",
                        "module-info.class",
                        "module",
                        "META-INF/legal/x.SF",
                        "not a signature there",
                        SERVICE,
                        "second.Provider # with a comment\n")));
        one = folder.resolve("one.jar");
        OneJar.main(new String[] {one.toString(), first.toString(), second.toString()});
    }

    private Path jar(String name, String manifest, Map<String, String> entries) throws IOException {
        Path path = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(path);
                JarOutputStream out = new JarOutputStream(file)) {
            put(out, JarFile.MANIFEST_NAME, manifest);
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                put(out, entry.getKey(), entry.getValue());
            }
        }
        return path;
    }

    private static void put(JarOutputStream out, String name, String text) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
    }

    private static URLClassLoader over(Path... jars) throws IOException {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = jars[i].toUri().toURL();
        }
        return new URLClassLoader(urls, null);
    }

    private static String text(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theSameIsFoundUnderEveryName() throws IOException {
        try (URLClassLoader theirs = over(first, second);
                URLClassLoader ours = over(one)) {
            for (String name : List.of("a.txt", "b.txt", "only.txt", "db/1.sql", "META-INF/legal/x.SF")) {
                assertThat(text(ours.getResourceAsStream(name)))
                        .as(name)
                        .isEqualTo(text(theirs.getResourceAsStream(name)));
            }
            assertThat(ours.getResource("db/")).as("a folder").isNotNull();
        }
        try (URLClassLoader ours = over(one)) {
            assertThat(text(ours.getResourceAsStream("b.txt"))).isEqualTo("of 17");
        }
    }

    @Test
    void providersOfAllJarsAreThere() throws IOException {
        List<String> found = new ArrayList<>();
        try (URLClassLoader theirs = over(first, second)) {
            for (URL url : Collections.list(theirs.getResources(SERVICE))) {
                found.add(text(url.openStream()).strip());
            }
        }
        try (URLClassLoader ours = over(one)) {
            assertThat(text(ours.getResourceAsStream(SERVICE)).lines()).containsExactlyElementsOf(found);
        }
    }

    @Test
    void whatBelongsToAJarIsLeftOut() throws IOException {
        try (JarFile made = new JarFile(one.toFile())) {
            assertThat(made.isMultiRelease()).isFalse();
            assertThat(made.stream().map(JarEntry::getName))
                    .containsExactlyInAnyOrder(
                            "META-INF/",
                            "META-INF/MANIFEST.MF",
                            "META-INF/legal/x.SF",
                            "a.txt",
                            "b.txt",
                            "db/",
                            "db/1.sql",
                            "only.txt",
                            SERVICE);
            assertThat(made.stream().map(JarEntry::getMethod)).containsOnly(JarEntry.STORED);
        }
    }

    @Test
    void theSameJarsMakeTheSameBytes() throws IOException {
        byte[] before = Files.readAllBytes(one);
        OneJar.main(new String[] {one.toString(), first.toString(), second.toString()});
        assertThat(Files.readAllBytes(one)).isEqualTo(before);
    }
}
