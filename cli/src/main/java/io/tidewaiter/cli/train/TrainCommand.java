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
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code tidewaiter train}: does what a scan does, on an image of our own that {@code --make} made before, while the JVM
 * records for an AOT cache ({@code -XX:AOTCacheOutput}); with {@code --cell} it makes the cache of the cell.
 */
public final class TrainCommand implements Command {
    private static final String KNOWING = "knowing";
    private static final String OF_OTHERS = "others";

    private static final List<Advisory> ADVISORIES = List.of(
            new Advisory("DEBIAN-CVE-2024-1", "Debian:12", "openssl", below("ECOSYSTEM", "1:3.0.2-1")),
            new Advisory("GHSA-2222-2222-2222", "npm", "qs", below("SEMVER", "6.5.3")),
            new Advisory("GHSA-0000-0000-0000", "npm", "@sample/of-nobody", below("SEMVER", "1.0.0-beta.1")),
            new Advisory("GO-2024-3", "Go", "stdlib", below("SEMVER", "1.21.1")),
            new Advisory("GO-2024-4", "Go", "golang.org/x/text", below("SEMVER", "0.3.3")),
            new Advisory("PYSEC-2024-5", "PyPI", "six", below("ECOSYSTEM", "1.16.1")),
            new Advisory("GHSA-6666-6666-6666", "Maven", "org.sample:sample", below("ECOSYSTEM", "1.1-beta")),
            // In none of its ranges, and not among its versions.
            new Advisory("GHSA-7777-7777-7777", "Maven", "org.sample:sample", below("ECOSYSTEM", "0.9")),
            new Advisory("GHSA-8888-8888-8888", "npm", "qs", below("GIT", "0123456789abcdef0123456789abcdef01234567")),
            // By the versions of the module proxy and by tags.
            new Advisory(
                    "GO-2024-9",
                    "Go",
                    "example.org/pseudo",
                    below("SEMVER", "0.1.0") + "," + below("ECOSYSTEM", "0.2.0")));

    /** So that the sample is healthy. */
    private static final Advisory OF_NOTHING_THERE =
            new Advisory("GHSA-3333-3333-3333", "npm", "tidewaiter-has-no-such", below("SEMVER", "1.0.0"));

    private static String below(String type, String fixed) {
        String repository = type.equals("GIT") ? "\"repo\":\"https://example.org/sample\"," : "";
        return """
                {"type":"%s",%s"events":[{"introduced":"0"},{"fixed":"%s"}]}""".formatted(type, repository, fixed);
    }

    /** A record of OSV. */
    private record Advisory(String id, String ecosystem, String name, String ranges) {
        String json() {
            return """
                    {"schema_version":"1.6.0","id":"%s","modified":"2024-01-02T00:00:00Z","published":"2024-01-01T00:00:00Z",
                     "aliases":["CVE-2024-000%s"],"summary":"sample","details":"what it is",
                     "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
                     "references":[{"type":"WEB","url":"https://example.org/sample"}],
                     "database_specific":{"cwe_ids":["CWE-79"],"severity":"HIGH"},
                     "affected":[{"package":{"ecosystem":"%s","name":"%s"},"ranges":[%s]%s}]}
                    """.formatted(
                            id,
                            id.substring(id.length() - 1),
                            ecosystem,
                            name,
                            ranges,
                            ranges.contains("GIT") ? "" : ",\"versions\":[\"0.0.8\",\"0.0.9\"]");
        }
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("train");
        spec.usageMessage().description("Used by the build.").hidden(true);
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FOLDER")
                .arity("1")
                .type(String.class)
                .description("what the samples are in")
                .build());
        spec.addOption(OptionSpec.builder("--make")
                .arity("0")
                .description("make the samples")
                .build());
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
        Path folder = Path.of(arguments.<String>matchedPositionalValue(0, ""));
        String cell = arguments.matchedOptionValue("--cell", "");
        if (arguments.hasMatchedOption("--make")) {
            make(folder);
        } else if (cell.isEmpty()) {
            return scan(folder);
        } else {
            byte[] layer = Files.readAllBytes(SampleImage.layer(folder));
            CellProgram.ofThisProcess().train(CatalogLimits.standard(), Path.of(cell), layer);
        }
        return ExitCode.OK.number();
    }

    /** In a process of its own: a start-up cache loads whatever its training loaded, at every start. */
    private static void make(Path folder) throws IOException {
        SampleImage.write(folder);
        database(folder, KNOWING, ADVISORIES);
        database(folder, OF_OTHERS, List.of(OF_NOTHING_THERE));
    }

    private static int scan(Path folder) {
        String[] cached = {"--cache=" + folder.resolve("cache")};
        int status = scan(folder, OF_OTHERS, new String[] {"--no-cache"});
        // Nothing kept, kept for the first time, and known.
        for (String[] more : List.of(new String[] {"--no-cache"}, cached, cached)) {
            status = Math.max(status, scan(folder, KNOWING, more));
        }
        return status;
    }

    private static void database(Path folder, String name, List<Advisory> advisories) throws IOException {
        Path records = Files.createDirectories(folder.resolve(name));
        for (Advisory advisory : advisories) {
            Files.writeString(records.resolve(advisory.id + ".json"), advisory.json());
        }
        new AdvisoryCompiler().compile(records, folder.resolve(name + ".db"));
    }

    private static int scan(Path folder, String database, String[] more) {
        List<String> words = new ArrayList<>(List.of(
                "scan",
                "oci:" + SampleImage.layout(folder),
                "--db",
                folder.resolve(database + ".db").toString(),
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
}
