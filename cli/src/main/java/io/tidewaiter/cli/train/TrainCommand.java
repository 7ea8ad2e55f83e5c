package io.tidewaiter.cli.train;

import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.catalog.CellProgram;
import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.CommandTree;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.cli.scan.ScanCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code tidewaiter train}: does what a scan does, on an image of our own, while the JVM records for an AOT cache
 * ({@code -XX:AOTCacheOutput}); with {@code --cell} it makes the cache of the cell.
 */
public final class TrainCommand implements Command {
    private static final List<Advisory> ADVISORIES = List.of(
            new Advisory("DEBIAN-CVE-2024-1", "Debian:12", "openssl", "ECOSYSTEM", "1:3.0.2-1"),
            new Advisory("GHSA-2222-2222-2222", "npm", "qs", "SEMVER", "6.5.3"),
            new Advisory("GO-2024-3", "Go", "stdlib", "SEMVER", "1.21.1"),
            new Advisory("GO-2024-4", "Go", "golang.org/x/text", "SEMVER", "0.3.3"),
            new Advisory("PYSEC-2024-5", "PyPI", "six", "ECOSYSTEM", "1.16.1"));

    /** So that the sample is healthy. */
    private static final Advisory OF_NOTHING_THERE =
            new Advisory("GHSA-3333-3333-3333", "npm", "tidewaiter-has-no-such", "SEMVER", "1.0.0");

    /** A record of OSV. */
    private record Advisory(String id, String ecosystem, String name, String versions, String fixed) {
        String json() {
            return """
                    {"schema_version":"1.6.0","id":"%s","modified":"2024-01-02T00:00:00Z","published":"2024-01-01T00:00:00Z",
                     "aliases":["CVE-2024-000%s"],"summary":"sample","details":"what it is",
                     "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
                     "references":[{"type":"WEB","url":"https://example.org/sample"}],
                     "database_specific":{"cwe_ids":["CWE-79"],"severity":"HIGH"},
                     "affected":[{"package":{"ecosystem":"%s","name":"%s"},
                      "ranges":[{"type":"%s","events":[{"introduced":"0"},{"fixed":"%s"}]}]}]}
                    """.formatted(id, id.substring(id.length() - 1), ecosystem, name, versions, fixed);
        }
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("train");
        spec.usageMessage().description("Used by the build.").hidden(true);
        spec.addOption(OptionSpec.builder("--cell")
                .paramLabel("FILE")
                .arity("1")
                .type(String.class)
                .description("make the cell's cache")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, Terminal terminal) throws IOException {
        Path folder = Files.createTempDirectory("tidewaiter-train");
        try {
            SampleImage sample = SampleImage.write(folder);
            String cell = arguments.matchedOptionValue("--cell", "");
            if (!cell.isEmpty()) {
                CellProgram.ofThisProcess().train(CatalogLimits.standard(), Path.of(cell), sample.layer());
                return ExitCode.OK.number();
            }
            return scan(folder, sample);
        } finally {
            delete(folder);
        }
    }

    private static int scan(Path folder, SampleImage sample) throws IOException {
        Path database = database(folder, "osv", ADVISORIES);
        Path speaksOfOthers = database(folder, "others", List.of(OF_NOTHING_THERE));
        String[] cached = {"--cache=" + folder.resolve("cache")};
        int status = scan(folder, sample, speaksOfOthers, new String[] {"--no-cache"});
        // Nothing kept, kept for the first time, and known.
        for (String[] more : List.of(new String[] {"--no-cache"}, cached, cached)) {
            status = Math.max(status, scan(folder, sample, database, more));
        }
        return status;
    }

    private static Path database(Path folder, String name, List<Advisory> advisories) throws IOException {
        Path records = Files.createDirectories(folder.resolve(name));
        for (Advisory advisory : advisories) {
            Files.writeString(records.resolve(advisory.id + ".json"), advisory.json());
        }
        Path database = folder.resolve(name + ".db");
        new AdvisoryCompiler().compile(records, database);
        return database;
    }

    private static int scan(Path folder, SampleImage sample, Path database, String[] more) {
        List<String> words = new ArrayList<>(List.of(
                "scan",
                "oci:" + sample.layout(),
                "--db",
                database.toString(),
                "--format",
                "table",
                "--format",
                "json=" + folder.resolve("a.json"),
                "--format",
                "cyclonedx=" + folder.resolve("a.cdx.json")));
        words.addAll(List.of(more));
        String[] arguments = words.toArray(String[]::new);
        CommandTree tree = CommandTree.of("tidewaiter", "", List.of(new ScanCommand()));
        return tree.run(arguments, new Terminal(OutputStream.nullOutputStream(), System.err));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
