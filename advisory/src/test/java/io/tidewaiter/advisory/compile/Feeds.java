package io.tidewaiter.advisory.compile;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder of feeds, built file by file. */
public final class Feeds {
    private final Path folder;
    private final Map<String, Map<String, String>> zips = new LinkedHashMap<>();

    public Feeds(Path folder) {
        this.folder = folder;
    }

    /** The folder, with all zips written. */
    public Path folder() {
        try {
            for (Map.Entry<String, Map<String, String>> zip : zips.entrySet()) {
                Path path = folder.resolve(zip.getKey()).resolve("all.zip");
                Files.createDirectories(path.getParent());
                write(path, zip.getValue());
            }
            zips.clear();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path path, Map<String, String> documents) throws IOException {
        try (OutputStream file = Files.newOutputStream(path);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> document : documents.entrySet()) {
                zip.putNextEntry(new ZipEntry(document.getKey()));
                zip.write(document.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    /** Puts a file down as it is. */
    public Feeds file(String name, String content) {
        try {
            Path path = folder.resolve(name);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a document to the zip of an ecosystem; the zips are written when the folder is asked for. */
    public Feeds document(String ecosystem, String id, String json) {
        zips.computeIfAbsent(ecosystem, _ -> new LinkedHashMap<>()).put(id + ".json", json);
        return this;
    }

    /** Adds a record of one package: {@code more} are further members of the document, each with a comma at its end. */
    public Feeds record(String id, String ecosystem, String name, String events, String more) {
        String zip = ecosystem.contains(":") ? ecosystem.substring(0, ecosystem.indexOf(':')) : ecosystem;
        String json = """
                {"id": "%s", "modified": "2025-01-01T00:00:00Z", %s
                 "affected": [{"package": {"ecosystem": "%s", "name": "%s"},
                               "ranges": [{"type": "ECOSYSTEM", "events": [%s]}]}]}
                """.formatted(id, more, ecosystem, name, events(events));
        return document(zip, id, json);
    }

    /** {@code introduced 0 fixed 1.2} as JSON events. */
    public static String events(String events) {
        String[] words = events.split(" ");
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < words.length; i += 2) {
            out.append(i == 0 ? "" : ", ").append("{\"%s\": \"%s\"}".formatted(words[i], words[i + 1]));
        }
        return out.toString();
    }

    public CompileReport compile(Path target) {
        return new AdvisoryCompiler().compile(folder(), target);
    }
}
