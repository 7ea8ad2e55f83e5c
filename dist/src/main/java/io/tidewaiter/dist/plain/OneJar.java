package io.tidewaiter.dist.plain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes one jar of a class path (ADR 14). A JVM that starts from a cache asks for the manifest of every jar and checks every
 * jar's date; with thirty of them that is a quarter of its start.
 *
 * <p>What a class loader finds over the jars in their order, it finds in the one: the first of a name, the version for this
 * JDK of a multi-release jar (JEP 238), and the providers of a service from all jars. Folders keep their entries, which is how
 * migrations are found. Left out is what belongs to a jar and not to its content: manifest, index, signatures, module
 * descriptor. Nothing is compressed.
 */
public final class OneJar {
    private static final String SERVICES = "META-INF/services/";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final Set<String> OF_THE_JAR = Set.of(MANIFEST, "META-INF/INDEX.LIST", "module-info.class");
    private static final Set<String> SIGNATURES = Set.of("SF", "RSA", "DSA", "EC");
    private static final String VERSIONS = "META-INF/versions/";
    private static final byte[] ITS_MANIFEST = "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0); // where MS-DOS times begin

    private OneJar() {}

    /**
     * {@code FILE JAR...}: writes the file.
     *
     * @throws IOException where a jar cannot be read or the file not written
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("META-INF/", new byte[0]);
        entries.put(MANIFEST, ITS_MANIFEST);
        for (String jar : List.of(arguments).subList(1, arguments.length)) {
            add(Path.of(jar), entries);
        }
        write(Path.of(arguments[0]), entries);
    }

    private static void add(Path jar, Map<String, byte[]> entries) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
                Stream<JarEntry> seen = file.versionedStream()) {
            for (JarEntry entry : seen.toList()) {
                String name = entry.getName();
                if (isOfTheJar(name)) {
                    continue;
                }
                if (name.startsWith(SERVICES) && !entry.isDirectory()) {
                    entries.merge(name, PlainCode.bytes(file, entry), OneJar::lines);
                } else if (!entries.containsKey(name)) {
                    entries.put(name, PlainCode.bytes(file, entry));
                }
            }
        }
    }

    private static boolean isOfTheJar(String name) {
        if (OF_THE_JAR.contains(name) || name.startsWith(VERSIONS)) {
            return true;
        }
        String ending = name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        return name.startsWith("META-INF/")
                && name.indexOf('/') == name.lastIndexOf('/')
                && SIGNATURES.contains(ending);
    }

    /** A file of providers may end without a line's end. */
    private static byte[] lines(byte[] before, byte[] after) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(before);
        joined.write('\n');
        joined.writeBytes(after);
        return joined.toByteArray();
    }

    private static void write(Path path, Map<String, byte[]> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(path);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                byte[] bytes = each.getValue();
                CRC32 crc = new CRC32();
                crc.update(bytes);
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTimeLocal(EPOCH);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(bytes.length);
                entry.setCrc(crc.getValue());
                out.putNextEntry(entry);
                out.write(bytes);
                out.closeEntry();
            }
        }
    }
}
