package io.tidewaiter.dist.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the demo is made of: advisories from the class path, jars that the build resolved. */
final class DemoFiles {
    private static final String ADVISORIES = "/io/tidewaiter/dist/advisories/";
    private static final int RESOURCE_BYTES_MAX = 4 << 20;

    private DemoFiles() {}

    /** Copies the extract of public advisories to a folder that {@code db build} reads. */
    static Path advisories(Path folder) throws IOException {
        String index = new String(resource("index.txt"), StandardCharsets.UTF_8);
        for (String name : index.lines().toList()) {
            Path target = folder.resolve(name).normalize();
            if (!target.startsWith(folder)) {
                throw new IOException("the list of the demo's advisories names " + name);
            }
            Files.createDirectories(target.getParent());
            Files.write(target, resource(name));
        }
        return folder;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = DemoFiles.class.getResourceAsStream(ADVISORIES + name)) {
            if (in == null) {
                throw new IOException("the demo's file " + name + " is not packaged");
            }
            return in.readNBytes(RESOURCE_BYTES_MAX);
        }
    }

    /**
     * The jars of an image, by their path in it.
     *
     * @param names starts of file names, for example {@code log4j-core-2.14.1}
     */
    static SortedMap<String, Path> jars(Path folder, String... names) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path jar : jars.toList()) {
                String name = jar.getFileName().toString();
                for (String wanted : names) {
                    if (name.equals(wanted + ".jar")) {
                        files.put("app/lib/" + name, jar);
                    }
                }
            }
        }
        if (files.size() != names.length) {
            throw new IOException("the demo's jars are not in " + folder + "; build again with ./tidewaiter");
        }
        return files;
    }
}
