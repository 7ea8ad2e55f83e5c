package io.tidewaiter.bench.accuracy;

import io.tidewaiter.cli.Main;
import io.tidewaiter.cli.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Scans every labelled image with the command line's own commands and compares. */
public final class Accuracy {
    /** The ecosystems that the labels speak of; no other decides whether something is found. */
    private static final List<String> ECOSYSTEMS = List.of("AlmaLinux", "Debian", "Go", "Ubuntu");

    private final Path shared;
    private final Path work;

    /**
     * @param shared the shared data
     * @param work a folder for what is made on the way
     */
    Accuracy(Path shared, Path work) {
        this.shared = shared;
        this.work = work;
    }

    /** {@code bench/accuracy}: writes the page, and ends with 1 where a difference is not explained. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Path work = Path.of(arguments[1]);
        Accuracy accuracy = new Accuracy(root.resolve("../shared").normalize(), work);
        Differences known = Differences.read(root.resolve("bench/differences.tsv"));
        AccuracyPage page = new AccuracyPage(known);
        Path database = accuracy.database();
        List<Comparison> comparisons = new ArrayList<>();
        for (LabelledImage image : LabelledImage.in(accuracy.shared)) {
            comparisons.add(Comparison.of(image, accuracy.scan(image, database)));
        }
        Files.writeString(root.resolve("docs/guide/accuracy.md"), page.of(comparisons));
        page.unexplained().forEach(line -> System.err.println("not explained: " + line));
        known.unused().forEach(line -> System.err.println("explained, and no difference: " + line));
        System.exit(page.unexplained().isEmpty() && known.unused().isEmpty() ? 0 : 1);
    }

    /** The advisories of the ecosystems in question, compiled. */
    Path database() throws IOException {
        Path feeds = work.resolve("feeds");
        for (String ecosystem : ECOSYSTEMS) {
            Path folder = Files.createDirectories(feeds.resolve(ecosystem));
            Path zip = folder.resolve("all.zip");
            if (!Files.exists(zip)) {
                Files.copy(shared.resolve("data/advisories").resolve(ecosystem).resolve("all.zip"), zip);
            }
        }
        Path database = work.resolve("advisories.db");
        run("db", "build", "--from", feeds.toString(), "--output", database.toString());
        return database;
    }

    ScannedImage scan(LabelledImage image, Path database) throws IOException {
        Path document = work.resolve(image.name() + ".json");
        run("scan", image.reference(), "--db", database.toString(), "--format", "json=" + document);
        return ScannedImage.read(document);
    }

    /** Runs a command as a user does; its words are shown only where it fails. */
    static void run(String... arguments) throws IOException {
        ByteArrayOutputStream talk = new ByteArrayOutputStream();
        int status = Main.tree(List.of())
                .run(
                        arguments,
                        new Terminal(
                                OutputStream.nullOutputStream(), new PrintStream(talk, true, StandardCharsets.UTF_8)));
        if (status != 0) {
            throw new IOException(String.join(" ", arguments) + " ended with " + status + ": "
                    + talk.toString(StandardCharsets.UTF_8));
        }
    }
}
