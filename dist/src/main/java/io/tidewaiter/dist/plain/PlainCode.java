package io.tidewaiter.dist.plain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes jars again with {@link PlainClass} instead of call sites that the JVM links at their first call (ADR 12). A
 * process that lives for half a second spends a tenth of it on that linking, which the JDK's start-up cache does not keep
 * (JEP 483 keeps lambdas and joined texts only). {@link Orders} goes with each.
 */
public final class PlainCode {
    private static final String ORDERS = Orders.class.getName().replace('.', '/') + ".class";

    private PlainCode() {}

    /**
     * {@code FOLDER JAR...}: each jar anew in the folder, under its name. What their classes build on is on the class path.
     *
     * @throws IOException where a jar cannot be read or written
     * @throws IllegalArgumentException where a class cannot be understood
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        PlainClass plain = new PlainClass(PlainCode.class.getClassLoader());
        for (String jar : List.of(arguments).subList(1, arguments.length)) {
            write(Path.of(jar), folder, plain);
        }
    }

    private static void write(Path jar, Path folder, PlainClass plain) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(folder.resolve(jar.getFileName()));
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                byte[] read = bytes(zip, entry);
                ZipEntry written = new ZipEntry(entry.getName());
                written.setTime(entry.getTime());
                out.putNextEntry(written);
                out.write(entry.getName().endsWith(".class") ? plain.of(read) : read);
                out.closeEntry();
            }
            if (zip.getEntry(ORDERS) == null) {
                ZipEntry orders = new ZipEntry(ORDERS);
                orders.setTime(0);
                out.putNextEntry(orders);
                try (InputStream in = PlainCode.class.getResourceAsStream("/" + ORDERS)) {
                    Objects.requireNonNull(in).transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    /** All of an entry. */
    static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
