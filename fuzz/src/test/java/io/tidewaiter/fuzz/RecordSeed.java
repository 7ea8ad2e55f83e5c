package io.tidewaiter.fuzz;

import com.github.luben.zstd.Zstd;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.FileEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A record of a real system, as the golden cases of the catalogers have them: most catalogers have no
 * file in the shared data.
 *
 * @param path of the file in its image
 */
record RecordSeed(String path, byte[] content) {
    private static final Path FOLDER = Path.of(System.getProperty("tidewaiter.root", "."))
            .resolve(Path.of("catalog", "src", "test", "golden", "records"));

    /** Those that a cataloger wants for their path. */
    static List<RecordSeed> of(Cataloger cataloger) {
        List<RecordSeed> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                read(Files.readString(file))
                        .filter(one -> cataloger.wants(new FileEntry(one.path, Math.max(1, one.content.length), 0644)))
                        .ifPresent(found::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Empty where the record is packed into something else. */
    private static Optional<RecordSeed> read(String text) {
        int end = text.indexOf("\n\n");
        String head = text.substring(0, end);
        byte[] content = text.substring(end + 2).getBytes(StandardCharsets.UTF_8);
        String path = field(head, "path").orElseThrow();
        return switch (field(head, "packed").orElse("")) {
            case "" -> Optional.of(new RecordSeed(path, content));
            case "zstd" -> Optional.of(new RecordSeed(path, Zstd.compress(content)));
            default -> Optional.empty();
        };
    }

    private static Optional<String> field(String head, String name) {
        return head.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst();
    }
}
